"""Formulas: from the numbers of all cells to their figures. One small pure function per class of formula.

A cell is one scope (an institution, a platform, a channel) in one piece of the period. A formula is computed for
all cells at once, in arrays with a row per scope and a column per piece.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from kpi.answers.columns import DUE, KEPT, OLDEST, OPEN, Column, Rule, added
from kpi.answers.figures import Figures, Sums, reasons
from kpi.answers.lift import lift_bounds
from kpi.answers.numbers import Flags, Numbers
from kpi.answers.value import Missing
from kpi.answers.wilson import wilson
from kpi.catalogue.kpis import (
    Clock,
    Formula,
    Growth,
    Lift,
    MeanOverPosts,
    OldestOpen,
    Open,
    Percentile,
    Ratio,
    Returned,
    Stock,
    Sum,
    WithinPromise,
)

RATES: Final = Column(Rule.RATES, "engagements_with_followers")


@dataclass(frozen=True)
class Recipe:
    """How a class of formula is computed.

    `columns` are those it reads, `measures` those whose presence on a day means that the day has data.
    """

    columns: Callable[[Any], tuple[Column, ...]]
    measures: Callable[[Any], tuple[str, ...]]
    figures: Callable[[Any, Sums], Figures]


def columns_of(formula: Formula) -> tuple[Column, ...]:
    """The columns that the formula is computed from."""
    return RECIPES[type(formula)].columns(formula)


def measures_of(formula: Formula) -> tuple[str, ...]:
    """The measures of which any on a day means that the formula has data of that day."""
    return RECIPES[type(formula)].measures(formula)


def figures_of(formula: Formula, sums: Sums) -> Figures:
    """The formula's figures, in arrays with a row per scope and a column per piece, as those of `sums`."""
    return RECIPES[type(formula)].figures(formula, sums)


LIKERS_AMONG: Final = {"cohort": ("likers",)}
"""Of a cohort that is of likers on one channel and of first visitors on another, the part that clicked Like."""


def _sum(formula: Sum, sums: Sums) -> Figures:
    value = sums.total(formula.parts)
    return Figures(value, reasons(value.known))


def _ratio(formula: Ratio, sums: Sums) -> Figures:
    # A share of new and returning visitors needs both, not what happens to be there.
    collected = sums.knows_all(formula.denominator)
    numerator, denominator = sums.total(formula.numerator), sums.total(formula.denominator)
    some = collected & (denominator.or_zero != 0)
    none = collected & ~some
    known = some & numerator.known
    value = _divided(numerator, denominator, known)
    low, high = _interval(numerator, denominator, known) if formula.interval else (None, None)
    return Figures(
        value,
        reasons(
            known, (none, Missing.NO_CASES), (_unserved(formula, sums) & ~collected, Missing.NO_SCHEDULE)
        ),
        numerator.where(known | none),
        denominator.where(known | none),
        _cases(formula, sums, denominator, known, none),
        low,
        high,
    )


def _cases(formula: Ratio, sums: Sums, denominator: Numbers, known: Flags, none: Flags) -> Numbers:
    cases = sums.columns[added(formula.cases)] if formula.cases else denominator
    return Numbers(np.where(none, 0, cases.values), none | (known & cases.known))


def _unserved(formula: Ratio, sums: Sums) -> Flags:
    """No service hours: that is why there is no figure where turns were answered; else it is as for any other."""
    if not formula.served_of:
        return np.zeros(sums.columns[added(formula.denominator[0])].known.shape, dtype=np.bool_)
    return sums.total((formula.served_of,)).or_zero > 0


def _ratio_columns(formula: Ratio) -> tuple[Column, ...]:
    others = filter(None, (formula.cases, formula.served_of, *(formula.former or ())))
    return tuple(map(added, (*formula.numerator, *formula.denominator, *others)))


