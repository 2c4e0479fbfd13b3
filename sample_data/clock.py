"""The bank's clocks: local days and hours as UTC epoch seconds, and time that counts only while somebody works."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sample_data.bank import BANK, HOLIDAYS
from sample_data.story import Hours
from sample_data.timeline import Steps

ZONE: Final = ZoneInfo(BANK.timezone)


def instant(day: date, seconds: float) -> int:
    """Epoch seconds of a local day at that many seconds after midnight on the clock.

    An hour that the clocks skip in March becomes the hour after it.
    """
    clock = datetime.combine(day, time(), ZONE) + timedelta(seconds=int(seconds))
    return int(clock.timestamp())


def local(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC).astimezone(ZONE)


def local_date(at: int) -> date:
    return local(at).date()


class Duty:
    """The hours in which somebody answers, as one long run of working time."""

    def __init__(self, hours: Steps[Hours], days: Iterable[date]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for day in days:
            open_hours = _open_hours(hours.at(day), day)
            if open_hours is not None:
                self._starts.append(instant(day, open_hours[0] * 3600))
                self._ends.append(instant(day, open_hours[1] * 3600))

    def after(self, at: int, seconds: float) -> int:
        """The instant at which `seconds` of working time have passed since `at`."""
        index = max(bisect_right(self._starts, at) - 1, 0)
        left = seconds
        while index < len(self._starts):
            begin = max(self._starts[index], at)
            room = self._ends[index] - begin
            if left <= room and room > 0:
                return begin + int(left)
            left -= max(room, 0)
            index += 1
        return self._ends[-1] + int(left)


def _open_hours(hours: Hours, day: date) -> tuple[int, int] | None:
    if day in HOLIDAYS or day.weekday() == 6:
        return None
    return hours.saturday if day.weekday() == 5 else hours.weekdays
