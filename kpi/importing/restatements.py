"""What an import changed, read again from what every import said: its numbers beside those of earlier ones.

Only imports that still count have readings: beside one that was taken back nothing is restated.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select

from kpi.importing.fold import DAYS, POSTS, SPANS, Shape, same_key
from kpi.importing.report import Restated
from kpi.importing.save.posts import name_of as name_of_post
from kpi.importing.save.totals import name_of as name_of_total

NAMES: Final[Mapping[Shape, Callable[[dict[str, Any]], str]]] = {
    POSTS: name_of_post,
    DAYS: name_of_total,
    SPANS: name_of_total,
}


def restated_by(connection: Connection, import_id: int) -> list[Restated]:
    """Each number of the import that differs from the latest that an earlier import gave, in the file's order."""
    found = [each for shape in NAMES for each in _of_shape(connection, shape, import_id)]
    return sorted(found, key=lambda change: change.row)


def earlier(shape: Shape, mine: Table, name: str) -> ColumnElement[Any]:
    """The number `name` as the latest import before that of `mine` has it, of the same post, day or span."""
    others = shape.readings.alias()
    return (
        select(others.c[name])
        .where(
            and_(
                same_key(shape, mine, others),
                others.c.import_id < mine.c.import_id,
                others.c[name].is_not(None),
            )
        )
        .order_by(others.c.import_id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _of_shape(connection: Connection, shape: Shape, import_id: int) -> list[Restated]:
    mine = shape.readings
    old = {name: earlier(shape, mine, name).label(f"old_{name}") for name in shape.numbers}
    readings = (
        select(*(mine.c[name] for name in (*shape.key, "row", *shape.numbers)), *old.values())
        .where(mine.c.import_id == import_id)
        .subquery()
    )
    differs = or_(*(readings.c[name] != readings.c[f"old_{name}"] for name in shape.numbers))
    rows = connection.execute(select(readings).where(differs)).mappings()
    return [
        Restated(row["row"], NAMES[shape](dict(row)), name, row[f"old_{name}"], row[name])
        for row in rows
        for name in shape.numbers
        if row[name] is not None and row[f"old_{name}"] not in (None, row[name])
    ]
