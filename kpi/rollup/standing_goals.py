"""The goals that stand, a row for each KPI and platform with all of its months in one text.

What an answer over years needs of a goal are its levels, month by month, as the last version has them. As versions
they would be a row for each month, a third of what an answer costs; here they are read in one piece, and taken apart
only where somebody looks. `goal` stays what was said: each change of it is followed in its own transaction.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, delete, select

from kpi.periods import date_of
from kpi.store.bulk import insert_rows
from kpi.store.schema import metadata

GOAL: Final = metadata.tables["goal"]
STANDING: Final = metadata.tables["standing_goal"]
LEVELS: Final = ("target", "floor", "stretch", "owner", "reason")

Levels = list[Any]
"""Target, floor, stretch, owner and reason."""


def read(months: str) -> dict[int, Levels]:
    """The levels by the day of their month's first, in the order of time."""
    return {month: levels for month, *levels in json.loads(months)}


def write(months: Iterable[tuple[Any, ...]]) -> str:
    """The text of some months: each the day of its first, then its LEVELS."""
    return json.dumps([list(month) for month in months], ensure_ascii=False, separators=(",", ":"))


def named(months: str) -> Mapping[str, str]:
    """The levels by month, as people write one, to tell what differs."""
    return {
        f"{date_of(month):%Y-%m}": ", ".join("—" if level in (None, "") else str(level) for level in levels)
        for month, levels in read(months).items()
    }


def follow_goals(connection: Connection, institution_id: int | None = None, kpi: str | None = None) -> None:
    """Bring what stands up to date with the goals of one institution, or of one KPI of it, or of all."""
    connection.execute(delete(STANDING).where(*_these(STANDING, institution_id, kpi)))
    write_standing(connection, STANDING, institution_id, kpi)


def write_standing(
    connection: Connection, table: Table, institution_id: int | None = None, kpi: str | None = None
) -> None:
    """Write what stands of these goals into `table`, which holds nothing of them."""
    lines = list(
        _lines(connection, institution_id, kpi)
    )  # PostgreSQL cannot be asked while rows are copied in
    insert_rows(connection, table, STANDING.c.keys(), lines)


def _lines(connection: Connection, institution_id: int | None, kpi: str | None) -> Iterator[tuple[Any, ...]]:
    key = (GOAL.c.institution_id, GOAL.c.kpi, GOAL.c.platform)
    query = (
        select(*key, GOAL.c.month, *(GOAL.c[name] for name in LEVELS), GOAL.c.withdrawn)
        .where(*_these(GOAL, institution_id, kpi))
        .order_by(*key, GOAL.c.month, GOAL.c.version)
    )
    for line, versions in groupby(connection.execute(query).fetchall(), key=lambda row: tuple(row[:3])):
        last = {row.month: row for row in versions}
        months = [row[3:-1] for row in last.values() if not row.withdrawn]
        if months:
            yield (*line, write(months))


def _these(table: Table, institution_id: int | None, kpi: str | None) -> Iterator[ColumnElement[bool]]:
    if institution_id is not None:
        yield table.c.institution_id == institution_id
    if kpi is not None:
        yield table.c.kpi == kpi
