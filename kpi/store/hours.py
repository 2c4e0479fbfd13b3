"""Hours of service: a week of them, and single dates.

Times are minutes of the local clock, 0 to 1440 (24:00). Hours of a weekday that close no later than they open
go over midnight; the part after midnight then belongs to the day after.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kpi.errors import KpiError
from kpi.periods import date_of
from kpi.words import N_

MINUTES_IN_DAY: Final = 1440
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Open = tuple[int, int]  # from minute, up to minute, within one day


class InvalidTime(KpiError):
    template = N_("“{value}” is not a time. Write hours and minutes, from 00:00 to 24:00.")


class InvalidWeekdays(KpiError):
    template = N_(
        "“{value}” are not days of the week. Write mon, tue, wed, thu, fri, sat, sun, a range like mon-fri, or several with commas."
    )


class NoHours(KpiError):
    template = N_(
        "A schedule needs hours of service. Give days with their opening and closing times; service round the clock is mon-sun, 00:00 to 24:00."
    )


class HoursEndWhereTheyBegin(KpiError):
    template = N_("Service from {opens} to {closes} has no length. A whole day is 00:00 to 24:00.")


class HoursOverlap(KpiError):
    template = N_("Two times of service overlap on {day}: {first} and {second}. Make them one, or part them.")


class DayOverMidnight(KpiError):
    template = N_(
        "The hours of a single date end on that date: {day}, {opens} to {closes} does not. Give the part after midnight to the next date."
    )


class DayClosedAndOpen(KpiError):
    template = N_("{day} is given as closed and with hours of service. Give one of the two.")


@dataclass(frozen=True, order=True)
class Hours:
    """Hours of service that begin on a weekday (0 is Monday)."""

    weekday: int
    opens: int
    closes: int

    @property
    def pieces(self) -> tuple[tuple[int, Open], ...]:
        """The hours by the weekday that they lie on: one piece, or two over midnight."""
        if self.opens < self.closes:
            return ((self.weekday, (self.opens, self.closes)),)
        late = (self.weekday, (self.opens, MINUTES_IN_DAY))
        early = ((self.weekday + 1) % 7, (0, self.closes))
        return (late, early) if self.closes else (late,)


@dataclass(frozen=True, order=True)
class DayHours:
    """Hours of one date (days since 1970-01-01); `opens` and `closes` 0 say that it is closed."""

    day: int
    opens: int = 0
    closes: int = 0

    @property
    def is_closed(self) -> bool:
        return self.opens == self.closes == 0


def week_of(hours: Iterable[Hours]) -> tuple[tuple[Open, ...], ...]:
    """The times of service of each weekday, in order; what touches stays in two.

    Raises:
        NoHours: there are none.
        InvalidTime, InvalidWeekdays: a number lies outside the day or the week.
        HoursEndWhereTheyBegin: some have no length.
        HoursOverlap: two of a weekday overlap.
    """
    week: list[list[Open]] = [[] for _ in WEEKDAYS]
    for one in hours:
        if one.weekday not in range(7):
            raise InvalidWeekdays(value=one.weekday)
        _check_times(one.opens, one.closes)
        for weekday, piece in one.pieces:
            week[weekday].append(piece)
    if not any(week):
        raise NoHours
    return tuple(_apart(times, WEEKDAYS[number]) for number, times in enumerate(week))


def dates_of(days: Iterable[DayHours]) -> dict[int, tuple[Open, ...]]:
    """The times of service of each single date, in order; none where it is closed.

    Raises:
        InvalidTime, HoursEndWhereTheyBegin, HoursOverlap: as for a week.
        DayOverMidnight: some end after their date.
        DayClosedAndOpen: a date is both.
    """
    by_date: dict[int, list[DayHours]] = {}
    for one in days:
        by_date.setdefault(one.day, []).append(one)
    return {day: _times_of(date_of(day).isoformat(), given) for day, given in by_date.items()}


def _times_of(name: str, given: Sequence[DayHours]) -> tuple[Open, ...]:
    times = [(one.opens, one.closes) for one in given if not one.is_closed]
    if times and len(times) < len(given):
        raise DayClosedAndOpen(day=name)
    for opens, closes in times:
        _check_times(opens, closes)
        if closes < opens:
            raise DayOverMidnight(day=name, opens=clock(opens), closes=clock(closes))
    return _apart(times, name)


def _check_times(opens: int, closes: int) -> None:
    for time, most in ((opens, MINUTES_IN_DAY - 1), (closes, MINUTES_IN_DAY)):
        if not 0 <= time <= most:
            raise InvalidTime(value=clock(time))
    if opens == closes:
        raise HoursEndWhereTheyBegin(opens=clock(opens), closes=clock(closes))


def _apart(times: list[Open], day: str) -> tuple[Open, ...]:
    times.sort()
    for one, other in pairwise(times):
        if other[0] < one[1]:
            raise HoursOverlap(day=day, first=span(*one), second=span(*other))
    return tuple(times)


def clock(minute: int) -> str:
    """A minute of the day as hours and minutes."""
    return f"{minute // 60:02}:{minute % 60:02}"


def span(opens: int, closes: int) -> str:
    """Hours as people write them, on one line."""
    return f"{clock(opens)}–{clock(closes)}"
