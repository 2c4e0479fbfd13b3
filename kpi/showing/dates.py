"""Days and periods as a locale writes them."""

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton

from kpi.periods import Grain, Period, whole_grain, whole_months

SKELETONS = {Grain.YEAR: "y", Grain.QUARTER: "yQQQQ", Grain.MONTH: "yMMMM"}
REMEMBERED: Final = 4_096
"""Days and periods whose text is remembered: a page names the same months under each of its numbers."""


@lru_cache(maxsize=REMEMBERED)
def day(when: date, locale: Locale) -> str:
    return str(format_date(when, "d MMM y", locale=locale))


def instant_text(instant: int) -> str:
    """An instant in UTC, as programs and people at a command line read it: 2026-11-22 07:30:00."""
    return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%d %H:%M:%S}"


@lru_cache(maxsize=REMEMBERED)
def short_month(when: date, locale: Locale) -> str:
    return str(format_skeleton("yMMM", when, locale=locale))


def weekday_name(number: int, locale: Locale) -> str:
    """A day of the week; 0 is Monday, as in Babel."""
    return str(locale.days["stand-alone"]["wide"][number])


def month_name(when: date, locale: Locale) -> str:
    return str(format_date(when, "MMMM", locale=locale))


@lru_cache(maxsize=REMEMBERED)
def period(period: Period, locale: Locale) -> str:
    """A whole month, quarter or year by its name, several whole months from the first to the last, else days."""
    skeleton = SKELETONS.get(whole_grain(period) or Grain.DAY)
    if skeleton:
        return str(format_skeleton(skeleton, period.first, locale=locale))
    if period.days == 1:
        return day(period.first, locale)
    parts = "yMMMM" if whole_months(period) else "yMMMd"
    return str(format_interval(period.first, period.last, parts, locale=locale))
