"""Dates and times, read exactly as a layout says they are written.

Formats are written as for `strptime` (%Y %y %m %d %H %I %M %S %p %z %b %B %a %A), with three differences: names
of months are read in English, Spanish, Portuguese, German and French whatever the machine's locale; a format
without %Y or %y gives a date without a year; "iso" is ISO 8601 with or without time and offset; "serial" is a
workbook's bare number of days, where a date lost its format. A year of two digits is of this century.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kpi.importing.errors import Unusable
from kpi.importing.weekdays import contradicts
from kpi.words import N_

INSTITUTION: Final = "institution"
ISO: Final = "iso"
SERIAL: Final = "serial"

_MONTHS: Final = (
    "january february march april may june july august september october november december",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
)
_SHORT_FORMS: Final = {"sept": 9, "mrz": 3, "juin": 6, "juil": 7, "janv": 1, "févr": 2}
_NO_FORM: Final = "jui"  # French June and July begin alike
_MONTH_OF: Final = {
    form: number
    for names in _MONTHS
    for number, name in enumerate(names.split(), 1)
    for form in (name, name[:3])
    if form != _NO_FORM
} | _SHORT_FORMS
_NAME: Final = r"[^\W\d_]+\.?"
_PIECES: Final = {
    "%Y": r"(?P<year>\d{4})",
    "%y": r"(?P<short_year>\d{2})",
    "%m": r"(?P<month>\d{1,2})",
    "%d": r"(?P<day>\d{1,2})",
    "%H": r"(?P<hour>\d{1,2})",
    "%I": r"(?P<hour12>\d{1,2})",
    "%M": r"(?P<minute>\d{2})",
    "%S": r"(?P<second>\d{2})",
    "%p": r"(?P<half>[AaPp]\.?\s?[Mm]\.?)",
    "%z": r"(?P<offset>[+-]\d{2}:?\d{2}|Z)",
    "%b": rf"(?P<name>{_NAME})",
    "%B": rf"(?P<name>{_NAME})",
    "%a": rf"(?P<weekday>{_NAME})",
    "%A": rf"(?P<weekday>{_NAME})",
}
_PACKED: Final = _PIECES | {"%m": r"(?P<month>\d{2})", "%d": r"(?P<day>\d{2})"}
_ISO_SHAPE: Final = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"(?:[T ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.(?P<fraction>\d{1,6}))?)?"
    r"(?P<offset>Z|\s?[+-]\d{2}:?\d{2})?)?"
)
_SERIAL_SHAPE: Final = re.compile(r"[345]\d{4}")
_MONTH_AND_DAY: Final = re.compile(r"(?<!%Y)(?<!%Y[^\w%])(?:%m[^\w%]*%d|%d[^\w%]*%m)")


@dataclass(frozen=True, slots=True)
class Yearless:
    """A day of an unknown year."""

    month: int
    day: int


Reading = datetime | date | Yearless
"""What a format gives: a time (aware or naive), a date, or a date without a year."""


class NoSuchDate(ValueError):
    """The text has the right form, but no calendar has that day or no clock that time."""


def check_format(text: str) -> None:
    """Raise Unusable unless `text` is a format we read."""
    if text in (ISO, SERIAL):
        return
    unknown = set(re.findall(r"%.?", text)) - set(_PIECES)
    if unknown:
        raise Unusable(
            N_("“{format}” has {unknown}; use iso, serial, or {known}"),
            format=text,
            unknown=tuple(sorted(unknown)),
            known=tuple(_PIECES),
        )
    if "%d" not in text and "%m" not in text:
        raise Unusable(N_("“{format}” names no day"), format=text)


def has_clock(format: str) -> bool:  # noqa: A002 (strptime's own word)
    """Whether a date of that format may have a time of day."""
    return format == ISO or "%H" in format or "%I" in format


def without_year(format: str) -> bool:  # noqa: A002 (strptime's own word)
    """Whether dates of that format have no year."""
    return format not in (ISO, SERIAL) and "%Y" not in format and "%y" not in format


def swappable(format: str) -> bool:  # noqa: A002 (strptime's own word)
    """Whether a program may take the month for the day: both are numbers, and no year stands before them."""
    return _MONTH_AND_DAY.search(format) is not None


def turn(format: str) -> str:  # noqa: A002 (strptime's own word)
    """The format with day and month in each other's place."""
    return "%d".join(part.replace("%d", "%m") for part in format.split("%m"))


