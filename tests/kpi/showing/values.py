"""Values made by hand, as small as a chart's test needs them."""

from datetime import date

from kpi.answers.status import reason_of, status_of
from kpi.answers.value import GoalLevels, Missing, Value
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.references import Reference
from kpi.periods import Grain, Period, day_of, next_start


def month(year: int, number: int) -> Period:
    first = day_of(date(year, number, 1))
    return Period(first, next_start(first, Grain.MONTH))


def value(
    key: str,
    x: float | None,
    period: Period | None = None,
    *,
    platform: str | None = None,
    target: float | None = None,
    floor: float | None = None,
    cases: tuple[int, int] | None = None,
    reference: Reference | None = None,
    missing: Missing | None = None,
) -> Value:
    """A KPI's value with its goal, and the status that follows from it."""
    kpi = KPIS[key]
    levels = None if target is None else GoalLevels(target, floor)
    missing = missing or (Missing.NOT_COLLECTED if x is None else None)
    return Value(
        institution="Banco",
        platform=platform,
        channel=None,
        period=period or month(2026, 10),
        key=key,
        is_kpi=True,
        unit=kpi.unit,
        value=x,
        numerator=cases[0] if cases else None,
        denominator=cases[1] if cases else None,
        n=cases[1] if cases else None,
        missing=missing,
        goal=levels,
        status=status_of(x, levels, kpi.better) if levels else None,
        status_reason=reason_of(x, missing, levels, kpi.better, kpi.unit) if levels else None,
        reference=reference,
    )
