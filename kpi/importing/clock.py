"""The clocks and the calendar that a file is read by: what a time on the wall means, and which day is the last there is.

No clock of the machine is asked here: `kpi.importing.now` is the one place for that.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from kpi.importing.moments import seconds_of
from kpi.periods import EPOCH, SECONDS_IN_DAY

Ints = npt.NDArray[np.int64]

_EPOCH: Final = datetime(EPOCH.year, EPOCH.month, EPOCH.day)  # noqa: DTZ001 (wall clocks are naive here)
_QUARTER: Final = 900
_QUARTERS: Final = SECONDS_IN_DAY // _QUARTER
TOLERANCE: Final = 1
"""Days that a date may be ahead of today: files are written on other clocks than the institution's."""


class SkippedTime(ValueError):
    """A time that the clocks never show: they are put forward over it."""


class Clock:
    """Turns wall-clock times of one timezone into UTC seconds, and UTC seconds into days of another.

    Offsets change only at quarters of an hour, so each quarter is asked of the timezone once. `today` is the day of
    the import in the timezone of the days; None where nobody asks what is still to come.
    """

    def __init__(self, times: ZoneInfo, days: ZoneInfo, today: int | None = None) -> None:
        self.times = times
        self.days = days
        self._latest = None if today is None else today + TOLERANCE
        self._times_offset: dict[int, int] = {}
        self._days_offset: dict[int, int] = {}
        self._twice: set[int] = set()
        self._read_walls = False

    @property
    def read_wall_times(self) -> bool:
        """Whether any time came without an offset, so that the choice of timezone mattered."""
        return self._read_walls

    @property
    def read_double_times(self) -> bool:
        """Whether any time came without an offset that the clocks show twice."""
        return bool(self._twice)

    def has_come(self, day: int) -> bool:
        """Whether a file of today may speak of that day."""
        return self._latest is None or day <= self._latest

    def epoch(self, when: datetime) -> int:
        """UTC epoch seconds. A wall time that the clocks show twice is its first.

        Raises:
            SkippedTime: the clocks never show it.
        """
        if when.tzinfo is not None:
            return int(when.timestamp())
        self._read_walls = True
        wall = _wall(when)
        return wall - self._shown(wall // _QUARTER)

    def epochs(self, walls: Ints) -> Ints:
        """`epoch` of many times without an offset, given as seconds on the wall's clock.

        Raises:
            SkippedTime: the clocks never show one of them, or the midnight of its day.
        """
        self._read_walls = True
        return walls - _of_each(walls // _QUARTER, self._shown)

    def is_double(self, when: datetime) -> bool:
        """Whether a time has no offset and is one that the clocks show twice."""
        return when.tzinfo is None and _wall(when) // _QUARTER in self._twice

    def may_be_double(self, epoch: int) -> bool:
        """Whether an instant may have been read of such a time."""
        return (epoch + seconds_of(_at(epoch, self.times).utcoffset())) // _QUARTER in self._twice

    def day(self, epoch: int) -> int:
        """The day of an instant, on the institution's clocks."""
        return (epoch + self._local(epoch // _QUARTER)) // SECONDS_IN_DAY

    def days_of(self, epochs: Ints) -> Ints:
        """`day` of many instants."""
        return (epochs + _of_each(epochs // _QUARTER, self._local)) // SECONDS_IN_DAY

    def _shown(self, quarter: int) -> int:
        """How far the clock that shows this quarter of an hour is ahead of UTC."""
        offset = self._times_offset.get(quarter)
        if offset is None:
            shown = (_EPOCH + timedelta(seconds=quarter * _QUARTER)).replace(tzinfo=self.times)
            offset, second = (seconds_of(each.utcoffset()) for each in (shown, shown.replace(fold=1)))
            if offset < second:
                raise SkippedTime
            self._times_offset[quarter] = offset
            if offset > second:
                self._twice.add(quarter)
        return offset

    def _local(self, quarter: int) -> int:
        """How far the institution's clocks are ahead of UTC in this quarter of an hour of UTC."""
        offset = self._days_offset.get(quarter)
        if offset is None:
            offset = seconds_of(_at(quarter * _QUARTER, self.days).utcoffset())
            self._days_offset[quarter] = offset
        return offset


def _wall(when: datetime) -> int:
    gone = when.replace(tzinfo=None) - _EPOCH
    return gone.days * SECONDS_IN_DAY + gone.seconds


def _at(epoch: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(epoch, zone)


def _of_each(quarters: Ints, offset: Callable[[int], int]) -> Ints:
    """The offset of each quarter; no clock is changed twice between one midnight and the next."""
    days = quarters // _QUARTERS
    first = int(days.min())
    of_day = np.zeros(int(days.max()) - first + 1, np.int64)
    changed = np.zeros(len(of_day), np.bool_)
    for place in np.flatnonzero(np.bincount(days - first)).tolist():
        begins = (first + place) * _QUARTERS
        of_day[place] = offset(begins)
        changed[place] = of_day[place] != offset(begins + _QUARTERS)
    found = of_day[days - first]
    for place in np.flatnonzero(changed[days - first]).tolist():
        found[place] = offset(int(quarters[place]))
    return found
