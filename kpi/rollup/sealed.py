"""Facts that are gone for good still count: what they added to each day is kept, and added to what is counted.

A day is then what the facts that are left say, and its sealed numbers beside them; the same on every engine, in an
increment, in a rebuild and in a check.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, FromClause, Table, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from kpi.rollup.blobs import Counts
from kpi.rollup.month_numbers import INSTANTS
from kpi.rollup.scope import narrowed
from kpi.store.bulk import insert_rows
from kpi.store.schema import metadata

MEASURE: Final = metadata.tables["sealed_measure"]
HISTOGRAM: Final = metadata.tables["sealed_histogram"]

Day = tuple[int, int]
Key = tuple[int, int, int]
Numbers = Mapping[str, int | None]


def add_sealed_days(
    connection: Connection, daily: Table, columns: Sequence[str], scope: FromClause | None
) -> None:
    """Add the sealed numbers of these columns to the daily rows, which have just been counted. A scope names days."""
    sealed = sealed_days(connection, columns, scope)
    if not sealed:
        return
    names = ("channel_id", "day", *columns)
    counted = daily_rows(connection, daily, columns, scope)
    nothing: Numbers = {}
    rows = [
        dict(zip(names, (*day, *added(columns, counted.get(day, nothing), numbers)), strict=True))
        for day, numbers in sealed.items()
    ]
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(daily)
    values = {name: statement.excluded[name] for name in columns}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["channel_id", "day"], set_=values), rows
    )


def added(columns: Sequence[str], one: Numbers, other: Numbers) -> list[int | None]:
    """Two sets of numbers of a day together: sums, and the earlier of two instants."""
    return [_together(name, one.get(name), other.get(name)) for name in columns]


def _together(name: str, one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return other if one is None else one
    return min(one, other) if name in INSTANTS else one + other


def sealed_days(
    connection: Connection, columns: Sequence[str], scope: FromClause | None
) -> dict[Day, dict[str, int | None]]:
    """The sealed numbers by channel and day."""
    c = MEASURE.c
    query = select(c.channel_id, c.day, c.measure, c.value).where(c.measure.in_(columns))
    found: dict[Day, dict[str, int | None]] = {}
    for channel_id, day, name, value in connection.execute(narrowed(query, scope, c.channel_id, c.day)):
        found.setdefault((channel_id, day), {})[name] = value
    return found


def daily_rows(
    connection: Connection, daily: Table, columns: Sequence[str], scope: FromClause | None
) -> dict[Day, dict[str, int | None]]:
    """These columns of the daily rows, by channel and day."""
    query = select(daily.c.channel_id, daily.c.day, *(daily.c[name] for name in columns))
    rows = connection.execute(narrowed(query, scope, daily.c.channel_id, daily.c.day))
    return {(row[0], row[1]): dict(zip(columns, row[2:], strict=True)) for row in rows}


def add_sealed_histograms(
    connection: Connection, histogram: Table, kinds: Iterable[int], scope: FromClause | None
) -> None:
    """Add the sealed histograms of these kinds to those that have just been counted. A scope names days."""
    chosen = list(kinds)
    sealed = histograms(connection, HISTOGRAM, chosen, scope)
    if not sealed:
        return
    counted = histograms(connection, histogram, chosen, scope)
    there = {key: blob for key, blob in counted.items() if key in sealed}
    write_histograms(connection, histogram, together([(sealed, 1), (there, 1)]))


def histograms(
    connection: Connection, table: Table, kinds: Sequence[int], scope: FromClause | None
) -> dict[Key, bytes]:
    """Histograms by channel, day and kind."""
    query = select(table.c.channel_id, table.c.day, table.c.kind, table.c.counts).where(
        table.c.kind.in_(kinds)
    )
    rows = connection.execute(narrowed(query, scope, table.c.channel_id, table.c.day))
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def together(parts: Sequence[tuple[Mapping[Key, bytes], int]]) -> dict[Key, bytes]:
    """Histograms added up, each part with its sign; those that are left without a count are not there."""
    keys = sorted({key for part, _ in parts for key in part})
    place = {key: number for number, key in enumerate(keys)}
    found = []
    for part, sign in parts:
        if part:
            owners = np.array([place[key] for key in part], np.int64)
            one = Counts.read(list(part.values())).of(owners)
            found.append((one.owner, one.key, sign * one.count))
    columns = [np.concatenate(each) for each in zip(*found, strict=True)]
    counts = Counts(*columns).added() if columns else Counts(*(np.empty(0, np.int64),) * 3)
    return {keys[owner]: blob for owner, blob in counts.write().items()}


def write_histograms(connection: Connection, table: Table, blobs: Mapping[Key, bytes]) -> None:
    """Put histograms in the place of those of the same channel, day and kind."""
    names = ("channel_id", "day", "kind")
    same = delete(table).where(*(table.c[name] == bindparam(f"the_{name}") for name in names))
    if blobs:
        keys = [dict(zip((f"the_{name}" for name in names), key, strict=True)) for key in blobs]
        connection.execute(same, keys)
        rows: list[tuple[Any, ...]] = [(*key, blob) for key, blob in sorted(blobs.items())]
        insert_rows(connection, table, (*names, "counts"), rows)
