"""Dates, times and months, in one of the formats that the layout declares."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from kpi.importing.cells.spot import Read, Spot
from kpi.importing.clock import Clock, SkippedTime
from kpi.importing.errors import UnreadableFile
from kpi.importing.fields import Cell
from kpi.importing.layout_parts import Column
from kpi.importing.moments import (
    ISO,
    NoSuchDate,
    Reading,
    Yearless,
    has_clock,
    month_of,
    plausible,
    reader_of,
    swappable,
    turn,
    without_year,
)
from kpi.importing.readers.grid import DayAndMonth, Native
from kpi.periods import day_of
from kpi.words import N_

KINDS: Final = (Cell.MOMENT, Cell.DAY, Cell.MONTH, "nth_day", "day_index", "day_start", "tiktok_moment")
"""The kinds of cells that say when something was, or began; those of goals say when it shall be."""

_EXAMPLE: Final = datetime(2026, 10, 31, 18, 5)  # noqa: DTZ001 (only shown)
_AS_SPREADSHEETS_WRITE: Final = re.compile(r"(?P<name>[^\W\d_]{3,10})\.?[- ](?:20)?(?P<year>\d\d)", re.ASCII)
LATEST_START: Final = 3  # hours; a later point may be of the day after
NOT_A_DATE: Final = N_("“{value}” is not a date as this export writes it, for example {example}.")
NO_SUCH_DATE: Final = N_("“{value}” is a date or a time that does not exist.")
STILL_TO_COME: Final = N_("“{value}” lies in the future.")
SKIPPED: Final = N_("“{value}” was never shown: the clocks of {zone} were put forward over it.")
FAR_DATE: Final = N_("“{value}” lies outside of the years 1990 to 2099.")
HALF_CONVERTED: Final = N_(
    "The dates of “{column}” are partly dates of the workbook and partly text: a spreadsheet has changed them, "
    "and days and months may be swapped. Export again and import the file as downloaded."
)
OTHER_ORDER: Final = N_(
    "“{value}” in “{column}” has the day where this export has the month: a spreadsheet has turned its dates, "
    "also where nobody can see it. Export again and import the file as downloaded."
)
NO_NTH_DAY: Final = N_("“{value}” is not the number of a day of the report, of which the first is 0.")
NOT_A_MONTH: Final = N_("“{value}” is not a month. Write it as year-month, for example 2026-10.")


def moments(spot: Spot, column: Column) -> Callable[[Native], Reading | None]:
    """Reads a date or time in one of the column's formats; None where it is missing.

    Raises (what it returns):
        UnreadableFile: a spreadsheet has changed the column. It made dates of some cells and left others as text
            (opened where days come first, 03/05 of March becomes 3 May, and 03/18 stays text), or it wrote the
            day first in all of them. Either way the dates that look right are wrong.
    """
    same_kind = _same_kind(spot, column)
    readers = [reader_of(each) for each in column.formats or [ISO]]
    turned = [reader_of(turn(each)) for each in column.formats if swappable(each)]
    example = _example((column.formats or [ISO])[0])
    yearless = any(map(without_year, column.formats))

    def read(value: Native) -> Reading | None:
        if isinstance(value, DayAndMonth):
            found: Reading | None = Yearless(value.month, value.day) if yearless else _plain(value)
        elif isinstance(value, datetime | date):
            found = value
        else:
            text = spot.text(value)
            if not text:
                return None
            try:
                found = next(
                    (each for each in (reader(text) for reader in readers) if each is not None), None
                )
            except NoSuchDate:
                if any(_reads(reader, text) for reader in turned):
                    raise UnreadableFile(OTHER_ORDER, value=text, column=spot.name) from None
                raise spot.bad(value, NO_SUCH_DATE) from None
        if found is None:
            raise spot.bad(value, NOT_A_DATE, example=example)
        if not isinstance(found, Yearless) and not plausible(found):
            raise spot.bad(value, FAR_DATE)
        same_kind(value)
        return found

    return read


def _plain(value: DayAndMonth) -> datetime:
    return datetime.combine(value.date(), value.time())


def that_has_come(spot: Spot, read: Read, clock: Clock) -> Read:
    """`read`, for dates of any kind, with a fault for days that no file can know of yet."""

    def read_past(cells: Sequence[Native]) -> Any:
        found = read(cells)
        day = found[1] if isinstance(found, tuple) else found
        if day is not None and not clock.has_come(day):
            raise spot.bad(cells[spot.index], STILL_TO_COME)
        return found

    return read_past


def _reads(reader: Callable[[str], Reading | None], text: str) -> bool:
    try:
        return reader(text) is not None
    except NoSuchDate:
        return False


def _same_kind(spot: Spot, column: Column) -> Callable[[Native], None]:
    """Sees every cell that holds a date; refuses the file at the first that is not of the others' kind."""
    if not any(swappable(each) for each in column.formats):
        return lambda _: None
    seen: set[bool] = set()

    def check(value: Native) -> None:
        seen.add(isinstance(value, str))
        if len(seen) > 1:
            raise UnreadableFile(HALF_CONVERTED, column=spot.name)

    return check


