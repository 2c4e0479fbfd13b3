"""Days, periods and grains.

A *day* is an integer: days since 1970-01-01, in the institution's timezone. A `Period` is half-open,
`[start, end)`; people and the command line read and write it inclusive. Weeks start on Monday.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from kpi.errors import DateOutOfRange, InvalidDate, PeriodEndsBeforeItBegins

EPOCH: Final = date(1970, 1, 1)
SECONDS_IN_DAY: Final = 86_400
FIRST_YEAR: Final = 1970
LAST_YEAR: Final = 2199
MONTHS_SHOWN: Final = 13
"""Months of a history that ends with a period: the period's own month also a year before."""


class Grain(StrEnum):
    """How a period is cut into pieces."""

    TOTAL = "total"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, order=True)
class Period:
    """The days from `start` up to, and not including, `end`."""

    start: int
    end: int

    @classmethod
    def of(cls, first: date, last: date) -> "Period":
        """The period of two inclusive dates.

        Raises:
            PeriodEndsBeforeItBegins: `last` is before `first`.
        """
        if last < first:
            raise PeriodEndsBeforeItBegins(start=first.isoformat(), end=last.isoformat())
        return cls(day_of(first), day_of(last) + 1)

    @property
    def first(self) -> date:
        return date_of(self.start)

    @property
    def last(self) -> date:
        """The last day inside the period, as people write it."""
        return date_of(self.end - 1)

    @property
    def days(self) -> int:
        return self.end - self.start

    def cut(self, grain: Grain) -> tuple["Period", ...]:
        """The pieces of this period, in order; the first and the last may be shorter than the grain."""
        return tuple(self._pieces(grain))

    def _pieces(self, grain: Grain) -> Iterator["Period"]:
        start = self.start
        while start < self.end:
            end = self.end if grain is Grain.TOTAL else min(next_start(start, grain), self.end)
            yield Period(start, end)
            start = end

    def upto(self, end: int) -> "Period | None":
        """This period, ended at `end` at the latest; None when nothing is left of it."""
        return Period(self.start, min(self.end, end)) if end > self.start else None


def day_of(when: date) -> int:
    return (when - EPOCH).days


def date_of(day: int) -> date:
    return EPOCH + timedelta(days=day)


def date_if_known(day: int | None) -> date | None:
    """`date_of` a day that may be missing."""
    return None if day is None else date_of(day)


def local_day(epoch: int, timezone: ZoneInfo) -> int:
    """The day on which an instant (UTC epoch seconds) falls on the clocks of `timezone`."""
    return day_of(datetime.fromtimestamp(epoch, UTC).astimezone(timezone).date())


def midnight(day: int, timezone: ZoneInfo) -> int:
    """The instant (UTC epoch seconds) at which `day` begins on the clocks of `timezone`."""
    when = date_of(day)
    return int(datetime(when.year, when.month, when.day, tzinfo=timezone).timestamp())


def next_start(day: int, grain: Grain) -> int:
    """The first day after `day` on which a new piece of `grain` begins."""
    when = date_of(day)
    match grain:
        case Grain.DAY:
            return day + 1
        case Grain.WEEK:
            return day + 7 - when.weekday()
        case Grain.MONTH:
            return day_of(_months_on(when.replace(day=1), 1))
        case Grain.QUARTER:
            first = when.replace(month=when.month - (when.month - 1) % 3, day=1)
            return day_of(_months_on(first, 3))
        case Grain.YEAR:
            return day_of(date(when.year + 1, 1, 1))
        case Grain.TOTAL:
            raise ValueError("A total has no next piece; cut() ends it with the period.")


def start_of(day: int, grain: Grain) -> int:
    """The first day of the whole week, month, quarter or year that `day` lies in."""
    when = date_of(day)
    match grain:
        case Grain.WEEK:
            return day - when.weekday()
        case Grain.MONTH:
            return day_of(when.replace(day=1))
        case Grain.QUARTER:
            return day_of(when.replace(month=when.month - (when.month - 1) % 3, day=1))
        case Grain.YEAR:
            return day_of(date(when.year, 1, 1))
        case Grain.DAY | Grain.TOTAL:
            return day


def whole_grain(period: Period) -> Grain | None:
    """The grain of which `period` is exactly one whole piece (a month, a quarter ...), or None."""
    for grain in (Grain.YEAR, Grain.QUARTER, Grain.MONTH, Grain.WEEK):
        if start_of(period.start, grain) == period.start and next_start(period.start, grain) == period.end:
            return grain
    return None


def previous(period: Period) -> Period:
    """The comparable period before.

    A whole month, quarter, year or week is compared with the one before it, several whole months with as many
    months, any other period with as many days directly before. A period that still runs is for `previous_elapsed`.
    """
    grain = whole_grain(period)
    if grain is not None:
        return Period(start_of(period.start - 1, grain), period.start)
    if whole_months(period):
        return Period(day_of(_months_on(period.first, -len(period.cut(Grain.MONTH)))), period.start)
    return Period(period.start - period.days, period.start)


def whole_months(period: Period) -> bool:
    """Whether `period` begins and ends with a month."""
    return all(start_of(edge, Grain.MONTH) == edge for edge in (period.start, period.end))


def previous_elapsed(whole: Period, elapsed_end: int) -> tuple[Period, Period]:
    """A running period and the same elapsed days of the one before.

    Returns:
        (the elapsed part of `whole`, the part of the previous period with as many days).
    """
    before = previous(whole)
    elapsed = Period(whole.start, min(whole.end, max(elapsed_end, whole.start + 1)))
    if elapsed == whole:
        return whole, before
    return elapsed, Period(before.start, min(before.start + elapsed.days, before.end))


def history_period(period: Period, months: int = MONTHS_SHOWN) -> Period:
    """The months up to the end of `period`, so many of them, or all of `period` where it is longer."""
    last = date_of(start_of(period.end - 1, Grain.MONTH))
    first = day_of(_months_on(last, 1 - months))
    return Period(min(first, start_of(period.start, Grain.MONTH)), period.end)


def parse_date(text: str) -> date:
    """A date written as year-month-day.

    Raises:
        InvalidDate: anything else, or a day that does not exist.
        DateOutOfRange: a year that no social network's data can be from; it is a slip, and costly to count to.
    """
    try:
        when = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  (a day, in nobody's timezone)
    except ValueError:
        raise InvalidDate(value=text) from None
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise DateOutOfRange(value=text, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    return when


def _months_on(first_of_month: date, months: int) -> date:
    index = first_of_month.year * 12 + first_of_month.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
