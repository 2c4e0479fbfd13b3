"""Goals: each import adds versions where it says something new; what it repeats keeps its version."""

from typing import Any, Final, cast

from sqlalchemy import Connection, delete, func, insert, select, update

from kpi.importing.records import GoalRecord
from kpi.importing.save.batch import Batch, Saved
from kpi.importing.save.duplicates import Row, sift
from kpi.rollup.standing_goals import GOAL, follow_goals
from kpi.rollup.touched import Touched
from kpi.store.schema import metadata

REPEAT: Final = metadata.tables["goal_repeat"]
KEY: Final = ("kpi", "platform", "month")
CONTENT: Final = ("floor", "target", "stretch", "owner", "reason")


def save(connection: Connection, batch: Batch) -> Saved:
    """Save a new version of every goal that differs from the current one."""
    records = cast("list[GoalRecord]", batch.records)
    columns = (*KEY, *CONTENT, "row")
    kept, faults = sift(
        (tuple(getattr(record, column) for column in columns) for record in records),
        key=len(KEY),
        columns=columns,
    )
    current = _current(connection, batch.institution_id)
    new, repeated = [], []
    for row in kept:
        known = current.get(row[: len(KEY)])
        if known is not None and not known["withdrawn"] and _content(known) == row[len(KEY) : -1]:
            repeated.append({"goal_id": known["id"], "import_id": batch.import_id})
        else:
            new.append(_version(batch, columns, row, known))
    for table, rows in ((GOAL, new), (REPEAT, repeated)):
        if rows:
            connection.execute(insert(table), rows)
    if new:
        follow_goals(connection, batch.institution_id)
    return Saved(faults=tuple(faults), rows_changed=sum(row["version"] > 1 for row in new))


def take_back(connection: Connection, import_id: int) -> Touched:
    """Remove the versions that one import made, except those that a later import repeated."""
    connection.execute(delete(REPEAT).where(REPEAT.c.import_id == import_id))
    heirs = (
        select(REPEAT.c.goal_id, func.min(REPEAT.c.import_id))
        .join(GOAL, GOAL.c.id == REPEAT.c.goal_id)
        .where(GOAL.c.import_id == import_id)
        .group_by(REPEAT.c.goal_id)
    )
    for goal_id, heir in connection.execute(heirs).all():
        connection.execute(update(GOAL).where(GOAL.c.id == goal_id).values(import_id=heir))
        connection.execute(delete(REPEAT).where(REPEAT.c.goal_id == goal_id, REPEAT.c.import_id == heir))
    whose = connection.scalars(
        select(GOAL.c.institution_id).where(GOAL.c.import_id == import_id).distinct()
    ).all()
    connection.execute(delete(GOAL).where(GOAL.c.import_id == import_id))
    for institution_id in whose:
        follow_goals(connection, institution_id)
    return Touched()


def _current(connection: Connection, institution_id: int) -> dict[Row, dict[str, Any]]:
    query = select(GOAL).where(GOAL.c.institution_id == institution_id).order_by(GOAL.c.version)
    rows = connection.execute(query).mappings()
    return {tuple(row[name] for name in KEY): dict(row) for row in rows}


def _content(goal: dict[str, Any]) -> Row:
    return tuple(goal[name] for name in CONTENT)


def _version(
    batch: Batch, columns: tuple[str, ...], row: Row, known: dict[str, Any] | None
) -> dict[str, Any]:
    return {
        **dict(zip(columns[:-1], row[:-1], strict=True)),
        "institution_id": batch.institution_id,
        "version": 1 if known is None else known["version"] + 1,
        "withdrawn": False,
        "changed_by": batch.by,
        "changed_at": batch.at,
        "import_id": batch.import_id,
    }
