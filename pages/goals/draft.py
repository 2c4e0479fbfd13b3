"""A goal as somebody types it, read in human units: either its levels, or what to write instead, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kpi.catalogue.kpis import GROWING, Better, Kpi
from kpi.catalogue.units import Unit
from kpi.showing.language import Language
from kpi.showing.typed import read_typed
from kpi.words import N_, Message

FLOOR, TARGET, STRETCH = "floor", "target", "stretch"
LEVELS: Final = (FLOOR, TARGET, STRETCH)


@dataclass(frozen=True)
class Levels:
    """What is promised, in the KPI's unit."""

    target: float
    floor: float | None = None
    stretch: float | None = None


Problems = Mapping[str, Message]
"""Field to the sentence that stands under it."""


def read_levels(kpi: Kpi, texts: Mapping[str, str], language: Language) -> Levels | Problems:
    """The levels that the three `texts` say. An empty floor or stretch is none; a target there must be."""
    problems: dict[str, Message] = {}
    found: dict[str, float] = {}
    for name in LEVELS:
        text = texts.get(name, "").strip()
        value = read_typed(text, kpi.unit, language) if text or name == TARGET else None
        if isinstance(value, Message):
            problems[name] = value
        elif value is not None:
            found[name] = value
            if outside := _outside(kpi, value):
                problems[name] = outside
    problems = problems or _out_of_order(kpi, found)
    return problems or Levels(found[TARGET], found.get(FLOOR), found.get(STRETCH))


def _outside(kpi: Kpi, value: float) -> Message | None:
    if isinstance(kpi.formula, GROWING):
        return None
    if value < 0:
        return Message(N_("This cannot be below zero."))
    if kpi.unit is Unit.SHARE and value > 1:
        return Message(N_("This cannot be more than 100%."))
    return None


def _out_of_order(kpi: Kpi, found: Mapping[str, float]) -> dict[str, Message]:
    """The levels that stand on the wrong side of the target."""
    sign = 1 if kpi.better is Better.MORE else -1
    target = found[TARGET]
    problems: dict[str, Message] = {}
    if FLOOR in found and sign * found[FLOOR] > sign * target:
        problems[FLOOR] = Message(
            N_("More is better here: the floor cannot be above the target.")
            if sign > 0
            else N_("Less is better here: the floor cannot be below the target.")
        )
    if STRETCH in found and sign * found[STRETCH] < sign * target:
        problems[STRETCH] = Message(
            N_("More is better here: the stretch goal cannot be below the target.")
            if sign > 0
            else N_("Less is better here: the stretch goal cannot be above the target.")
        )
    return problems
