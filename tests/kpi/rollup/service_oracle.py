"""Which seconds are in service, asked minute by minute of the clock on the wall: no SQL, nothing of `kpi.rollup`.

A date is served by the schedule of the narrowest scope that has begun by then: the channel's, the platform's,
the institution's. Slow and obvious on purpose.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

# As the official gazettes have them.
HOLIDAYS = {
    "": frozenset(),
    "ES-MD": frozenset(
        date.fromisoformat(f"2026-{day}")
        for day in (
            "01-01", "01-06", "04-02", "04-03", "05-01", "05-02", "08-15", "10-12", "11-02", "12-07", "12-08", "12-25",
        )
    ),
}  # fmt: skip
NARROW_FIRST = ("channel", "platform", "institution")


@dataclass(frozen=True)
class Week:
    """A version of a schedule: hours are (weekday, from minute, up to minute), over midnight when they end earlier."""

    scope: str
    valid_from: date
    hours: tuple[tuple[int, int, int], ...]
    place: str = ""
    dates: tuple[tuple[date, tuple[tuple[int, int], ...]], ...] = ()

    def minutes(self, day: date) -> frozenset[int]:
        """The minutes of the date's clock that are in service."""
        times = dict(self.dates).get(day)
        if times is not None:
            return frozenset(m for m in range(1_440) if any(opens <= m < closes for opens, closes in times))
        if day in HOLIDAYS[self.place]:
            return frozenset()
        return frozenset(m for m in range(1_440) if any(_runs(one, day.weekday(), m) for one in self.hours))


def _runs(hours: tuple[int, int, int], weekday: int, minute: int) -> bool:
    begins_on, opens, closes = hours
    if opens < closes:
        return weekday == begins_on and opens <= minute < closes
    evening = weekday == begins_on and minute >= opens
    return evening or (weekday == (begins_on + 1) % 7 and minute < closes)


def week_on(weeks: Iterable[Week], day: date) -> Week | None:
    begun = [week for week in weeks if week.valid_from <= day]
    for scope in NARROW_FIRST:
        if mine := [week for week in begun if week.scope == scope]:
            return max(mine, key=lambda week: week.valid_from)
    return None


def business_wait(weeks: Sequence[Week], opened: int, answered: int, timezone: ZoneInfo) -> int | None:
    """Seconds of service between two instants; None where a day of them has no schedule."""
    total = 0
    served: dict[date, frozenset[int]] = {}
    for minute in range(opened - opened % 60, answered + 1, 60):
        when = datetime.fromtimestamp(minute, timezone)
        day = when.date()
        if day not in served:
            week = week_on(weeks, day)
            if week is None:
                return None
            served[day] = week.minutes(day)
        if when.hour * 60 + when.minute in served[day]:
            total += max(0, min(answered, minute + 60) - max(opened, minute))
    return total
