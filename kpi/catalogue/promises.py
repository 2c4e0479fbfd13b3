"""What makes a goal sensible: its levels in order, in the KPI's unit, for a KPI, platform and month that exist."""

from datetime import date
from math import isfinite

from kpi.catalogue.kpis import GROWING, KPIS, Better
from kpi.catalogue.nearest import nearest
from kpi.catalogue.units import Unit
from kpi.errors import KpiError, UnknownKpi
from kpi.periods import date_of
from kpi.platforms import platform_of
from kpi.words import N_, Message


class GoalForUnknownKpi(UnknownKpi):
    template = N_(
        "“{name}” is not a KPI, so it cannot have a goal. The nearest are {near}; docs/kpis.md lists all of them."
    )


class LevelsOutOfOrder(KpiError):
    template = N_(
        "The levels of {kpi} are out of order: more is better, so floor ≤ target ≤ stretch, not {levels}."
    )


class LevelsOutOfOrderForLess(LevelsOutOfOrder):
    template = N_(
        "The levels of {kpi} are out of order: less is better, so floor ≥ target ≥ stretch, not {levels}."
    )


class ShareOutOfRange(KpiError):
    template = N_("{kpi} is a share: write its levels between 0 and 1 (90% is 0.9), not {value}.")


class LevelOutOfRange(KpiError):
    template = N_("A level of {kpi} cannot be {value}. Write a number that is not below 0.")


class NotAMonth(KpiError):
    template = N_("{day} is not the first day of a month. A goal holds for a whole month, such as 2026-10.")


def check_goal(
    kpi: str, platform: str, month: int, floor: float | None, target: float, stretch: float | None
) -> None:
    """Say what is wrong with a goal. `platform` "" is all of them, `month` the day of the month's first.

    Raises:
        GoalForUnknownKpi, UnknownPlatform, NotAMonth, ShareOutOfRange, LevelOutOfRange, LevelsOutOfOrder.
    """
    if kpi not in KPIS:
        raise GoalForUnknownKpi(name=kpi, near=nearest(kpi, KPIS))
    if platform:
        platform_of(platform)
    first: date = date_of(month)
    if first.day != 1:
        raise NotAMonth(day=first)
    levels = [level for level in (floor, target, stretch) if level is not None]
    for level in levels:
        _check_level(kpi, level)
    more = KPIS[kpi].better is Better.MORE
    if levels != sorted(levels, reverse=not more):
        error = LevelsOutOfOrder if more else LevelsOutOfOrderForLess
        raise error(kpi=Message(KPIS[kpi].label), levels=" / ".join(f"{level:g}" for level in levels))


def _check_level(kpi: str, level: float) -> None:
    grows = isinstance(KPIS[kpi].formula, GROWING)
    if not isfinite(level) or (level < 0 and not grows):
        raise LevelOutOfRange(kpi=Message(KPIS[kpi].label), value=f"{level:g}")
    if KPIS[kpi].unit is Unit.SHARE and level > 1 and not grows:
        raise ShareOutOfRange(kpi=Message(KPIS[kpi].label), value=f"{level:g}")
