"""Periods that still run: the data reach into them, and not to their end.

The first day that an institution's data do not cover (`until`) is its present, unless its last import came later
(`today`): who imports in June what ends amid March knows that March is over. No figure asks a clock, so the same data
are judged alike whenever somebody looks.
"""

from kpi.periods import Grain, Period, next_start, start_of


def promised(period: Period, until: int | None, grain: Grain = Grain.TOTAL) -> Period:
    """The days that a goal for `period` is about.

    Months that are asked for up to the last day with data are months that still run: what was promised was promised
    for all of their days. A day or a week is itself.
    """
    shorter = grain in (Grain.DAY, Grain.WEEK)
    if shorter or period.end != until or start_of(period.start, Grain.MONTH) != period.start:
        return period
    return Period(period.start, next_start(until - 1, Grain.MONTH))


def is_running(period: Period, until: int | None, today: int | None = None) -> bool:
    """Whether some days of `period` have data, and others are still to come as far as anybody knew on `today`."""
    over = today is not None and today >= period.end
    return until is not None and period.start < until < period.end and not over
