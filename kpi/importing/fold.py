"""From readings to what counts: column by column the latest reading that has a value.

Every import keeps what it said as *readings*. Folding the readings of some keys again gives the same rows
whether an import was added or taken back, in whatever order the others came.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Table,
    and_,
    case,
    delete,
    func,
    insert,
    or_,
    select,
)  # fmt: skip
from sqlalchemy.sql.dml import Delete, Insert

from kpi.store.bulk import temporary, temporary_table
from kpi.store.schema import COUNTERS, TOTALS, metadata


@dataclass(frozen=True)
class Shape:
    """A table of readings, the table that they fold into, and which columns name a row and which are numbers.

    `texts` are "" where missing. `moment` is (instant, day) where the day belongs to the instant: both come
    from the latest reading that has the instant, else from the latest.
    """

    readings: Table
    folded: Table
    key: tuple[str, ...]
    numbers: tuple[str, ...]
    texts: tuple[str, ...] = ()
    moment: tuple[str, ...] = ()

    @cached_property
    def keys(self) -> Table:
        """A temporary table for the keys to fold."""
        columns = (Column(name, self.readings.c[name].type, primary_key=True) for name in self.key)
        return temporary_table(f"folding_{self.folded.name}", *columns)


POSTS: Final = Shape(
    metadata.tables["post_reading"],
    metadata.tables["post"],
    ("channel_id", "post_id"),
    COUNTERS,
    ("format", "title", "permalink", "campaign", "purpose"),
    ("published_at", "day"),
)
DAYS: Final = Shape(
    metadata.tables["channel_day_reading"], metadata.tables["channel_day"], ("channel_id", "day"), TOTALS
)
SPANS: Final = Shape(
    metadata.tables["channel_span_reading"],
    metadata.tables["channel_span"],
    ("channel_id", "first_day", "last_day", "segment"),
    TOTALS,
)


@contextmanager
def keys_of_import(connection: Connection, shape: Shape, import_id: int) -> Iterator[Table]:
    """The keys that one import has readings for, as a table for the length of the block."""
    with temporary(connection, shape.keys) as keys:
        mine = select(*(shape.readings.c[name] for name in shape.key)).where(
            shape.readings.c.import_id == import_id
        )
        connection.execute(insert(keys).from_select(list(shape.key), mine))
        yield keys


def fold(connection: Connection, shape: Shape) -> None:
    """Fold the readings of the keys in `shape.keys` again; a key without readings is gone afterwards."""
    for statement in _folding(shape):
        connection.execute(statement)


@cache
def _folding(shape: Shape) -> tuple[Delete, Insert]:
    keys, folded = shape.keys, shape.folded
    known = select(keys.c[shape.key[0]]).where(same_key(shape, keys, folded)).exists()
    of_key = [keys.c[name] for name in shape.key]
    others = (*shape.numbers, *shape.texts, *shape.moment)
    has_readings = select(shape.readings.c.import_id).where(same_key(shape, keys, shape.readings)).exists()
    values = select(*of_key, *(_latest(shape, name) for name in others)).where(has_readings)
    return delete(folded).where(known), insert(folded).from_select([*shape.key, *others], values)


def same_key(shape: Shape, one: FromClause, other: FromClause) -> ColumnElement[bool]:
    """Rows of two tables are about the same thing."""
    return and_(*(one.c[name] == other.c[name] for name in shape.key))


def changes(connection: Connection, shape: Shape, import_id: int) -> list[dict[str, Any]]:
    """Readings of this import whose numbers differ from what is folded now: call it before folding.

    Returns:
        For each such reading its key, `row`, every number as `name`, and as `old_name` what was there.
    """
    readings, folded = shape.readings, shape.folded
    differs = or_(
        *(readings.c[name] != folded.c[name] for name in shape.numbers)
    )  # NULL differs from nothing
    query = (
        select(
            *(readings.c[name] for name in (*shape.key, "row", *shape.numbers)),
            *(folded.c[name].label(f"old_{name}") for name in shape.numbers),
        )
        .join_from(readings, folded, same_key(shape, readings, folded))
        .where(readings.c.import_id == import_id, differs)
        .order_by(readings.c.row)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _latest(shape: Shape, name: str) -> ColumnElement[Any]:
    keys, readings = shape.keys, shape.readings.alias("reading")
    query = select(readings.c[name]).where(and_(*(keys.c[key] == readings.c[key] for key in shape.key)))
    newest = readings.c.import_id.desc()
    if name in shape.moment:
        has_instant = case((readings.c[shape.moment[0]].is_not(None), 1), else_=0)
        return query.order_by(has_instant.desc(), newest).limit(1).scalar_subquery()
    if name in shape.texts:
        latest = query.where(readings.c[name] != "").order_by(newest).limit(1).scalar_subquery()
        return func.coalesce(latest, "")
    return query.where(readings.c[name].is_not(None)).order_by(newest).limit(1).scalar_subquery()
