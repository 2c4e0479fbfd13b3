"""Values that change with time: `Trend` slides from one date to the next, `Steps` jumps on a date.

Dates are written 2025-02-03, or 2025-02 for the first of the month.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Trend:
    """A number per date, in a straight line between two dates and level outside them."""

    points: Mapping[str, float]

    def at(self, day: date) -> float:
        dated = sorted((_date(key), value) for key, value in self.points.items())
        before = [point for point in dated if point[0] <= day]
        after = [point for point in dated if point[0] > day]
        if not before:
            return after[0][1]
        if not after:
            return before[-1][1]
        (first, low), (last, high) = before[-1], after[0]
        return low + (high - low) * ((day - first) / (last - first))


@dataclass(frozen=True)
class Steps(Generic[T]):
    """A value per date from which it holds."""

    since: Mapping[str, T]

    def at(self, day: date) -> T:
        """The value that holds on `day`; the earliest one before anything was said."""
        keys = sorted(self.since, key=_date)
        started = [key for key in keys if _date(key) <= day]
        return self.since[started[-1] if started else keys[0]]


def days(first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def months(first: date, last: date) -> Iterator[date]:
    """The first day of every month that has a day from `first` to `last`."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=32)).replace(day=1)


def cut(first: date, last: date, months_each: int) -> Iterator[tuple[date, date]]:
    """`first` to `last` in pieces of `months_each` calendar months: the periods that one export covers."""
    starts = list(months(first, last))[::months_each]
    ends = [start - timedelta(days=1) for start in starts[1:]] + [last]
    return zip([first, *starts[1:]], ends, strict=True)


def months_named(first: date, last: date) -> str:
    """The months of a file as its name says them: 2024-11_2025-10, or 2026-11."""
    return "_".join(dict.fromkeys((f"{first:%Y-%m}", f"{last:%Y-%m}")))


def _date(text: str) -> date:
    return date.fromisoformat(text if len(text) > len("2025-02") else f"{text}-01")
