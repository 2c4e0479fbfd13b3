"""Is what is stored what the facts say? A fresh roll-up beside the stored one, row by row."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Column, Connection, Table, except_, select

from kpi.rollup.cutoffs import last_message, last_visit
from kpi.rollup.scope import CHANNEL
from kpi.rollup.stage import GROUPS, STORED, Rolled, roll_days, roll_turns, roll_visitors
from kpi.store.bulk import temporary, temporary_table
from kpi.words import N_, Message

SHOWN: Final = 20
ROW_MISSING: Final = N_("{table} {key}: the row is missing.")
ROW_TOO_MANY: Final = N_("{table} {key}: no facts stand behind the row.")
VALUE_DIFFERS: Final = N_("{table} {key}: {column} is {stored}, the facts say {fresh}.")
AND_MORE: Final = N_("{table}: {count} more rows differ.")


def _named(table: Table, name: str) -> Table:
    columns = (Column(c.name, c.type, primary_key=c.primary_key, autoincrement=False) for c in table.c)
    return temporary_table(name, *columns)


FRESH: Final = Rolled(
    _named(STORED.turn, "fresh_turn"),
    _named(STORED.visitor, "fresh_visitor"),
    _named(STORED.daily, "fresh_daily"),
)


def differences(connection: Connection) -> list[Message]:
    """What `rebuild` would change, a sentence per row and at most SHOWN per table; empty when all is well."""
    found = list(_cutoffs(connection))
    with _fresh(connection) as fresh:
        for stored, again in (
            (STORED.turn, fresh.turn),
            (STORED.visitor, fresh.visitor),
            (STORED.daily, fresh.daily),
        ):
            found.extend(_rows(connection, stored, again))
    return found


@contextmanager
def _fresh(connection: Connection) -> Iterator[Rolled]:
    """Everything rolled up once more, in temporary tables."""
    with (
        temporary(connection, FRESH.turn),
        temporary(connection, FRESH.visitor),
        temporary(connection, FRESH.daily),
    ):
        roll_turns(connection, FRESH, None)
        roll_visitors(connection, FRESH, None)
        for group in GROUPS:
            roll_days(connection, FRESH, group, None)
        yield FRESH


def _cutoffs(connection: Connection) -> Iterator[Message]:
    query = select(CHANNEL.c.id, CHANNEL.c.message_cutoff, CHANNEL.c.visit_cutoff).order_by(CHANNEL.c.id)
    for channel_id, message_cutoff, visit_cutoff in connection.execute(query).all():
        for column, stored, again in (
            ("message_cutoff", message_cutoff, last_message(channel_id)),
            ("visit_cutoff", visit_cutoff, last_visit(channel_id)),
        ):
            fresh = connection.execute(again).scalar()
            if stored != fresh:
                yield _differs("channel", (channel_id,), column, stored, fresh)


def _rows(connection: Connection, stored: Table, fresh: Table) -> list[Message]:
    """Sentences on the rows of two tables that are not the same."""
    wanted = _keyed(connection, stored, _only_in(fresh, stored))
    have = _keyed(connection, stored, _only_in(stored, fresh))
    keys = sorted(wanted.keys() | have.keys())
    found = [_difference(stored, key, have.get(key), wanted.get(key)) for key in keys[:SHOWN]]
    if len(keys) > SHOWN:
        found.append(Message(AND_MORE, {"table": stored.name, "count": len(keys) - SHOWN}))
    return found


def _only_in(one: Table, other: Table) -> Any:
    return except_(select(*one.c), select(*(other.c[column.name] for column in one.c)))


def _keyed(connection: Connection, table: Table, query: Any) -> dict[tuple[int, ...], dict[str, Any]]:
    names = table.c.keys()
    key = [column.name for column in table.primary_key]
    rows = (dict(zip(names, row, strict=True)) for row in connection.execute(query))
    return {tuple(row[name] for name in key): row for row in rows}


def _difference(
    table: Table, key: tuple[int, ...], stored: dict[str, Any] | None, fresh: dict[str, Any] | None
) -> Message:
    if stored is None:
        return Message(ROW_MISSING, {"table": table.name, "key": key})
    if fresh is None:
        return Message(ROW_TOO_MANY, {"table": table.name, "key": key})
    column = next(name for name in stored if stored[name] != fresh[name])
    return _differs(table.name, key, column, stored[column], fresh[column])


def _differs(table: str, key: tuple[int, ...], column: str, stored: object, fresh: object) -> Message:
    values = {"table": table, "key": key, "column": column, "stored": stored, "fresh": fresh}
    return Message(VALUE_DIFFERS, values)
