"""The goal that holds for a KPI, a platform and a piece of a period, from the goals of its months."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from sqlalchemy import Connection, bindparam, select

from kpi.answers.rows import tuples
from kpi.answers.value import GoalLevels
from kpi.catalogue.kpis import KPIS, Formula, OldestOpen, Open, Stock, Sum
from kpi.periods import Grain, Period, next_start, start_of, whole_grain
from kpi.rollup import standing_goals
from kpi.rollup.standing_goals import STANDING

ROUNDING: Final = 1e-9

Passed = Callable[[Period], float]
"""The share of a period that is over, 0 to 1."""


@dataclass(frozen=True)
class GoalBook:
    """An institution's goals: which one holds for a KPI, a platform and a piece of a period.

    `lines` are the months of each KPI and platform as they are stored. What nobody asks for is not taken apart.
    """

    lines: Mapping[tuple[str, str], str] = field(default_factory=dict)
    months: dict[Period, tuple[Period, ...]] = field(default_factory=dict)
    whole: set[Period] = field(default_factory=set)

    @cached_property
    def _kpis(self) -> set[str]:
        return {kpi for kpi, _ in self.lines}

    @cached_property
    def _levels(self) -> dict[tuple[str, str], dict[int, GoalLevels]]:
        return {}

    def knows(self, kpi: str) -> bool:
        """Whether there is any goal of this KPI."""
        return kpi in self._kpis

    def levels_by_month(self, kpi: str, platform: str) -> Mapping[int, GoalLevels]:
        """The goals of a KPI and platform, by the day of their month's first."""
        key = (kpi, platform)
        if key not in self.lines:
            return {}
        if key not in self._levels:
            found = standing_goals.read(self.lines[key])
            self._levels[key] = {month: GoalLevels(*levels) for month, levels in found.items()}
        return self._levels[key]

    def has(self, kpi: str, platform: str) -> bool:
        """Whether any month has a goal."""
        return (kpi, platform) in self.lines

    def for_period(self, kpi: str, platform: str, period: Period) -> GoalLevels | None:
        """The goal for `period`; None unless every month that it touches has one.

        Counts that are added up: each month's levels in proportion to its days inside the period, added. Stocks:
        the last month's. Everything else: the mean of the months, weighted by their days inside the period.
        """
        by_month = self.levels_by_month(kpi, platform)
        if not by_month:
            return None
        if period not in self.months:
            self.months[period] = period.cut(Grain.MONTH)
            if len(self.months[period]) == 1 and whole_grain(period) is Grain.MONTH:
                self.whole.add(period)
        pieces = self.months[period]
        if period in self.whole:
            return by_month.get(period.start)
        goals = [by_month.get(start_of(piece.start, Grain.MONTH)) for piece in pieces]
        known = [goal for goal in goals if goal is not None]
        if len(known) < len(goals):
            return None
        weights = _weights(KPIS[kpi].formula, pieces)
        return replace(
            known[-1],
            target=_weighted([goal.target for goal in known], weights),
            floor=_weighted_or_none([goal.floor for goal in known], weights),
            stretch=_weighted_or_none([goal.stretch for goal in known], weights),
        )

    def expected(self, kpi: str, platform: str, period: Period, until: int, passed: Passed) -> float | None:
        """What of a sum's target for `period` should be there by `until`: months that are over whole, of the one
        that runs the share that has `passed`. None where the period has no goal.
        """
        begun = [piece for piece in period.cut(Grain.MONTH) if piece.start < until]
        goals = [self.for_period(kpi, platform, piece) for piece in begun]
        known = [goal.target for goal in goals if goal is not None]
        if len(known) < len(begun):
            return None
        return sum(target * passed(piece) for target, piece in zip(known, begun, strict=True))


_LINES: Final = select(
    STANDING.c.institution_id, STANDING.c.kpi, STANDING.c.platform, STANDING.c.months
).where(STANDING.c.institution_id.in_(bindparam("institutions", expanding=True)))


def read_goals(connection: Connection, institution_ids: Sequence[int]) -> dict[int, GoalBook]:
    """The goals of each of these institutions."""
    lines: dict[int, dict[tuple[str, str], str]] = {one: {} for one in institution_ids}
    for institution_id, kpi, platform, months in tuples(connection, _LINES, institutions=institution_ids):
        lines[institution_id][kpi, platform] = months
    return {institution_id: GoalBook(of_one) for institution_id, of_one in lines.items()}


def _weights(formula: Formula, pieces: tuple[Period, ...]) -> list[float]:
    if isinstance(formula, Stock | Open | OldestOpen):
        return [*(0.0 for _ in pieces[1:]), 1.0]
    if isinstance(formula, Sum):
        return [piece.days / _days_in_month(piece.start) for piece in pieces]
    days = sum(piece.days for piece in pieces)
    return [piece.days / days for piece in pieces]


def _days_in_month(day: int) -> int:
    return next_start(day, Grain.MONTH) - start_of(day, Grain.MONTH)


def _weighted(levels: Sequence[float], weights: Sequence[float]) -> float:
    if len(set(levels)) == 1 and abs(sum(weights) - 1) < ROUNDING:
        return levels[0]  # the mean of equal levels is that level, not a float beside it
    return sum(level * weight for level, weight in zip(levels, weights, strict=True))


def _weighted_or_none(levels: Sequence[float | None], weights: Sequence[float]) -> float | None:
    """None unless every month has the level."""
    known = [level for level in levels if level is not None]
    return _weighted(known, weights) if len(known) == len(levels) else None
