"""Days outside of what their weekday and their season lead one to expect.

A day is compared with the same weekday of the eight weeks before: what is expected is their median, moved by as much
as the last two weeks lay above or below their own weekdays' medians (the season). Medians are not moved by an
earlier odd day. How far days usually lie from their weekday's median is the median of those distances over all days
of the eight weeks, times 1.4826 (for normal data, the standard deviation), and never less than chance alone gives a
count or a share. Counts and durations are compared by their logarithms: they stray in proportion, and further up
than down; shares are compared as they are. A day more than 3.5 of these away is marked: the modified z-score and its
limit of B. Iglewicz and D. Hoaglin, "How to Detect and Handle Outliers" (ASQC, 1993).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import expm1, log1p, sqrt
from statistics import median
from typing import Final

from sqlalchemy import Connection

from kpi.answers.question import Question
from kpi.answers.value import Value, amount, is_known
from kpi.answers.values import answer
from kpi.catalogue.units import Quantity, Unit
from kpi.periods import Grain, Period
from kpi.words import N_, Message

WEEKS: Final = 8
LEAST: Final = 5
"""Of the eight same weekdays before, so many have to be known."""
LATELY: Final = 14
LIMIT: Final = 3.5
TO_DEVIATION: Final = 1.4826

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


def anomalies_in(connection: Connection, question: Question) -> list[Anomaly]:
    """The anomalies of the question's KPIs and scopes in its period, by scope and KPI, then by day.

    The eight weeks before the period are read too: without them its first days could not be judged.
    """
    begin = question.period.start
    longer = Period(begin - 7 * WEEKS, question.period.end)
    series: dict[tuple[str | None, str | None, str], list[Value]] = defaultdict(list)
    for value in answer(connection, replace(question, period=longer, grain=Grain.DAY)):
        series[value.platform, value.channel, value.key].append(value)
    return [
        found for days in series.values() for found in anomalies(days) if found.value.period.start >= begin
    ]


def anomalies(days: Sequence[Value]) -> list[Anomaly]:
    """Those of `days` that lie outside of their range, in their order.

    Where more than a quarter of the eight weeks' days are quiet (few posts a week, say), nothing is usual about a single
    day, and none is judged.

    `days` are one KPI or measure of one scope, cut by day. Only days with a value are judged, and only those before
    which at least five of the eight same weekdays have one; a gap is neither filled nor judged.
    """
    known = {value.period.start: value for value in days if is_known(value)}
    return [found for value in known.values() if (found := _judged(value, known)) is not None]


@dataclass(frozen=True)
class _Before:
    """The eight weeks before a day: the middle of each weekday (0 is the day's own), and how days strayed from it."""

    middles: Mapping[int, float]
    strayed: Mapping[int, float]
    quiet: int

    @classmethod
    def of(cls, today: int, known: Mapping[int, Value]) -> "_Before":
        middles: dict[int, float] = {}
        strayed: dict[int, float] = {}
        quiet = 0
        for weekday in range(7):
            days = [day for day in range(today - weekday, today - 7 * WEEKS - 1, -7) if day in known]
            figures = {day: _scaled(known[day]) for day in days if day != today}
            if figures:
                middles[weekday] = median(figures.values())
                strayed |= {day: figure - middles[weekday] for day, figure in figures.items()}
                quiet += sum(amount(known[day]) == 0 for day in figures)
        return cls(middles, strayed, quiet)

    def season(self, today: int) -> float:
        """How the last two weeks lay to their weekdays' middles."""
        last = [stray for day, stray in self.strayed.items() if day >= today - LATELY]
        return median(last) if last else 0.0

    def is_quiet(self) -> bool:
        """Whether more than a quarter of the days had nothing."""
        return 4 * self.quiet > len(self.strayed)

    def usual_distance(self) -> float:
        return TO_DEVIATION * median(abs(stray) for stray in self.strayed.values())


def _judged(value: Value, known: Mapping[int, Value]) -> Anomaly | None:
    today, unit = value.period.start, value.unit
    if sum(day in known for day in range(today - 7 * WEEKS, today, 7)) < LEAST:
        return None
    before = _Before.of(today, known)
    if before.is_quiet() and unit is not Unit.SHARE:
        return None
    expected = before.middles[0] + before.season(today)
    usual = LIMIT * max(before.usual_distance(), _chance(_unscaled(expected, unit), value))
    low, middle, high = (_unscaled(expected + way * usual, unit) for way in (-1, 0, 1))
    return None if low <= amount(value) <= high else Anomaly(value, middle, low, high)


def _scaled(value: Value) -> float:
    """On the scale on which days stray alike: a share as it is, a count or a duration by its logarithm."""
    return amount(value) if value.unit is Unit.SHARE else log1p(amount(value))


def _unscaled(figure: float, unit: Unit) -> float:
    return min(1.0, max(0.0, figure)) if unit is Unit.SHARE else max(0.0, expm1(figure))


def _chance(expected: float, value: Value) -> float:
    """How far chance alone makes a day stray, as a standard deviation on the figure's scale.

    Of a share of n cases the binomial's, of a count Poisson's. The middle of n waits strays by about 1/√n of itself,
    since waits spread as widely as they are long (as in an exponential distribution).
    """
    if value.unit is Unit.SHARE:
        cases = value.n or value.denominator or 1
        return sqrt(max(expected * (1 - expected), 1 / cases) / cases)
    if value.unit is Unit.COUNT:
        return 1 / sqrt(max(1.0, expected))
    return 1 / sqrt(max(1, value.n or 1))
