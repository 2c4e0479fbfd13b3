"""What a question asks for: each KPI and measure, once, with the formula that gives it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from kpi.answers.formulas import measures_of
from kpi.answers.question import Question
from kpi.catalogue.kpis import KPIS, Formula, Kpi, Stock, Sum
from kpi.catalogue.measures import MEASURES, Fact, Kind
from kpi.catalogue.nearest import nearest
from kpi.catalogue.units import Unit
from kpi.errors import KpiNotMeasure, MeasureNotKpi, UnknownKpi

HAPPENING: Final = frozenset({Fact.POST, Fact.MESSAGE, Fact.VISIT})


@dataclass(frozen=True)
class Asked:
    """One KPI or measure of a question. A measure is asked for as the simplest formula over itself."""

    key: str
    unit: Unit
    formula: Formula
    kpi: Kpi | None = None

    @cached_property
    def measures(self) -> tuple[str, ...]:
        return measures_of(self.formula)

    @cached_property
    def happens(self) -> bool:
        """Whether a day without a row is a day on which nothing happened, rather than one that is not known."""
        return MEASURES[self.measures[0]].fact in HAPPENING


def asked_in(question: Question) -> tuple[Asked, ...]:
    """The KPIs, then the measures, of a question, each once; all KPIs when it names neither.

    Raises:
        UnknownKpi: a key is neither a KPI nor a measure, or is asked for as the wrong one of the two.
    """
    kpis = question.kpis if question.kpis or question.measures else tuple(KPIS)
    return (
        *(_kpi(key) for key in dict.fromkeys(kpis)),
        *(_measure(key) for key in dict.fromkeys(question.measures)),
    )


def _kpi(key: str) -> Asked:
    if key not in KPIS:
        raise MeasureNotKpi(name=key) if key in MEASURES else _unknown(key)
    return Asked(key, KPIS[key].unit, KPIS[key].formula, KPIS[key])


def _unknown(key: str) -> UnknownKpi:
    return UnknownKpi(name=key, near=nearest(key, (*KPIS, *MEASURES)))


def _measure(key: str) -> Asked:
    if key not in MEASURES:
        raise KpiNotMeasure(name=key) if key in KPIS else _unknown(key)
    measure = MEASURES[key]
    formula = Stock(key) if measure.kind is Kind.STOCK else Sum((key,))
    return Asked(key, measure.unit, formula)
