"""Formulas: from the columns of one cell to its figure. One small pure function per class of formula.

A cell is one scope (an institution, a platform, a channel) in one piece of the period.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from kpi.answers.columns import Column, Rule, added
from kpi.answers.value import Missing
from kpi.answers.wilson import wilson
from kpi.catalogue.kpis import (
    Clock,
    Formula,
    Growth,
    MeanOverPosts,
    OldestOpen,
    Open,
    Percentile,
    Ratio,
    Returned,
    Stock,
    Sum,
)

Columns = Mapping[Column, float | None]


@dataclass(frozen=True)
class Waits:
    """Answered turns of a cell: how many, and the percentiles of their waits in seconds, by share."""

    turns: int
    percentiles: Mapping[float, float]


Waited = tuple[bool, Clock]  # first turns only, or all; on which clock


@dataclass(frozen=True)
class Cell:
    """What is known of one scope in one piece: columns, and the waits of all turns and of first turns."""

    columns: Columns
    waits: Mapping[Waited, Waits] = field(default_factory=dict)

    def total(self, parts: tuple[str, ...]) -> float | None:
        """The parts' sum over the days; None when none of them was ever reported."""
        known = [value for part in parts if (value := self.columns.get(added(part))) is not None]
        return sum(known) if known else None

    def knows(self, measure: str) -> bool:
        return self.columns.get(added(measure)) is not None


@dataclass(frozen=True)
class Figure:
    """A value, or why it is missing, with what it was divided from."""

    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    missing: Missing | None = None
    pending: int | None = None


@dataclass(frozen=True)
class Recipe:
    """How a class of formula is computed.

    `columns` are those it reads, `measures` those whose presence on a day means that the day has data.
    """

    columns: Callable[[Any], tuple[Column, ...]]
    measures: Callable[[Any], tuple[str, ...]]
    figure: Callable[[Any, Cell], Figure]


def columns_of(formula: Formula) -> tuple[Column, ...]:
    return RECIPES[type(formula)].columns(formula)


def measures_of(formula: Formula) -> tuple[str, ...]:
    return RECIPES[type(formula)].measures(formula)


def figure_of(formula: Formula, cell: Cell) -> Figure:
    return RECIPES[type(formula)].figure(formula, cell)


NOT_COLLECTED: Final = Figure(missing=Missing.NOT_COLLECTED)


def _sum(formula: Sum, cell: Cell) -> Figure:
    value = cell.total(formula.parts)
    return NOT_COLLECTED if value is None else Figure(value)


def _ratio(formula: Ratio, cell: Cell) -> Figure:
    if not all(cell.knows(part) for part in formula.denominator):
        # a share of new and returning visitors needs both, not what happens to be there
        return _unserved(cell, formula.served_of)
    numerator, denominator = cell.total(formula.numerator), cell.total(formula.denominator)
    if not denominator:
        return Figure(None, numerator, denominator, 0, missing=Missing.NO_CASES)
    if numerator is None:
        return NOT_COLLECTED
    cases = cell.columns.get(added(formula.cases)) if formula.cases else denominator
    return _share(numerator, denominator, cases, formula.interval)


def _ratio_columns(formula: Ratio) -> tuple[Column, ...]:
    others = filter(None, (formula.cases, formula.served_of))
    return tuple(map(added, (*formula.numerator, *formula.denominator, *others)))


def _unserved(cell: Cell, of: str) -> Figure:
    """No service hours: that is why there is no figure where turns were answered; else it is as for any other."""
    return Figure(missing=Missing.NO_SCHEDULE) if of and cell.total((of,)) else NOT_COLLECTED


def _share(numerator: float, denominator: float, cases: float | None, interval: bool = False) -> Figure:
    n = None if cases is None else int(cases)
    # Facts that contradict each other (more in time than due) leave a share above 1, which has no interval.
    sensible = interval and numerator <= denominator
    low, high = wilson(numerator, denominator) if sensible else (None, None)
    return Figure(numerator / denominator, numerator, denominator, n, low, high)


def _mean_over_posts(formula: MeanOverPosts, cell: Cell) -> Figure:
    rates, posts = (cell.columns.get(column) for column in _rate_columns(formula))
    if rates is None or not posts:
        return NOT_COLLECTED
    return _share(rates, posts, posts)


def _rate_columns(formula: MeanOverPosts) -> tuple[Column, ...]:
    return (
        Column(Rule.RATES, formula.numerator, formula.divisor),
        Column(Rule.RATED, formula.cases, formula.divisor),
    )


