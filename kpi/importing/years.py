"""Dates without a year ("February 28"): the year is never guessed, it is counted from the one that is given.

Exports list days in order, so the year of the last row gives all others: going back over the rows, each step
across New Year is one year less (or more, where the newest day comes first). Nobody has to give it where the vendor
writes the first day into the file's name, and that is the month and day of the file's first row.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from kpi.importing.clock import Clock
from kpi.importing.errors import UnreadableFile
from kpi.importing.moments import Reading, Yearless
from kpi.periods import FIRST_YEAR, LAST_YEAR, date_of, day_of
from kpi.words import N_, Message

_HALF_A_YEAR: Final = 183

NO_YEAR: Final = N_("The dates have no year; the last row is {last}.")
NO_SUCH_YEAR: Final = N_(
    "With {year} as the year of the last row, dates lie outside of the years {first} to {last}."
)
NOT_IN_ORDER: Final = N_(
    "The dates have no year and do not follow one another (line {line}), so that one year cannot tell the others. "
    "Import the export as it was downloaded."
)
TWICE: Final = N_(
    "The dates have no year, and {day} stands on line {first} and on line {line}: these may be two years, or one that is "
    "in the file twice. Import each export as it was downloaded."
)
NO_LEAP_DAY: Final = N_(
    "Line {line} is 29 February, which {year} does not have. Is the year of the last row right?"
)
NAMED: Final = N_("The dates have no year: {year} for the first row comes from the file's name.")
YEAR_TO_COME: Final = N_("With {year} as the year of the last row, {last} would lie in the future.")
LEAP_DAY_SKIPPED: Final = N_(
    "The dates go from 28 February to 1 March, though {year} has a 29 February. Is the year of the last row right?"
)


@dataclass(frozen=True)
class Counted:
    """The day of each line, and what has to be said of how it was found."""

    days: dict[int, int]
    notes: tuple[Message, ...] = ()


def first_day_named(name: str, starts: Sequence[str]) -> date | None:
    """The day that the file's name holds behind one of `starts`, as year-month-day; None without one."""
    for start in starts:
        if name.casefold().startswith(start.casefold()):
            try:
                return date.fromisoformat(name[len(start) : len(start) + len("2026-10-31")])
            except ValueError:
                continue
    return None


def has_yearless(readings: Sequence[tuple[int, Reading]]) -> bool:
    """Whether any of the dates, each with its line, has no year."""
    return any(isinstance(reading, Yearless) for _, reading in readings)


def dated(
    readings: Sequence[tuple[int, Reading]], year: int | None, clock: Clock, named: date | None = None
) -> Counted:
    """The day of each line, counted from `year`, the year of the last row, or else from `named`, the first day.

    Raises:
        UnreadableFile: no year is given, a row falls outside of the years that we keep or into the future, the rows
            are not in the order of days or have one twice, or 29 February falls into a year that has none.
    """
    steps = [(line, reading) for line, reading in readings if isinstance(reading, Yearless)]
    _refuse_a_day_twice(steps)
    if year is not None:
        days = _counted(steps, year)
        if not clock.has_come(max(days.values())):
            raise UnreadableFile(YEAR_TO_COME, year=str(year), last=date_of(max(days.values())))
        return Counted(days, _skipped(steps, days))
    last = steps[-1][1]
    days = _from_first(steps, named) if named is not None else {}
    if days and named is not None and clock.has_come(max(days.values())):
        return Counted(days, (Message(NAMED, {"year": str(named.year)}),))
    raise UnreadableFile(NO_YEAR, last=f"{last.day:02d}/{last.month:02d}")


def _refuse_a_day_twice(steps: Sequence[tuple[int, Yearless]]) -> None:
    """A whole year that was put below itself goes on from its last day to its first as if another year had begun."""
    lines: dict[Yearless, int] = {}
    for line, reading in steps:
        first = lines.setdefault(reading, line)
        if first != line:
            day = f"{reading.day:02d}/{reading.month:02d}"
            raise UnreadableFile(TWICE, day=day, first=first, line=line)


def _from_first(steps: Sequence[tuple[int, Yearless]], first: date) -> dict[int, int]:
    """The days, where the earliest is `first`; none where the rows do not say the same month and day."""
    earliest = steps[-1 if _newest_first([reading for _, reading in steps]) else 0][1]
    if (earliest.month, earliest.day) != (first.month, first.day):
        return {}
    for last_year in range(first.year, first.year + 2 + len(steps) // 365):
        with suppress(UnreadableFile):  # of another year than the right one, a 29 February may not exist
            counted = _counted(steps, last_year)
            if min(counted.values()) == day_of(first):
                return counted
    return {}


def _skipped(steps: Sequence[tuple[int, Yearless]], days: dict[int, int]) -> tuple[Message, ...]:
    """A note where the rows leave out a 29 February that their years have: the year may be wrong."""
    for (before, _), (after, _) in pairwise(steps):
        older, newer = sorted((days[before], days[after]))
        if newer - older == 2 and (date_of(older).month, date_of(older).day) == (2, 28):
            return (Message(LEAP_DAY_SKIPPED, {"year": str(date_of(older).year)}),)
    return ()


def _counted(steps: Sequence[tuple[int, Yearless]], year: int) -> dict[int, int]:
    """The day of each line, counted back from the last, which is of `year`."""
    given = year
    backwards = _newest_first([reading for _, reading in steps])
    days: dict[int, int] = {}
    after: Yearless | None = None
    for line, reading in reversed(steps):
        if after is not None:
            year += _crossing(line, reading, after, backwards)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise UnreadableFile(NO_SUCH_YEAR, year=str(given), first=str(FIRST_YEAR), last=str(LAST_YEAR))
        days[line] = _day(line, reading, year)
        after = reading
    return days


def _place(reading: Yearless) -> int:
    """The day's place in a leap year, 0 to 365."""
    return (date(2024, reading.month, reading.day) - date(2024, 1, 1)).days


def _newest_first(readings: Sequence[Yearless]) -> bool:
    steps = [(_place(after) - _place(before)) % 366 for before, after in pairwise(readings)]
    return sum(step > _HALF_A_YEAR for step in steps) > len(steps) / 2


def _crossing(line: int, before: Yearless, after: Yearless, backwards: bool) -> int:
    """How the year changes from a row to the one above it: 0, or one year across New Year."""
    older, newer = (after, before) if backwards else (before, after)
    if not 0 < (_place(newer) - _place(older)) % 366 <= _HALF_A_YEAR:
        raise UnreadableFile(NOT_IN_ORDER, line=line)
    if _place(newer) > _place(older):
        return 0
    return 1 if backwards else -1


def _day(line: int, reading: Yearless, year: int) -> int:
    try:
        return day_of(date(year, reading.month, reading.day))
    except ValueError:
        raise UnreadableFile(NO_LEAP_DAY, line=line, year=str(year)) from None
