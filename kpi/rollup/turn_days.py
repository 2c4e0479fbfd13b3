"""What the turns alone tell of a day: the oldest that wait, and the waits within service hours.

A column is missing where nothing is to be said: no schedule means no business figure, not zero. The oldest turn
that is open at the end of a day is the older of two: of all that never were answered, and of all that were
answered later. So it takes two minima over days, however long the turns have been waiting.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Select,
    case,
    cast,
    func,
    null,
    select,
    union_all,
)

from kpi.rollup.scope import narrowed
from kpi.rollup.turns import TURN

BUSINESS: Final = (
    "business_turns_answered", "business_wait_seconds",
    "first_business_turns_answered", "first_business_wait_seconds",
)  # fmt: skip
TURN_COLUMNS: Final = (*BUSINESS, "oldest_open_at", "oldest_closed_at")


def turn_days(scope: FromClause | None = None, turn: FromClause = TURN) -> Select[Any]:
    """One row per channel and day on which turns opened or closed: `channel_id`, `day` and TURN_COLUMNS.

    A scope names days. `turn` is where the turns lie.
    """
    parts = union_all(_opened(scope, turn), _closed(scope, turn)).subquery("part")
    sums = [func.sum(parts.c[name]).label(name) for name in BUSINESS]
    oldest = [func.min(parts.c[name]).label(name) for name in TURN_COLUMNS[len(BUSINESS) :]]
    return select(parts.c.channel_id, parts.c.day, *sums, *oldest).group_by(parts.c.channel_id, parts.c.day)


def _opened(scope: FromClause | None, turn: FromClause) -> Select[Any]:
    wait, first = turn.c.business_wait, turn.c.first_turn == 1
    known = wait.is_not(None)
    counted = {
        "business_turns_answered": func.sum(case((known, 1))),
        "business_wait_seconds": func.sum(wait),
        "first_business_turns_answered": func.sum(case((known, turn.c.first_turn))),
        "first_business_wait_seconds": func.sum(case((first, wait), (known, 0))),
        "oldest_open_at": func.min(case((turn.c.wait.is_(None), turn.c.opened_at))),
    }
    return narrowed(_part(turn, turn.c.day, counted), scope, turn.c.channel_id, turn.c.day)


def _closed(scope: FromClause | None, turn: FromClause) -> Select[Any]:
    counted = {"oldest_closed_at": func.min(turn.c.opened_at)}
    query = _part(turn, turn.c.reply_day, counted).where(turn.c.reply_day.is_not(None))
    return narrowed(query, scope, turn.c.channel_id, turn.c.reply_day)


def _part(
    turn: FromClause, day: ColumnElement[Any], counted: Mapping[str, ColumnElement[Any]]
) -> Select[Any]:
    nothing: ColumnElement[Any] = cast(null(), BigInteger)
    columns = [counted.get(name, nothing).label(name) for name in TURN_COLUMNS]
    return select(turn.c.channel_id, day.label("day"), *columns).group_by(turn.c.channel_id, day)
