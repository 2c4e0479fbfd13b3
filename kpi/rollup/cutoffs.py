"""How far a channel's data reaches: its last message's instant and its last day with a visit or a Like."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, select, update

from kpi.rollup.scope import CHANNEL
from kpi.rollup.turns import MESSAGE
from kpi.rollup.visitors import VISIT

LAST_DAYS: Final = 2


def last_message(channel: int | ColumnElement[int]) -> Select[Any]:
    """The instant (epoch seconds) of a channel's last message.

    Looked for on its last days only. A day has the date of its place, 14 hours ahead of UTC to 12 behind, so
    a later instant may have a day that is smaller by at most 2, however the timezone was changed.
    """
    there = MESSAGE.alias("there")
    last_day = select(func.max(there.c.day)).where(there.c.channel_id == channel).scalar_subquery()
    return select(func.max(MESSAGE.c.sent_at)).where(
        MESSAGE.c.channel_id == channel, MESSAGE.c.day >= last_day - LAST_DAYS
    )


def last_visit(channel: int | ColumnElement[int]) -> Select[Any]:
    """A channel's last day with a visit or a Like."""
    return select(func.max(VISIT.c.day)).where(VISIT.c.channel_id == channel)


def move_message_cutoff(connection: Connection, channel_id: int) -> tuple[int | None, int | None]:
    """Set a channel's message cut-off by its messages; returns the old and the new one."""
    stored = select(CHANNEL.c.message_cutoff).where(CHANNEL.c.id == channel_id)
    before: int | None = connection.execute(stored).scalar()
    after: int | None = connection.execute(last_message(channel_id)).scalar()
    if after != before:
        connection.execute(update(CHANNEL).where(CHANNEL.c.id == channel_id).values(message_cutoff=after))
    return before, after


def move_visit_cutoff(connection: Connection, channel_id: int) -> None:
    """Set a channel's visit cut-off by its visits."""
    after = connection.execute(last_visit(channel_id)).scalar()
    connection.execute(update(CHANNEL).where(CHANNEL.c.id == channel_id).values(visit_cutoff=after))


def move_cutoffs(connection: Connection, channel_ids: Iterable[int]) -> None:
    """Set both cut-offs of these channels by their messages and visits."""
    for channel_id in channel_ids:
        move_message_cutoff(connection, channel_id)
        move_visit_cutoff(connection, channel_id)


def write_cutoffs(connection: Connection, reached: Mapping[int, tuple[int | None, int | None]]) -> None:
    """Set each channel's cut-offs, of messages and of visits, to what somebody else has found."""
    for channel_id, (message, visit) in reached.items():
        values = {"message_cutoff": message, "visit_cutoff": visit}
        connection.execute(update(CHANNEL).where(CHANNEL.c.id == channel_id).values(values))
