"""Hours of service as people write them: "mon-fri 09:00-18:00", "2026-12-24 09:00-14:00"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from kpi.errors import KpiError
from kpi.periods import date_of, day_of, parse_date
from kpi.store.hours import (
    MINUTES_IN_DAY,
    WEEKDAYS,
    DayHours,
    Hours,
    InvalidTime,
    InvalidWeekdays,
    Open,
    clock,
)
from kpi.words import N_

_CLOCK: Final = re.compile(r"([0-9]{1,2}):([0-9]{2})", re.ASCII)
BETWEEN_TIMES: Final = re.compile(r"\s*[-–]\s*")


class InvalidHours(KpiError):
    template = N_("“{value}” are not hours of service. Write them like mon-fri 09:00-18:00.")


class InvalidTimes(KpiError):
    template = N_("“{value}” are not times of service. Write them like 09:00-14:00, 16:00-18:30.")


class InvalidDayHours(KpiError):
    template = N_("“{value}” are not a date's hours of service. Write them like 2026-12-24 09:00-14:00.")


def minute_of(text: str) -> int:
    """The minute of a time written like 9:00 or 24:00.

    Raises:
        InvalidTime: it is written otherwise, or does not exist.
    """
    found = _CLOCK.fullmatch(text.strip())
    minute = int(found[1]) * 60 + int(found[2]) if found and int(found[2]) < 60 else -1
    if not 0 <= minute <= MINUTES_IN_DAY:
        raise InvalidTime(value=text)
    return minute


def weekdays_of(text: str) -> tuple[int, ...]:
    """The weekdays of a list like "mon-fri" or "mon,wed,sat-sun"; a range may go over Sunday.

    Raises:
        InvalidWeekdays: it is written otherwise.
    """
    found: dict[int, None] = {}
    for part in text.casefold().split(","):
        ends = [each.strip() for each in part.split("-")]
        if len(ends) > 2 or any(each not in WEEKDAYS for each in ends):
            raise InvalidWeekdays(value=text)
        begin, end = WEEKDAYS.index(ends[0]), WEEKDAYS.index(ends[-1])
        found |= dict.fromkeys((begin + step) % 7 for step in range((end - begin) % 7 + 1))
    return tuple(found)


def hours_of(text: str) -> tuple[Hours, ...]:
    """The hours of each weekday of a line like "mon-fri 09:00-18:00".

    Raises:
        InvalidHours, InvalidWeekdays, InvalidTime: it is written otherwise.
    """
    days, _, times = text.strip().rpartition(" ")
    opens, closes = _times(times, InvalidHours(value=text))
    return tuple(Hours(weekday, opens, closes) for weekday in weekdays_of(days))


def day_hours_of(text: str) -> DayHours:
    """The hours of a line like "2026-12-24 09:00-14:00".

    Raises:
        InvalidDayHours, InvalidDate, InvalidTime: it is written otherwise.
    """
    day, _, times = text.strip().partition(" ")
    return DayHours(day_of(parse_date(day)), *_times(times, InvalidDayHours(value=text)))


def weekday_hours_of(weekday: int, text: str) -> tuple[Hours, ...]:
    """A weekday's hours from times like "09:00-14:00, 16:00-18:30"; none from "".

    Raises:
        InvalidTimes, InvalidTime: it is written otherwise.
    """
    parts = text.split(",") if text.strip() else ()
    return tuple(Hours(weekday, *_times(part, InvalidTimes(value=text))) for part in parts)


def dates_of_lines(text: str) -> tuple[DayHours, ...]:
    """Single dates, one a line: "2026-12-24" is closed, "2026-12-31 09:00-13:00" has those hours.

    Raises:
        InvalidDayHours, InvalidDate, InvalidTime: a line is written otherwise.
    """
    lines = filter(None, map(str.strip, text.splitlines()))
    return tuple(day_hours_of(line) if " " in line else DayHours(day_of(parse_date(line))) for line in lines)


def lines_of_dates(days: Iterable[DayHours]) -> str:
    """Single dates as `dates_of_lines` reads them."""
    return "\n".join(
        date_of(one.day).isoformat() + ("" if one.is_closed else f" {times(one.opens, one.closes)}")
        for one in days
    )


def _times(text: str, otherwise: KpiError) -> Open:
    ends = BETWEEN_TIMES.split(text.strip())
    if len(ends) != 2:
        raise otherwise
    return minute_of(ends[0]), minute_of(ends[1])


def times(opens: int, closes: int) -> str:
    """Hours of one day as they are read."""
    return f"{clock(opens)}-{clock(closes)}"


def written(hours: Iterable[Hours], names: Sequence[str] = WEEKDAYS) -> list[str]:
    """The hours as lines that `hours_of` reads, days with the same hours on one.

    `names` are other names of the weekdays, for people.
    """
    days: dict[Open, list[int]] = defaultdict(list)
    for one in sorted(hours):
        days[one.opens, one.closes].append(one.weekday)
    return [f"{_weekdays(weekdays, names)} {times(*each)}" for each, weekdays in days.items()]


def _weekdays(numbers: list[int], names: Sequence[str]) -> str:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(names[run[0]] if len(run) == 1 else f"{names[run[0]]}-{names[run[-1]]}" for run in runs)
