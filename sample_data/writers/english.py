"""English names of days and months as the vendors write them, whatever the machine's language is."""

from datetime import date, datetime
from typing import Final

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def month_day(day: date) -> str:
    """February 28."""
    return f"{MONTHS[day.month - 1]} {day.day}"


def dashed(day: date) -> str:
    """Jan-01-2026."""
    return f"{_short(day)}-{day.day:02}-{day.year}"


def spoken(day: date) -> str:
    """Sat, Aug 15, 2026."""
    return f"{WEEKDAYS[day.weekday()]}, {_short(day)} {day.day}, {day.year}"


def stamped(when: datetime) -> str:
    """Wed Oct 11 06:55:44 +0000 2017; `when` is in UTC."""
    return f"{WEEKDAYS[when.weekday()]} {_short(when)} {when:%d %H:%M:%S} +0000 {when.year}"


def _short(day: date) -> str:
    return MONTHS[day.month - 1][:3]