def _divided(numerator: Numbers, denominator: Numbers, known: Flags) -> Numbers:
    values = np.zeros(known.shape, dtype=np.float64)
    np.divide(numerator.values, denominator.values, out=values, where=known)
    return Numbers(values, known)


def _interval(numerator: Numbers, denominator: Numbers, known: Flags) -> tuple[Numbers, Numbers]:
    # Facts that contradict each other (more in time than due) leave a share above 1, which has no interval.
    sensible = known & (numerator.values <= denominator.values)
    low, high = wilson(np.where(sensible, numerator.values, 0), np.where(sensible, denominator.values, 1))
    return Numbers(low, sensible), Numbers(high, sensible)


def _lift(formula: Lift, sums: Sums) -> Figures:
    parts = [sums.total((name,)) for name in _lift_measures(formula)]
    cases, of, base_cases, base_of = parts
    collected = np.logical_and.reduce([part.known for part in parts])
    some: Flags = collected & np.logical_and.reduce([part.or_zero > 0 for part in (of, base_cases, base_of)])
    share = _divided(base_cases, base_of, some)
    expected = Numbers(np.where(some, of.or_zero * share.or_zero, 0.0), some)
    above = Numbers(cases.or_zero - expected.values, some)
    low, high = lift_bounds(*(part.or_zero for part in parts))
    bounded = some & (cases.or_zero > 0)
    n = Numbers(of.or_zero + base_of.or_zero, collected)
    return Figures(
        _divided(above, expected, some),
        reasons(some, (collected, Missing.NO_CASES)),
        above,
        expected,
        n,
        Numbers(low, bounded),
        Numbers(high, bounded),
    )


def _lift_measures(formula: Lift) -> tuple[str, ...]:
    return (formula.cases, formula.of, formula.base_cases, formula.base_of)


def _mean_over_posts(formula: MeanOverPosts, sums: Sums) -> Figures:
    rates, posts = sums.columns[RATES], sums.columns[added(formula.cases)]
    known = rates.known & (posts.or_zero > 0)
    posts = posts.where(known)
    return Figures(_divided(rates, posts, known), reasons(known), rates.where(known), posts, posts)


def _stock(formula: Stock, sums: Sums) -> Figures:
    value = sums.columns[Column(Rule.LAST, formula.measure)]
    return Figures(value, reasons(value.known))


def _growth(formula: Growth, sums: Sums) -> Figures:
    last, start, end = (sums.columns[column] for column in _growth_columns(formula))
    known = start.known & end.known & (start.values > 0)
    grown = Numbers(end.values - start.values, known)
    missing = reasons(known, (last.known, Missing.NO_BASELINE))
    return Figures(_divided(grown, start, known), missing, grown, start.where(known))


def _growth_columns(formula: Growth) -> tuple[Column, ...]:
    return tuple(Column(rule, formula.measure) for rule in (Rule.LAST, Rule.START, Rule.END))


def _percentile(formula: Percentile, sums: Sums) -> Figures:
    waits = sums.waits[formula.first, formula.clock]
    value = waits.percentiles[formula.share]
    opened, answered = (sums.total((measure,)) for measure in _turn_measures(formula))
    without = (answered.or_zero > 0) & (formula.clock is Clock.BUSINESS)
    missing = reasons(
        value.known, (opened.known & without, Missing.NO_SCHEDULE), (opened.known, Missing.NO_CASES)
    )
    return Figures(value, missing, n=Numbers(waits.turns.or_zero, value.known | opened.known))


def _turn_measures(formula: Percentile) -> tuple[str, str]:
    """Turns opened, and turns answered."""
    first = ("first_turns_opened", "first_turns_answered")
    return first if formula.first else ("turns_opened", "turns_answered")


def _within_promise(_formula: WithinPromise, sums: Sums) -> Figures:
    kept, due = sums.columns[KEPT], sums.columns[DUE]
    opened = sums.total(("turns_opened",))
    known = due.or_zero > 0
    low, high = _interval(kept, due, known)
    unpromised = (opened.or_zero > 0) & ~due.known
    missing = reasons(known, (unpromised, Missing.NO_GOAL), (opened.known, Missing.NO_CASES))
    kept, due = kept.where(known), due.where(known)
    return Figures(_divided(kept, due, known), missing, kept, due, due, low, high)


