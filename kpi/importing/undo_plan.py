"""What undoing an import takes back, and what stays or comes back; counted from what every import said."""

import json
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Table, and_, case, exists, func, select

from kpi.importing.fold import DAYS, POSTS, SPANS, Shape, same_key
from kpi.importing.restatements import earlier
from kpi.importing.save.immutable import CONTRADICTS_STORED, IMPORT, REPEAT, Kind
from kpi.importing.save.messages import MESSAGES
from kpi.importing.save.visits import VISITS
from kpi.store.schema import metadata

FAULT: Final = metadata.tables["import_fault"]
GOAL: Final = metadata.tables["goal"]
GOAL_REPEAT: Final = metadata.tables["goal_repeat"]


@dataclass(frozen=True)
class UndoPlan:
    """Posts, days, spans, messages, visits and goals are rows here; counters and totals are numbers.

    Attributes:
        rows_gone: rows that only this import has.
        rows_staying: rows that other imports have too.
        numbers_back: numbers that get the value of an earlier import back.
        numbers_later: numbers that a later import gave another value, which they keep.
        rows_refused: rows of other imports that were refused because this one has them otherwise. They stay out:
            nothing was kept of them, so that those files have to be undone and imported again.
    """

    rows_gone: int = 0
    rows_staying: int = 0
    numbers_back: int = 0
    numbers_later: int = 0
    rows_refused: int = 0

    def __add__(self, other: "UndoPlan") -> "UndoPlan":
        return UndoPlan(
            self.rows_gone + other.rows_gone,
            self.rows_staying + other.rows_staying,
            self.numbers_back + other.numbers_back,
            self.numbers_later + other.numbers_later,
            self.rows_refused + other.rows_refused,
        )


def undo_plan(connection: Connection, import_id: int) -> UndoPlan:
    """What `kpi.importing.history.undo` of this import would do. Nothing is changed."""
    plan = _of_goals(connection, import_id)
    for shape in (POSTS, DAYS, SPANS):
        plan += _of_readings(connection, shape, import_id)
    for kind in (MESSAGES, VISITS):
        plan += _of_facts(connection, kind, import_id)
    return plan + UndoPlan(rows_refused=_refused_for(connection, import_id))


def _of_readings(connection: Connection, shape: Shape, import_id: int) -> UndoPlan:
    mine = shape.readings
    other = mine.alias()
    held = exists().where(same_key(shape, mine, other), other.c.import_id != mine.c.import_id)
    back = [_comes_back(shape, name) for name in shape.numbers]
    later = [_is_restated_later(shape, name) for name in shape.numbers]
    counts = select(
        func.count(), _count(held), *(_count(each) for each in back), *(_count(each) for each in later)
    ).where(mine.c.import_id == import_id)
    rows, staying, *numbers = (number or 0 for number in connection.execute(counts).one())
    return UndoPlan(rows - staying, staying, sum(numbers[: len(back)]), sum(numbers[len(back) :]))


def _comes_back(shape: Shape, name: str) -> ColumnElement[bool]:
    """The number counts now, and an earlier import has another."""
    mine = shape.readings
    return and_(~_known_later(shape, mine, name), mine.c[name] != earlier(shape, mine, name))


def _is_restated_later(shape: Shape, name: str) -> ColumnElement[bool]:
    mine = shape.readings
    return and_(mine.c[name].is_not(None), _known_later(shape, mine, name, differs=True))


def _known_later(shape: Shape, mine: Table, name: str, *, differs: bool = False) -> ColumnElement[bool]:
    later = shape.readings.alias()
    conditions = [same_key(shape, mine, later), later.c.import_id > mine.c.import_id]
    conditions.append(later.c[name] != mine.c[name] if differs else later.c[name].is_not(None))
    return exists().where(*conditions)


def _of_facts(connection: Connection, kind: Kind, import_id: int) -> UndoPlan:
    """Its own facts go, or pass to an import that repeats them; those that it repeats stay where they are."""
    table = kind.table
    heir = exists().where(
        REPEAT.c.fact == kind.fact,
        REPEAT.c.channel_id == table.c.channel_id,
        REPEAT.c.fact_key == table.c[kind.key],
    )
    own, inherited = _counted(
        connection, select(func.count(), _count(heir)).where(table.c.import_id == import_id)
    )
    repeats = select(func.count()).where(REPEAT.c.fact == kind.fact, REPEAT.c.import_id == import_id)
    (repeated,) = _counted(connection, repeats)
    return UndoPlan(own - inherited, inherited + repeated)


def _refused_for(connection: Connection, import_id: int) -> int:
    """Rows of imports that count, refused because this import's rows say otherwise."""
    said = json.dumps({"import_id": str(import_id)})[1:-1]
    query = (
        select(func.count())
        .join_from(FAULT, IMPORT, IMPORT.c.id == FAULT.c.import_id)
        .where(
            FAULT.c.reason == CONTRADICTS_STORED,
            FAULT.c.details.contains(said, autoescape=True),
            IMPORT.c.undone_at.is_(None),
        )
    )
    (rows,) = _counted(connection, query)
    return rows


def _of_goals(connection: Connection, import_id: int) -> UndoPlan:
    heir = exists().where(GOAL_REPEAT.c.goal_id == GOAL.c.id, GOAL_REPEAT.c.import_id != import_id)
    own, inherited = _counted(
        connection, select(func.count(), _count(heir)).where(GOAL.c.import_id == import_id)
    )
    (repeated,) = _counted(connection, select(func.count()).where(GOAL_REPEAT.c.import_id == import_id))
    return UndoPlan(own - inherited, inherited + repeated)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


def _counted(connection: Connection, query: Any) -> tuple[int, ...]:
    return tuple(int(number or 0) for number in connection.execute(query).one())
