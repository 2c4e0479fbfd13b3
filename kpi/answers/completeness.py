"""Whether a value is of all the days of its period, or of those only that happen to be known."""

from collections.abc import Iterable

from kpi.answers.coverage import QUIET, TOTALS
from kpi.answers.formulas import measures_of
from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.measures import MEASURES, Kind, Measure
from kpi.periods import Period


def known_days(value: Value) -> int | None:
    """The days of the value's period that data are known of; None where nobody can say.

    Of totals those that have one. Of levels, and of posts, messages and visits, those between the first and the
    last day that have any: a day between without a row may be a quiet one.
    """
    measure = _measure(value)
    if measure.fact in TOTALS and measure.kind is Kind.FLOW:
        return value.days_with_data
    return value.covered_days


def is_incomplete(value: Value, gaps: Iterable[Period] = ()) -> bool:
    """Whether there is a value that lacks days: those that its own rows show, or one of `gaps` lies in its period.

    A level (followers) is that of the period's last day: only a gap over that day makes it incomplete. `gaps` are
    the stretches that no import covers (`kpi.answers.coverage`). A channel whose first or last post of all lies
    within the period may have been quiet before or after it for a week.
    """
    if value.value is None:
        return False
    measure, period = _measure(value), value.period
    needed = Period(period.end - 1, period.end) if measure.kind is Kind.STOCK else period
    if any(gap.start < needed.end and needed.start < gap.end for gap in gaps):
        return True
    known = known_days(value)
    allowed = 0 if measure.fact in TOTALS else QUIET
    return known is not None and period.days - known > allowed


def _measure(value: Value) -> Measure:
    return MEASURES[measures_of(KPIS[value.key].formula)[0] if value.is_kpi else value.key]
