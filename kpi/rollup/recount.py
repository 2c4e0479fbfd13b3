"""A rebuild that says what it has changed."""

from collections.abc import Callable

from sqlalchemy import Connection, insert, select

from kpi.rollup.compare import PAIRS, cutoffs, other_tables, unequal
from kpi.rollup.run import rebuild

Rebuild = Callable[[Connection, int | None], None]


def recount(
    connection: Connection, institution_id: int | None = None, rebuild: Rebuild = rebuild
) -> dict[str, int]:
    """Rebuild, and count the rows that are not what they were: {table: rows that came, went or changed}.

    Under "channel" the channels whose cut-offs have moved. `rebuild` may have another engine count.
    """
    reached = cutoffs(connection)
    with other_tables(connection):
        for stored, before in PAIRS:
            connection.execute(insert(before).from_select(before.c.keys(), select(*stored.c)))
        rebuild(connection, institution_id)
        changed = {stored.name: unequal(connection, stored, before) for stored, before in PAIRS}
    counts = {name: len(now.keys() | before.keys()) for name, (now, before) in changed.items()}
    moved = reached.items() ^ cutoffs(connection).items()
    return counts | {"channel": len({channel_id for channel_id, _ in moved})}