def check_timezone(name: str) -> None:
    """Raise Unusable unless `name` is "institution" or an IANA timezone."""
    if name == INSTITUTION:
        return
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise Unusable(
            N_("{name} is not a timezone; use {own} or a name such as UTC"), name=name, own=INSTITUTION
        ) from None


@cache
def pattern_of(format: str) -> re.Pattern[str]:  # noqa: A002 (strptime's own word)
    """How text of that format looks; its parts by name. A match may still be no date."""
    if format in (ISO, SERIAL):
        return _ISO_SHAPE if format == ISO else _SERIAL_SHAPE
    pieces = _PACKED if "%Y%m%d" in format else _PIECES
    parts = re.split(r"(%[A-Za-z])", format)
    pattern = "".join(pieces.get(part) or re.escape(part).replace(r"\ ", r"\s+") for part in parts)
    return re.compile(pattern, re.IGNORECASE)


@cache
def reader_of(format: str) -> Callable[[str], Reading | None]:  # noqa: A002 (strptime's own word)
    """A function that reads text of that format: None if the form differs, NoSuchDate if no such day."""
    if format == ISO:
        return _read_iso
    if format == SERIAL:
        return _read_serial
    match = pattern_of(format).fullmatch

    def read(text: str) -> Reading | None:
        found = match(text)
        return None if found is None else _reading(found.groupdict())

    return read


def _read_serial(text: str) -> Reading | None:
    """Days since 1899-12-30, as Excel counts from March 1900 on; whole days of this century only."""
    return date(1899, 12, 30) + timedelta(days=int(text)) if _SERIAL_SHAPE.fullmatch(text) else None


def _read_iso(text: str) -> Reading | None:
    if _ISO_SHAPE.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        raise NoSuchDate(text) from None


def _reading(found: dict[str, str | None]) -> Reading | None:
    name = found.get("name")
    month = month_of(name) or 0 if name else int(found["month"] or 0)
    day = int(found["day"] or 0)
    if name and not month:
        return None
    year = found.get("year") or (f"20{found['short_year']}" if found.get("short_year") else None)
    try:
        if year is None:
            date(2024, month, day)  # a leap year: 29 February may exist
            return Yearless(month, day)
        if contradicts(found.get("weekday"), date(int(year), month, day)):
            raise NoSuchDate
        if found.get("hour") is None and found.get("hour12") is None:
            return date(int(year), month, day)
        return datetime(  # noqa: DTZ001 (a time without an offset is read as a wall clock first)
            int(year), month, day, _hour(found), int(found.get("minute") or 0), int(found.get("second") or 0)
        ).replace(tzinfo=_zone(found.get("offset")))
    except ValueError:
        raise NoSuchDate from None


def month_of(name: str) -> int | None:
    """The month that a name or its short form means."""
    return _MONTH_OF.get(name.casefold().rstrip("."))


def offset_of(text: str) -> int | None:
    """Seconds ahead of UTC; None where no clock is so far from it, or a blank stands before it."""
    try:
        zone = _zone(text)
    except ValueError:
        return None
    return seconds_of(zone.utcoffset(None)) if zone else None


def _hour(found: dict[str, str | None]) -> int:
    if found.get("hour12") is None:
        return int(found["hour"] or 0)
    hour = int(found["hour12"] or 0)
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if (found["half"] or "").casefold().startswith("p") else 0)


def _zone(offset: str | None) -> tzinfo | None:
    if offset is None:
        return None
    return UTC if offset in "Zz" else datetime.strptime(offset, "%z").tzinfo


def plausible(when: date) -> bool:
    """Whether a social network's export can hold that day; 0001-01-01 and 9999-12-31 are programs' errors."""
    return plausible_years(when.year, when.year)


def plausible_years(first: int, last: int) -> bool:
    return 1990 <= first <= last < 2100


def seconds_of(offset: timedelta | None) -> int:
    """A zone's offset in seconds; none is 0."""
    return int(offset.total_seconds()) if offset is not None else 0
