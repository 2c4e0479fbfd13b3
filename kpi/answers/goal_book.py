"""The goal that holds for a KPI, a platform and a piece of a period, from the goals of its months."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from kpi.answers.goals import GOAL
from kpi.answers.rows import tuples
from kpi.answers.value import GoalLevels
from kpi.catalogue.kpis import KPIS, Formula, OldestOpen, Open, Stock, Sum
from kpi.periods import Grain, Period, next_start, start_of, whole_grain

ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class GoalBook:
    """The goals of a period's months: which goal holds for a KPI, a platform and a piece of the period.

    `rows` are versions of goals as `_BOOK` reads them, in any order. What nobody asks for is not made of them.
    """

    rows: Sequence[tuple[Any, ...]]
    months: dict[Period, tuple[Period, ...]] = field(default_factory=dict)
    whole: set[Period] = field(default_factory=set)

    @cached_property
    def _kpis(self) -> set[str]:
        return {row[0] for row in self.rows}

    @cached_property
    def _latest(self) -> dict[tuple[str, str], dict[int, tuple[Any, ...]]]:
        """The latest version, withdrawn or not, by KPI and platform, then month."""
        found: dict[tuple[str, str], dict[int, tuple[Any, ...]]] = {}
        for row in self.rows:
            by_month = found.setdefault(row[:2], {})
            known = by_month.get(row[2])
            if known is None or known[3] < row[3]:
                by_month[row[2]] = row
        return found

    @cached_property
    def _levels(self) -> dict[tuple[str, str], dict[int, GoalLevels]]:
        return {}

    def knows(self, kpi: str) -> bool:
        """Whether there is any version of a goal of this KPI."""
        return kpi in self._kpis

    def levels_by_month(self, kpi: str, platform: str) -> Mapping[int, GoalLevels]:
        """The goals of a KPI and platform that are not withdrawn, by the day of their month's first."""
        if not self.knows(kpi):
            return {}
        key = (kpi, platform)
        if key not in self._levels:
            rows = self._latest.get(key, {})
            self._levels[key] = {month: GoalLevels(*row[5:]) for month, row in rows.items() if not row[4]}
        return self._levels[key]

    def has(self, kpi: str, platform: str) -> bool:
        """Whether any month of the period has a goal."""
        return bool(self.levels_by_month(kpi, platform))

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


_BOOK: Final = select(
    GOAL.c.kpi,
    GOAL.c.platform,
    GOAL.c.month,
    GOAL.c.version,
    GOAL.c.withdrawn,
    GOAL.c.target,
    GOAL.c.floor,
    GOAL.c.stretch,
    GOAL.c.owner,
    GOAL.c.reason,
).where(
    GOAL.c.institution_id == bindparam("institution"),
    GOAL.c.month >= bindparam("first"),
    GOAL.c.month < bindparam("end"),
)


def read_goals(connection: Connection, institution_id: int, period: Period) -> GoalBook:
    """The goals of the months that `period` touches."""
    first = start_of(period.start, Grain.MONTH)
    return GoalBook(tuples(connection, _BOOK, institution=institution_id, first=first, end=period.end))


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
