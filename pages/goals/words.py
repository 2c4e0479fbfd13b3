"""A goal in a narrow cell."""

from typing import Final

from kpi.catalogue.units import Unit
from kpi.showing.language import Language
from kpi.showing.typed import typed

_HOUR: Final = 3_600


def short(value: float, unit: Unit, language: Language) -> str:
    """A level in a narrow cell: hours with decimals ("1,5 h"), a number per post without its unit."""
    if unit is Unit.SECONDS and _HOUR <= value < 48 * _HOUR:
        return f"{language.number(value / _HOUR)}\N{NO-BREAK SPACE}h"
    if unit is Unit.PER_POST:
        return language.number(value)
    return typed(value, unit, language) if unit is Unit.SHARE else language.value(value, unit, trim=True)
