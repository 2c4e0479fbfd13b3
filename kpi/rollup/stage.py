"""The stages of the roll-up: turns and visitors from facts, groups of columns of the daily row, histograms, months.

Every column of the daily row is in exactly one group, and each group has one SELECT. `Rolled` says where the results
lie, so that the same stages write the store's tables or a fresh copy to compare them with.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Connection, FromClause, Select, Table, and_, delete, insert, select, update

from kpi.rollup import scope as scopes
from kpi.rollup.histograms import roll_care, roll_returns
from kpi.rollup.messages import MESSAGE_COLUMNS, message_days
from kpi.rollup.months import clear_months, months_of, roll_month_histograms, roll_months
from kpi.rollup.posts import POST_COLUMNS, post_days
from kpi.rollup.sealed import add_sealed_days
from kpi.rollup.totals import TOTAL_COLUMNS, total_days
from kpi.rollup.turn_days import TURN_COLUMNS, turn_days
from kpi.rollup.turns import TURN, turns
from kpi.rollup.visitors import VISITOR, visitors
from kpi.rollup.visits import VISIT_COLUMNS, visit_days
from kpi.store.bulk import upsert_select
from kpi.store.schema import metadata

DAILY: Final = metadata.tables["daily_measure"]


@dataclass(frozen=True)
class Rolled:
    """The tables that hold what is rolled up, with the columns of the store's tables of these names."""

    turn: Table
    visitor: Table
    daily: Table
    daily_histogram: Table
    monthly: Table
    monthly_histogram: Table

    @property
    def tables(self) -> tuple[Table, ...]:
        """All of them, in the order in which they are filled."""
        return tuple(getattr(self, field.name) for field in fields(self))


STORED: Final = Rolled(
    TURN,
    VISITOR,
    DAILY,
    metadata.tables["daily_histogram"],
    metadata.tables["monthly_measure"],
    metadata.tables["monthly_histogram"],
)


@dataclass(frozen=True)
class Group:
    """Columns of the daily row that one SELECT fills: `query(scope of days, rolled)`."""

    columns: tuple[str, ...]
    query: Callable[[FromClause | None, Rolled], Select[Any]]


POSTS: Final = Group(POST_COLUMNS, lambda scope, _: post_days(scope))
TOTALS: Final = Group(TOTAL_COLUMNS, lambda scope, _: total_days(scope))
MESSAGES: Final = Group(MESSAGE_COLUMNS, lambda scope, rolled: message_days(scope, rolled.turn))
VISITS: Final = Group(VISIT_COLUMNS, lambda scope, rolled: visit_days(scope, rolled.visitor))
TURNS: Final = Group(TURN_COLUMNS, lambda scope, rolled: turn_days(scope, rolled.turn))
OF_PEOPLE: Final = (MESSAGES, TURNS, VISITS)
GROUPS: Final = (POSTS, TOTALS, MESSAGES, TURNS, VISITS)

# Putting a statement together costs more than running it on a few rows.
_turns = lru_cache(turns)
_visitors = lru_cache(visitors)


@lru_cache
def _days(group: Group, scope: FromClause | None, rolled: Rolled) -> Select[Any]:
    return group.query(scope, rolled)


def roll(connection: Connection, rolled: Rolled, scope: FromClause | None) -> None:
    """All stages, for the scope's channels; what is stored of them has been removed."""
    roll_turns(connection, rolled, scope)
    roll_visitors(connection, rolled, scope)
    roll_all_days(connection, rolled, scope)
    roll_all_months(connection, rolled, scope)


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
    if group in OF_PEOPLE:
        add_sealed_days(connection, rolled.daily, group.columns, scope)


def recount_days(connection: Connection, rolled: Rolled, group: Group, scope: FromClause) -> None:
    """Count one group of columns anew on the scope's days; a row that is left without any value goes."""
    daily = rolled.daily
    here = scopes.condition(scope, daily.c.channel_id, daily.c.day)
    connection.execute(update(daily).where(here).values(dict.fromkeys(group.columns)))
    roll_days(connection, rolled, group, scope)
    empty = and_(*(column.is_(None) for column in daily.c if not column.primary_key))
    connection.execute(delete(daily).where(here, empty))


def roll_all_days(connection: Connection, rolled: Rolled, scope: FromClause | None) -> None:
    """Count the daily rows and histograms of the scope's channels; what is stored of them has been removed."""
    for group in GROUPS:
        roll_days(connection, rolled, group, scope)
    for channel_id in scopes.channels(connection, scope):
        channel = scopes.channel(channel_id)
        days = _pairs(connection.execute(care_days(rolled.daily, [channel_id])))
        roll_care(connection, rolled.turn, rolled.daily_histogram, channel, days)
        roll_returns(connection, rolled.visitor, rolled.daily_histogram, channel)


def care_days(daily: Table, channel_ids: Sequence[int]) -> Select[Any]:
    """Channel and day of the daily rows with messages. The group MESSAGES has been counted."""
    here = daily.c.channel_id.in_(channel_ids)
    return select(daily.c.channel_id, daily.c.day).where(here, daily.c.inbound_messages.is_not(None))


def roll_all_months(connection: Connection, rolled: Rolled, scope: FromClause | None) -> None:
    """Add up the months of the scope's channels; what is stored of them has been removed."""
    days = select(rolled.daily.c.channel_id, rolled.daily.c.day)
    days = scopes.narrowed(days, scope, rolled.daily.c.channel_id, rolled.daily.c.day)
    months = months_of(_pairs(connection.execute(days)))
    roll_months(connection, rolled.daily, rolled.monthly, months)
    roll_month_histograms(connection, rolled.daily_histogram, rolled.monthly_histogram, months)


def recount_months(connection: Connection, rolled: Rolled, days: Set[tuple[int, int]]) -> None:
    """Add up anew the months that any of the (channel, day) pairs lies in."""
    months = months_of(days)
    if months:
        clear_months(connection, (rolled.monthly, rolled.monthly_histogram), months)
        roll_months(connection, rolled.daily, rolled.monthly, months)
        roll_month_histograms(connection, rolled.daily_histogram, rolled.monthly_histogram, months)


def clear(connection: Connection, rolled: Rolled, scope: FromClause | None) -> None:
    """Remove all that is stored of the scope's channels."""
    for table in rolled.tables:
        _clear(connection, table, scope, "channel_id")


def _pairs(rows: Iterable[Any]) -> set[tuple[int, int]]:
    return {(row[0], row[1]) for row in rows}


def _clear(connection: Connection, table: Table, scope: FromClause | None, key: str) -> None:
    statement = delete(table)
    if scope is not None:
        statement = statement.where(scopes.condition(scope, table.c.channel_id, table.c[key]))
    connection.execute(statement)
