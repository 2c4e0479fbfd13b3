"""Service schedules: versions by the day from which they hold, for an institution, a platform or a channel.

What follows from a change (service times, turns, measures) is `kpi.rollup.reschedule`'s.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from kpi.periods import date_of
from kpi.store.hours import DayHours, Hours, Open, dates_of, week_of
from kpi.store.institutions import ChannelRow
from kpi.store.public_holidays import holiday_days
from kpi.store.schema import metadata

SCHEDULE: Final = metadata.tables["schedule"]
HOURS: Final = metadata.tables["schedule_hours"]
DAYS: Final = metadata.tables["schedule_day"]


@dataclass(frozen=True, order=True)
class Scope:
    """Whose hours they are: of a channel, else of a platform, else (None and "") of the institution."""

    channel_id: int | None = None
    platform: str = ""

    def holds_for(self, channel: ChannelRow) -> bool:
        """Whether the hours are this channel's too, as far as no narrower ones hold."""
        if self.channel_id is not None:
            return self.channel_id == channel.id
        return self.platform in ("", channel.platform)

    @property
    def narrowness(self) -> int:
        """Of two scopes that hold for a channel, the one with the larger number counts."""
        return 2 if self.channel_id is not None else int(bool(self.platform))


@dataclass(frozen=True)
class Schedule:
    """The hours of a scope from the day `valid_from` on, until its next version.

    A date has the hours of `days` where they name it, else none when it is a public holiday of the country and
    subdivision ("" is none), else those of its weekday.
    """

    valid_from: int
    hours: tuple[Hours, ...]
    scope: Scope = Scope()
    country: str = ""
    subdivision: str = ""
    days: tuple[DayHours, ...] = ()

    @cached_property
    def _week(self) -> tuple[tuple[Open, ...], ...]:
        return week_of(self.hours)

    @cached_property
    def _dates(self) -> dict[int, tuple[Open, ...]]:
        return dates_of(self.days)

    def check(self) -> None:
        """Raise what `week_of` and `dates_of` raise, when the hours cannot be."""
        _ = self._week, self._dates

    def times_on(self, day: int) -> tuple[Open, ...]:
        """The times of service on a date, in order, in minutes of its local clock."""
        if day in self._dates:
            return self._dates[day]
        date = date_of(day)
        if self.country and day in holiday_days(self.country, self.subdivision, date.year):
            return ()
        return self._week[date.weekday()]


def read_schedules(connection: Connection, institution_id: int) -> list[Schedule]:
    """All versions of an institution's schedules, by scope (the widest first) and day."""
    own = SCHEDULE.c.institution_id == institution_id
    hours: dict[int, list[Hours]] = defaultdict(list)
    for row in connection.execute(select(HOURS).join(SCHEDULE).where(own).order_by(*HOURS.primary_key)):
        hours[row.schedule_id].append(Hours(row.weekday, row.opens, row.closes))
    days: dict[int, list[DayHours]] = defaultdict(list)
    for row in connection.execute(select(DAYS).join(SCHEDULE).where(own).order_by(*DAYS.primary_key)):
        days[row.schedule_id].append(DayHours(row.day, row.opens, row.closes))
    found = [
        Schedule(
            row.valid_from,
            tuple(hours[row.id]),
            Scope(row.channel_id, row.platform),
            row.country,
            row.subdivision,
            tuple(days[row.id]),
        )
        for row in connection.execute(select(SCHEDULE).where(own))
    ]
    return sorted(found, key=_order)


def _order(schedule: Schedule) -> tuple[int, str, int, int]:
    scope = schedule.scope
    return scope.narrowness, scope.platform, scope.channel_id or 0, schedule.valid_from


def write_schedule(connection: Connection, institution_id: int, schedule: Schedule) -> None:
    """Write one version in place of the one of the same scope and day.

    Raises:
        KpiError: its hours cannot be; see `kpi.store.hours`.
    """
    schedule.check()
    delete_schedules(connection, institution_id, schedule.scope, schedule.valid_from)
    values = {
        "institution_id": institution_id,
        "channel_id": schedule.scope.channel_id,
        "platform": schedule.scope.platform,
        "valid_from": schedule.valid_from,
        "country": schedule.country,
        "subdivision": schedule.subdivision,
    }
    made: int = connection.execute(insert(SCHEDULE).values(values).returning(SCHEDULE.c.id)).scalar_one()
    hours = [
        {"schedule_id": made, "weekday": one.weekday, "opens": one.opens, "closes": one.closes}
        for one in schedule.hours
    ]
    connection.execute(insert(HOURS), hours)
    days = [
        {"schedule_id": made, "day": one.day, "opens": one.opens, "closes": one.closes}
        for one in schedule.days
    ]
    if days:
        connection.execute(insert(DAYS), days)


def delete_schedules(
    connection: Connection, institution_id: int, scope: Scope, valid_from: int | None = None
) -> int:
    """Delete a scope's version of a day, or all of its versions; returns how many there were."""
    here = [
        SCHEDULE.c.institution_id == institution_id,
        SCHEDULE.c.channel_id.is_(None)
        if scope.channel_id is None
        else SCHEDULE.c.channel_id == scope.channel_id,
        SCHEDULE.c.platform == scope.platform,
    ]
    if valid_from is not None:
        here.append(SCHEDULE.c.valid_from == valid_from)
    return connection.execute(delete(SCHEDULE).where(*here)).rowcount


def latest(schedules: Iterable[Schedule], scope: Scope) -> Schedule | None:
    """The last version of a scope's own schedule; None when it has none."""
    mine = (each for each in schedules if each.scope == scope)
    return max(mine, key=lambda each: each.valid_from, default=None)


def in_force(schedules: Iterable[Schedule], channel: ChannelRow) -> tuple[tuple[int, Schedule], ...]:
    """Which schedule holds for a channel from which day on: the narrowest that has a version by then."""
    mine = [each for each in schedules if each.scope.holds_for(channel)]
    starts = sorted({each.valid_from for each in mine})
    return tuple((day, _narrowest(mine, day)) for day in starts)


def _narrowest(schedules: Sequence[Schedule], day: int) -> Schedule:
    begun = (each for each in schedules if each.valid_from <= day)
    return max(begun, key=lambda each: (each.scope.narrowness, each.valid_from))
