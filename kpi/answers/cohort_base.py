"""Who a revisit rate is of: people who clicked Like, people who came for the first time, or both."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from kpi.answers.formulas import LIKERS_AMONG
from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS, Returned

ASKED: Final = ("cohort", "likers")
"""The measures that tell it."""


class Base(StrEnum):
    LIKERS = "likers"
    FIRST_VISITORS = "first_visitors"
    BOTH = "both"


def base_of(kpi: str, measures: Mapping[str, Value]) -> Base | None:
    """Of whom the KPI is where the measures have these values; None of a KPI that is not of cohorts."""
    formula = KPIS[kpi].formula
    if not isinstance(formula, Returned):
        return None
    if formula.cohort not in LIKERS_AMONG:
        return Base(formula.cohort)
    everybody, likers = (measures[name].value or 0 for name in ASKED)
    if not likers:
        return Base.FIRST_VISITORS
    return Base.LIKERS if likers == everybody else Base.BOTH
