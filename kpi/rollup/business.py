"""The business clock: seconds of service between two instants, as two lookups and a subtraction."""

from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, select

from kpi.store.schema import metadata

SERVICE: Final = metadata.tables["service_time"]


def with_business_wait(turns: FromClause) -> Select[Any]:
    """The columns of `turns`, and `business_wait`: the seconds of service from opening to answer.

    It is missing while the turn is open and where a day has no schedule. An instant is looked up under its
    day, so that every engine can join by equal keys and has one piece of that day left to choose; one that
    lies on another day in the institution's present timezone has none.
    """
    opened, answered = SERVICE.alias("opened"), SERVICE.alias("answered")
    t = turns.c
    wait = _served_by(answered, t.answered_at) - _served_by(opened, t.opened_at)
    return (
        select(*t, wait.label("business_wait"))
        .outerjoin(opened, _holds(opened, t.channel_id, t.day, t.opened_at))
        .outerjoin(answered, _holds(answered, t.channel_id, t.reply_day, t.answered_at))
    )


def _holds(
    piece: FromClause, channel: ColumnElement[int], day: ColumnElement[int], instant: ColumnElement[int]
) -> ColumnElement[bool]:
    return and_(
        piece.c.channel_id == channel,
        piece.c.day == day,
        piece.c.from_at <= instant,
        piece.c.until_at > instant,
    )


def _served_by(piece: FromClause, instant: ColumnElement[int]) -> ColumnElement[int]:
    """The seconds of service up to an instant of the piece, counted from the channel's first."""
    into = instant - piece.c.from_at
    return piece.c.before + case((into < piece.c.seconds, into), else_=piece.c.seconds)
