"""The table of service times: what the schedules say of every channel's days with messages, in whole years.

It follows from schedules and messages alone, so that increments and a rebuild leave the same rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Column, ColumnElement, Connection, Select, delete, func, select

from kpi.periods import Grain, Period, next_start, start_of
from kpi.rollup.business import SERVICE
from kpi.rollup.scope import CHANNEL
from kpi.rollup.service_days import Piece, pieces
from kpi.rollup.turns import MESSAGE
from kpi.store.bulk import insert_rows
from kpi.store.institutions import INSTITUTION, ChannelRow, channels, timezone_named
from kpi.store.schedules import Schedule, in_force, read_schedules

Timeline = tuple[tuple[int, Schedule], ...]
Ends = tuple[int | None, int | None]
DaysOf = Callable[[int], Ends]
"""The first and the last day of a channel's messages."""
COLUMNS: Final = ("channel_id", *Piece._fields)


@dataclass(frozen=True)
class Changed:
    """The days of a channel between whose begin and end its service has changed."""

    channel_id: int
    days: Period


@dataclass(frozen=True)
class Desk:
    """An institution's schedules and channels. Channels under the same schedules share the pieces of a day."""

    timezone: ZoneInfo
    schedules: Sequence[Schedule]
    channels: Sequence[ChannelRow]
    message_days: DaysOf

    @cached_property
    def _made(self) -> dict[tuple[tuple[int, ...], Period], list[Piece]]:
        return {}

    def reach(self, channel: ChannelRow) -> Period | None:
        """The whole years of a channel's messages, from its first schedule on."""
        return _reach(in_force(self.schedules, channel), self.message_days(channel.id))

    def pieces(self, channel: ChannelRow) -> list[Piece]:
        """All pieces that a channel is to have."""
        timeline, days = in_force(self.schedules, channel), self.reach(channel)
        if days is None:
            return []
        key = (tuple(id(schedule) for _, schedule in timeline), days)
        if key not in self._made:
            self._made[key] = pieces(timeline, days, self.timezone)
        return self._made[key]


def follow_messages(connection: Connection, channel_ids: Iterable[int]) -> None:
    """Let the service times of these channels reach as far as their messages do now."""
    for desk in _desks(connection, set(channel_ids)):
        for channel in desk.channels:
            if desk.reach(channel) != _stored_reach(connection, channel.id):
                _write(connection, channel.id, desk.pieces(channel))


def follow_schedules(
    connection: Connection, channel_ids: Iterable[int], message_days: DaysOf | None = None
) -> list[Changed]:
    """Write the service times of these channels anew, where the schedules ask for others.

    `message_days` stands in for the store's messages where they lie elsewhere.
    """
    found = []
    for channel_id, stored, fresh in _outdated(connection, set(channel_ids), message_days):
        _write(connection, channel_id, fresh)
        found.append(Changed(channel_id, _span(stored, fresh)))
    return found


def outdated(connection: Connection, channel_ids: Iterable[int]) -> list[int]:
    """The channels whose service times are not what the schedules say."""
    return [channel_id for channel_id, _, _ in _outdated(connection, set(channel_ids))]


def _outdated(
    connection: Connection, channel_ids: set[int], message_days: DaysOf | None = None
) -> Iterator[tuple[int, list[Piece], list[Piece]]]:
    """Channel, the pieces that are stored, and those that should be."""
    for desk in _desks(connection, channel_ids, message_days):
        for channel in desk.channels:
            fresh = desk.pieces(channel)
            stored = [Piece._make(row) for row in connection.execute(_pieces_of(channel.id))]
            if fresh != stored:
                yield channel.id, stored, fresh


def _desks(
    connection: Connection, channel_ids: set[int], message_days: DaysOf | None = None
) -> Iterator[Desk]:
    """The institutions of these channels, each with those of its channels that are asked for."""
    days_of = message_days or (
        lambda channel_id: _ends(connection, MESSAGE.c.day, MESSAGE.c.channel_id == channel_id)
    )
    owners = select(INSTITUTION.c.id, INSTITUTION.c.timezone).join(CHANNEL).distinct()
    for institution_id, timezone in connection.execute(owners.where(CHANNEL.c.id.in_(channel_ids))).all():
        mine = [each for each in channels(connection, institution_id) if each.id in channel_ids]
        yield Desk(timezone_named(timezone), read_schedules(connection, institution_id), mine, days_of)


def _reach(timeline: Timeline, message_days: Ends) -> Period | None:
    first, last = message_days
    if not timeline or first is None or last is None:
        return None
    start, end = max(start_of(first, Grain.YEAR), timeline[0][0]), next_start(last, Grain.YEAR)
    return Period(start, end) if start < end else None


def _stored_reach(connection: Connection, channel_id: int) -> Period | None:
    first, last = _ends(connection, SERVICE.c.day, SERVICE.c.channel_id == channel_id)
    return None if first is None or last is None else Period(first, last + 1)


def _ends(connection: Connection, day: Column[int], here: ColumnElement[bool]) -> Ends:
    """The smallest and the largest day; asked for apart, each is one step in the index."""
    first, last = (select(end(day)).where(here).scalar_subquery() for end in (func.min, func.max))
    row = connection.execute(select(first, last)).one()
    return row[0], row[1]


def _pieces_of(channel_id: int) -> Select[tuple[int, ...]]:
    columns = (SERVICE.c[name] for name in Piece._fields)
    return (
        select(*columns).where(SERVICE.c.channel_id == channel_id).order_by(SERVICE.c.day, SERVICE.c.from_at)
    )


def _write(connection: Connection, channel_id: int, fresh: Sequence[Piece]) -> None:
    connection.execute(delete(SERVICE).where(SERVICE.c.channel_id == channel_id))
    insert_rows(connection, SERVICE, COLUMNS, ((channel_id, *piece) for piece in fresh))


def _span(stored: Sequence[Piece], fresh: Sequence[Piece]) -> Period:
    """The days from the first to the last that is served otherwise; the seconds before do not matter."""
    days = [day for day, *_ in {piece[:-1] for piece in stored} ^ {piece[:-1] for piece in fresh}]
    return Period(min(days), max(days) + 1)