def _stock(formula: Stock, cell: Cell) -> Figure:
    value = cell.columns.get(Column(Rule.LAST, formula.measure))
    return NOT_COLLECTED if value is None else Figure(value)


def _growth(formula: Growth, cell: Cell) -> Figure:
    start, end = (
        cell.columns.get(Column(Rule.START, formula.measure)),
        cell.columns.get(Column(Rule.END, formula.measure)),
    )
    if start is not None and end is not None and start > 0:
        return Figure((end - start) / start, end - start, start)
    known = cell.columns.get(Column(Rule.LAST, formula.measure)) is not None
    return Figure(missing=Missing.NO_BASELINE) if known else NOT_COLLECTED


def _growth_columns(formula: Growth) -> tuple[Column, ...]:
    return tuple(Column(rule, formula.measure) for rule in (Rule.LAST, Rule.FIRST, Rule.START, Rule.END))


def _percentile(formula: Percentile, cell: Cell) -> Figure:
    waits = cell.waits.get((formula.first, formula.clock))
    if waits is not None:
        return Figure(waits.percentiles[formula.share], n=waits.turns)
    opened, answered = (cell.total((measure,)) for measure in _turn_measures(formula))
    if opened is None:
        return NOT_COLLECTED
    without = Missing.NO_SCHEDULE if answered and formula.clock is Clock.BUSINESS else Missing.NO_CASES
    return Figure(n=0, missing=without)


def _turn_measures(formula: Percentile) -> tuple[str, str]:
    """Turns opened, and turns answered."""
    first = ("first_turns_opened", "first_turns_answered")
    return first if formula.first else ("turns_opened", "turns_answered")


def _returned(formula: Returned, cell: Cell) -> Figure:
    returned, cohort = (cell.columns.get(column) for column in _cohort_columns(formula))
    recorded = cell.total((formula.cohort,))
    if cohort:
        pending = int((recorded or cohort) - cohort)
        return replace(_share(returned or 0, cohort, cohort, interval=True), pending=pending)
    if recorded is None:
        return NOT_COLLECTED
    missing = Missing.NOT_COMPLETE if recorded else Missing.NO_CASES
    return Figure(n=0, missing=missing, pending=int(recorded))


def _cohort_columns(formula: Returned) -> tuple[Column, ...]:
    return tuple(
        Column(Rule.COMPLETE, measure, days=formula.days) for measure in (formula.returned, formula.cohort)
    )


OPEN: Final = Column(Rule.OPEN, "")
OLDEST: Final = Column(Rule.OLDEST, "")
OPENED, CLOSED = added("turns_opened"), added("turns_closed")


def _open(_formula: Open, cell: Cell) -> Figure:
    value = cell.columns.get(OPEN)
    return NOT_COLLECTED if value is None else Figure(value)


def _oldest(_formula: OldestOpen, cell: Cell) -> Figure:
    still_open = cell.columns.get(OPEN)
    if still_open is None:
        return NOT_COLLECTED
    waited = cell.columns.get(OLDEST)
    n = int(still_open)
    return Figure(n=n, missing=Missing.NO_CASES) if waited is None else Figure(waited, n=n)


def _turns(_formula: object) -> tuple[str, ...]:
    return ("turns_opened",)


RECIPES: Final[Mapping[type[Any], Recipe]] = {
    Sum: Recipe(lambda f: tuple(map(added, f.parts)), lambda f: f.parts, _sum),
    Ratio: Recipe(
        _ratio_columns,
        lambda f: (f.served_of,) if f.served_of else f.denominator,
        _ratio,
    ),
    MeanOverPosts: Recipe(_rate_columns, lambda f: (f.cases,), _mean_over_posts),
    Stock: Recipe(lambda f: (Column(Rule.LAST, f.measure),), lambda f: (f.measure,), _stock),
    Growth: Recipe(_growth_columns, lambda f: (f.measure,), _growth),
    Percentile: Recipe(
        lambda f: tuple(map(added, _turn_measures(f))), lambda f: _turn_measures(f)[:1], _percentile
    ),
    Returned: Recipe(lambda f: (*_cohort_columns(f), added(f.cohort)), lambda f: (f.cohort,), _returned),
    Open: Recipe(lambda _: (OPENED, CLOSED, OPEN), _turns, _open),
    OldestOpen: Recipe(lambda _: (OPENED, CLOSED, OPEN, OLDEST), _turns, _oldest),
}
