"""The measures of messages and turns, per channel and day.

Every turn opens and closes on a day with a message, so on each day with messages all of these are numbers:
0 turns is then a count, not a gap. Other days have no value.
"""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
    union_all,
)

from kpi.rollup.scope import CHANNEL, narrowed
from kpi.rollup.turns import MESSAGE, TURN

HOUR: Final = 3_600
DAY: Final = 24 * HOUR
WEEK: Final = 7 * DAY

MESSAGE_COLUMNS: Final = (
    "inbound_messages", "outbound_messages", "automated_messages",
    "turns_opened", "turns_answered", "turns_closed", "turn_wait_seconds",
    "answered_1h", "answered_24h", "answered_7d", "due_1h", "due_24h", "due_7d",
    "first_turns_opened", "first_turns_answered", "first_wait_seconds", "first_answered_1h", "first_answered_24h",
)  # fmt: skip


def message_days(scope: FromClause | None = None, turn: FromClause = TURN) -> Select[Any]:
    """One row per channel and day with messages: `channel_id`, `day` and MESSAGE_COLUMNS.

    A scope names days. `turn` is where the turns lie; what is due is counted up to `channel.message_cutoff`.
    """
    parts = union_all(_counts(scope), _opened(scope, turn), _closed(scope, turn)).subquery("part")
    sums = [func.sum(parts.c[name]).label(name) for name in MESSAGE_COLUMNS]
    return select(parts.c.channel_id, parts.c.day, *sums).group_by(parts.c.channel_id, parts.c.day)


def how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """The number of rows for which `condition` is true."""
    return func.sum(case((condition, 1), else_=0))


def _counts(scope: FromClause | None) -> Select[Any]:
    sent = MESSAGE.c.outbound == 1
    counted = {
        "inbound_messages": how_many(MESSAGE.c.outbound == 0),
        "outbound_messages": how_many(and_(sent, MESSAGE.c.automated == 0)),
        "automated_messages": how_many(and_(sent, MESSAGE.c.automated == 1)),
    }
    query = _part(MESSAGE.c.channel_id, MESSAGE.c.day, counted)
    return narrowed(query, scope, MESSAGE.c.channel_id, MESSAGE.c.day)


def _opened(scope: FromClause | None, turn: FromClause) -> Select[Any]:
    wait, first = turn.c.wait, turn.c.first_turn == 1
    counted = {
        "turns_opened": func.count(),
        "turns_answered": func.count(wait),
        "turn_wait_seconds": func.sum(func.coalesce(wait, 0)),
        "answered_1h": how_many(wait <= HOUR),
        "answered_24h": how_many(wait <= DAY),
        "answered_7d": how_many(wait <= WEEK),
        "due_1h": how_many(_due(turn, HOUR)),
        "due_24h": how_many(_due(turn, DAY)),
        "due_7d": how_many(_due(turn, WEEK)),
        "first_turns_opened": how_many(first),
        "first_turns_answered": how_many(and_(first, wait.is_not(None))),
        "first_wait_seconds": func.sum(case((first, func.coalesce(wait, 0)), else_=0)),
        "first_answered_1h": how_many(and_(first, wait <= HOUR)),
        "first_answered_24h": how_many(and_(first, wait <= DAY)),
    }
    query = _part(turn.c.channel_id, turn.c.day, counted).join(CHANNEL, CHANNEL.c.id == turn.c.channel_id)
    return narrowed(query, scope, turn.c.channel_id, turn.c.day)


def _due(turn: FromClause, window: int) -> ColumnElement[bool]:
    """Answered, or open for longer than `window` seconds at the channel's cut-off."""
    return or_(turn.c.wait.is_not(None), late(turn, window))


def late(turn: FromClause, window: int) -> ColumnElement[bool]:
    """Opened more than `window` seconds before the channel's cut-off."""
    return CHANNEL.c.message_cutoff - turn.c.opened_at > window


def _closed(scope: FromClause | None, turn: FromClause) -> Select[Any]:
    query = _part(turn.c.channel_id, turn.c.reply_day, {"turns_closed": func.count()})
    query = query.where(turn.c.reply_day.is_not(None))
    return narrowed(query, scope, turn.c.channel_id, turn.c.reply_day)


def _part(
    channel: ColumnElement[int], day: ColumnElement[Any], counted: dict[str, ColumnElement[int]]
) -> Select[Any]:
    """The counted columns, and 0 for those that another part counts."""
    nothing: ColumnElement[int] = literal_column("0")
    columns = [counted.get(name, nothing).label(name) for name in MESSAGE_COLUMNS]
    return select(channel.label("channel_id"), day.label("day"), *columns).group_by(channel, day)
