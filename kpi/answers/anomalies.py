"""Days outside of what their weekday and their season lead one to expect.

A day is compared with the same weekday of the eight weeks before: what is expected is their median, moved by as much
as the last two weeks lay above or below their own weekdays' medians (the season). Medians are not moved by an
earlier odd day. How far days usually lie from their weekday's median is the
median of those distances over all days of the eight weeks, times 1.4826 (for normal data, the standard deviation),
and never less than chance alone gives a count or a share. Distances of counts and durations are taken in
proportion, since a strong Monday strays by more than a quiet Sunday; those of shares in points. A day more than 3.5 of these away is marked: the modified
z-score and its limit of B. Iglewicz and D. Hoaglin, "How to Detect and Handle Outliers" (ASQC, 1993).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median
from typing import Final

from kpi.answers.value import Missing, Value
from kpi.catalogue.units import Quantity, Unit
from kpi.words import N_, Message

WEEKS: Final = 8
LEAST: Final = 5
"""Of the eight same weekdays before, so many have to be known."""
LATELY: Final = 14
LIMIT: Final = 3.5
TO_DEVIATION: Final = 1.4826
LEAST_OF_DURATION: Final = 0.1
"""Durations have no law of chance of their own: what differs by less than a tenth is never marked."""

RULE: Final = N_(
    "A day is marked when it lies further from what is expected than 3.5 times what days usually do. Expected is the "
    "median of the same weekday of the eight weeks before, moved by as much as the last two weeks were above or below."
)
ABOVE: Final = N_("{value} on {day}: more than the {low} to {high} that this weekday leads to expect")
BELOW: Final = N_("{value} on {day}: less than the {low} to {high} that this weekday leads to expect")


@dataclass(frozen=True)
class Anomaly:
    """A day out of its range; `expected`, `low` and `high` are in the value's unit."""

    value: Value
    expected: float
    low: float
    high: float

    @property
    def sentence(self) -> Message:
        unit, found = self.value.unit, self.value.value or 0.0
        said = {
            "value": Quantity(found, unit),
            "day": self.value.period.first,
            "low": Quantity(self.low, unit),
            "high": Quantity(self.high, unit),
        }
        return Message(ABOVE if found > self.high else BELOW, said)


def anomalies(days: Sequence[Value]) -> list[Anomaly]:
    """Those of `days` that lie outside of their range, in their order.

    `days` are one KPI or measure of one scope, cut by day. Only days with a value are judged, and only those before
    which at least five of the eight same weekdays have one; a gap is neither filled nor judged.
    """
    known = {day: value for value in days if (day := value.period.start) is not None and is_known(value)}
    return [found for value in known.values() if (found := _judged(value, known)) is not None]


def is_known(value: Value) -> bool:
    """A day with a figure; a quiet day of something that is counted as it happens is a day with 0."""
    return value.value is not None or (value.missing is Missing.NO_CASES and value.unit is Unit.COUNT)


def amount(value: Value) -> float:
    return value.value or 0.0


@dataclass(frozen=True)
class _Before:
    """The eight weeks before a day: the middle of each weekday (0 is the day's own), and how days strayed from it."""

    middles: Mapping[int, float]
    strayed: Mapping[int, float]

    @classmethod
    def of(cls, today: int, known: Mapping[int, Value], unit: Unit) -> "_Before":
        middles: dict[int, float] = {}
        strayed: dict[int, float] = {}
        for weekday in range(7):
            days = [day for day in range(today - weekday, today - 7 * WEEKS - 1, -7) if day in known]
            days = [day for day in days if day != today]
            if days:
                middles[weekday] = middle = median(amount(known[day]) for day in days)
                strayed |= {day: (amount(known[day]) - middle) / _scale(middle, unit) for day in days}
        return cls(middles, strayed)

    def season(self, today: int) -> float:
        """How the last two weeks lay to their weekdays' middles."""
        last = [stray for day, stray in self.strayed.items() if day >= today - LATELY]
        return median(last) if last else 0.0

    def usual_distance(self) -> float:
        return TO_DEVIATION * median(abs(stray) for stray in self.strayed.values())


def _judged(value: Value, known: Mapping[int, Value]) -> Anomaly | None:
    today, unit = value.period.start, value.unit
    if sum(day in known for day in range(today - 7 * WEEKS, today, 7)) < LEAST:
        return None
    before = _Before.of(today, known, unit)
    middle = before.middles[0]
    expected = middle + before.season(today) * _scale(middle, unit)
    usual = max(before.usual_distance() * _scale(expected, unit), _chance(expected, value))
    low, high = expected - LIMIT * usual, expected + LIMIT * usual
    if low <= amount(value) <= high:
        return None
    return Anomaly(value, expected, max(0.0, low), min(1.0, high) if unit is Unit.SHARE else high)


def _scale(level: float, unit: Unit) -> float:
    """What a distance from `level` is measured in: the level itself, or 1 for shares."""
    return 1.0 if unit is Unit.SHARE else max(1.0, level)


def _chance(expected: float, value: Value) -> float:
    """The standard deviation that chance alone gives: of a count (Poisson), of a share of n cases (binomial)."""
    if value.unit is Unit.SHARE:
        inside = min(1.0, max(0.0, expected))
        cases = value.n or value.denominator or 1
        return sqrt(max(inside * (1 - inside), 1 / cases) / cases)
    if value.unit is Unit.COUNT:
        return sqrt(max(1.0, expected))
    return LEAST_OF_DURATION * expected