def _returned(formula: Returned, sums: Sums) -> Figures:
    returned, cohort = (sums.columns[column] for column in _cohort_columns(formula))
    recorded = sums.total((formula.cohort,))
    known = cohort.or_zero > 0
    numerator = Numbers(returned.or_zero, known)
    cohort = cohort.where(known)
    low, high = _interval(numerator, cohort, known)
    missing = reasons(known, (recorded.or_zero > 0, Missing.NOT_COMPLETE), (recorded.known, Missing.NO_CASES))
    everybody = known | recorded.known
    return Figures(
        _divided(numerator, cohort, known),
        missing,
        numerator,
        cohort,
        Numbers(cohort.or_zero, everybody),
        low,
        high,
        Numbers(np.where(recorded.known, recorded.or_zero - cohort.or_zero, 0), everybody),
    )


def all_are(measure: str, formula: Formula, sums: Sums) -> Flags:
    """In which cells all of the formula's cases are those of `measure`: all who came back had clicked Like, say."""
    if not isinstance(formula, Returned) or measure not in LIKERS_AMONG.get(formula.cohort, ()):
        return np.ones(sums.total(measures_of(formula)).known.shape, dtype=np.bool_)
    recorded, of_measure = sums.total((formula.cohort,)), sums.total((measure,))
    every: Flags = recorded.or_zero == of_measure.or_zero
    return every


def _cohort_columns(formula: Returned) -> tuple[Column, ...]:
    return tuple(
        Column(Rule.COMPLETE, measure, days=formula.days) for measure in (formula.returned, formula.cohort)
    )


def _open(_formula: Open, sums: Sums) -> Figures:
    value = sums.columns[OPEN]
    return Figures(value, reasons(value.known))


def _oldest(_formula: OldestOpen, sums: Sums) -> Figures:
    still_open, waited = sums.columns[OPEN], sums.columns[OLDEST]
    value = waited.where(still_open.known)
    return Figures(value, reasons(value.known, (still_open.known, Missing.NO_CASES)), n=still_open)


def _turns(_formula: object) -> tuple[str, ...]:
    return ("turns_opened",)


RECIPES: Final[Mapping[type[Any], Recipe]] = {
    Sum: Recipe(lambda f: tuple(map(added, f.parts)), lambda f: f.parts, _sum),
    Ratio: Recipe(
        _ratio_columns,
        lambda f: (f.served_of,) if f.served_of else f.denominator,
        _ratio,
    ),
    Lift: Recipe(lambda f: tuple(map(added, _lift_measures(f))), _lift_measures, _lift),
    MeanOverPosts: Recipe(lambda f: (RATES, added(f.cases)), lambda f: (f.cases,), _mean_over_posts),
    Stock: Recipe(lambda f: (Column(Rule.LAST, f.measure),), lambda f: (f.measure,), _stock),
    Growth: Recipe(_growth_columns, lambda f: (f.measure,), _growth),
    Percentile: Recipe(
        lambda f: tuple(map(added, _turn_measures(f))), lambda f: _turn_measures(f)[:1], _percentile
    ),
    WithinPromise: Recipe(
        lambda _: (KEPT, DUE, added("turns_opened")), lambda _: ("turns_opened",), _within_promise
    ),
    Returned: Recipe(
        lambda f: (*_cohort_columns(f), *map(added, {f.cohort, *LIKERS_AMONG.get(f.cohort, ())})),
        lambda f: (f.cohort,),
        _returned,
    ),
    Open: Recipe(lambda _: (OPEN,), _turns, _open),
    OldestOpen: Recipe(lambda _: (OPEN, OLDEST), _turns, _oldest),
}
