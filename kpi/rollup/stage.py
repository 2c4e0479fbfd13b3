"""The stages of the roll-up: turns and visitors from facts, then groups of columns of the daily row.

Every measure column is in exactly one group, and each group has one SELECT. `Rolled` says where the results
lie, so that the same stages write the store's tables or a fresh copy to compare them with.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, FromClause, Select, Table, and_, delete, insert, update

from kpi.rollup import scope as scopes
from kpi.rollup.messages import MESSAGE_COLUMNS, message_days
from kpi.rollup.posts import POST_COLUMNS, post_days
from kpi.rollup.totals import TOTAL_COLUMNS, total_days
from kpi.rollup.turns import TURN, turns
from kpi.rollup.visitors import VISITOR, visitors
from kpi.rollup.visits import VISIT_COLUMNS, visit_days
from kpi.store.bulk import upsert_select
from kpi.store.schema import metadata

DAILY: Final = metadata.tables["daily_measure"]


@dataclass(frozen=True)
class Rolled:
    """The tables that hold what is rolled up, with the columns of `turn`, `visitor` and `daily_measure`."""

    turn: Table
    visitor: Table
    daily: Table


STORED: Final = Rolled(TURN, VISITOR, DAILY)


@dataclass(frozen=True)
class Group:
    """Columns of the daily row that one SELECT fills: `query(scope of days, rolled)`."""

    columns: tuple[str, ...]
    query: Callable[[FromClause | None, Rolled], Select[Any]]


POSTS: Final = Group(POST_COLUMNS, lambda scope, _: post_days(scope))
TOTALS: Final = Group(TOTAL_COLUMNS, lambda scope, _: total_days(scope))
MESSAGES: Final = Group(MESSAGE_COLUMNS, lambda scope, rolled: message_days(scope, rolled.turn))
VISITS: Final = Group(VISIT_COLUMNS, lambda scope, rolled: visit_days(scope, rolled.visitor))
GROUPS: Final = (POSTS, TOTALS, MESSAGES, VISITS)

# Putting a statement together costs more than running it on a few rows.
_turns = lru_cache(turns)
_visitors = lru_cache(visitors)


@lru_cache
def _days(group: Group, scope: FromClause | None, rolled: Rolled) -> Select[Any]:
    return group.query(scope, rolled)


def roll_turns(connection: Connection, rolled: Rolled, scope: FromClause | None) -> None:
    """Replace the turns of the scope's conversations."""
    _clear(connection, rolled.turn, scope, "conversation_key")
    connection.execute(insert(rolled.turn).from_select(rolled.turn.c.keys(), _turns(scope)))


def roll_visitors(connection: Connection, rolled: Rolled, scope: FromClause | None) -> None:
    """Replace the scope's visitors."""
    _clear(connection, rolled.visitor, scope, "visitor_key")
    connection.execute(insert(rolled.visitor).from_select(rolled.visitor.c.keys(), _visitors(scope)))


def roll_days(connection: Connection, rolled: Rolled, group: Group, scope: FromClause | None) -> None:
    """Count one group of columns into daily rows; rows that are there keep their other columns."""
    upsert_select(
        connection, rolled.daily, ("channel_id", "day", *group.columns), _days(group, scope, rolled)
    )


def recount_days(connection: Connection, rolled: Rolled, group: Group, scope: FromClause) -> None:
    """Count one group of columns anew on the scope's days; a row that is left without any value goes."""
    daily = rolled.daily
    here = scopes.condition(scope, daily.c.channel_id, daily.c.day)
    connection.execute(update(daily).where(here).values(dict.fromkeys(group.columns)))
    roll_days(connection, rolled, group, scope)
    empty = and_(*(column.is_(None) for column in daily.c if not column.primary_key))
    connection.execute(delete(daily).where(here, empty))


def _clear(connection: Connection, table: Table, scope: FromClause | None, key: str) -> None:
    statement = delete(table)
    if scope is not None:
        statement = statement.where(scopes.condition(scope, table.c.channel_id, table.c[key]))
    connection.execute(statement)