def _example(format: str) -> str:  # noqa: A002 (strptime's own word)
    return "2026-10-31 18:05" if format == ISO else _EXAMPLE.strftime(format.replace("%z", "+0000"))


def _quick(text: str, clock: Clock) -> int | None:
    """UTC seconds of an ISO time in its plainest form; None for all that needs a closer look."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    return clock.epoch(when) if plausible(when) else None


def moment(spot: Spot, column: Column, clock: Clock) -> Read:
    """(UTC seconds or None where there is a date only, day)."""
    index = spot.index
    read_moment = moments(spot, column)
    iso = (column.formats or [ISO])[0] == ISO
    timeless = not any(has_clock(each) for each in column.formats or [ISO])

    def read(cells: Sequence[Native]) -> tuple[int | None, int] | None:
        try:
            return read_wall(cells[index])
        except SkippedTime:
            raise spot.bad(cells[index], SKIPPED, zone=clock.times.key) from None

    def read_wall(value: Native) -> tuple[int | None, int] | None:
        if iso and value.__class__ is str and value[10:11] in ("T", " ") and value[13:14] == ":":
            epoch = _quick(value, clock)
            if epoch is not None:
                return epoch, clock.day(epoch)
        found = read_moment(value)
        if timeless and isinstance(found, datetime) and found.time() == time():
            found = found.date()  # a workbook's own date, which holds a midnight that nobody wrote
        if found.__class__ is datetime:
            epoch = clock.epoch(found)
            return epoch, clock.day(epoch)
        if isinstance(found, date):
            return None, day_of(found)
        return None

    return read


def day(spot: Spot, column: Column) -> Read:
    """A day; a time of it is none, unless it is the midnight that a workbook's own dates have."""
    example = _example((column.formats or [ISO])[0])[:10]
    return _day(spot, column, lambda when: when.time() == time(), example)


def nth_day(spot: Spot, span: tuple[int, int] | None) -> Read:
    """A day that is counted from the report's first, which is 0."""

    def read(cells: Sequence[Native]) -> int | None:
        text = spot.text(cells[spot.index])
        if span is None or not (text.isascii() and text.isdigit()) or span[0] + int(text) > span[1]:
            raise spot.bad(cells[spot.index], NO_NTH_DAY)
        return span[0] + int(text)

    return read


def day_start(spot: Spot, column: Column) -> Read:
    """The day of a chart's point, which stands at that day's first hour on somebody's clocks, not always ours."""
    example = _EXAMPLE.strftime("%Y-%m-%dT00:00:00")
    return _day(spot, column, lambda when: when.hour <= LATEST_START, example)


def _day(spot: Spot, column: Column, means_the_day: Callable[[datetime], bool], example: str) -> Read:
    """The day that a date names, or a time of it that `means_the_day`; None where the year is missing too."""
    read_moment = moments(spot, column)

    def read(cells: Sequence[Native]) -> int | None:
        value = cells[spot.index]
        found = read_moment(value)
        if isinstance(found, datetime):
            if not means_the_day(found):
                raise spot.bad(value, NOT_A_DATE, example=example)
            found = found.date()
        return day_of(found) if isinstance(found, date) else None

    return read


def month(spot: Spot) -> Read:
    """The first day of a month: "2026-10", or what a spreadsheet makes of it when it saves, "oct-26"."""

    def read(cells: Sequence[Native]) -> int:
        value = cells[spot.index]
        if isinstance(value, datetime | date) and value.day == 1:
            return day_of(date(value.year, value.month, 1))
        text = spot.text(value)
        named = _AS_SPREADSHEETS_WRITE.fullmatch(text)
        if named and (number := month_of(named["name"])):
            return day_of(date(2000 + int(named["year"]), number, 1))
        if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])(?:-01)?", text, re.ASCII) is None:
            raise spot.bad(value, NOT_A_MONTH)
        return day_of(date(int(text[:4]), int(text[5:7]), 1))

    return read
