"""Goals: what was promised for a KPI, a platform and a month, in versions; and the goal that holds for a period."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection, Select, bindparam, insert, select

from kpi.answers.rows import tuples
from kpi.answers.value import GoalLevels
from kpi.catalogue.kpis import KPIS, Formula, OldestOpen, Open, Stock, Sum
from kpi.catalogue.promises import check_goal
from kpi.errors import KpiError
from kpi.periods import Grain, Period, date_of, next_start, start_of, whole_grain
from kpi.platforms import platform_of
from kpi.store.institutions import bump_version
from kpi.store.schema import metadata
from kpi.words import N_, Message

GOAL = metadata.tables["goal"]
ANY_VERSION: Final = -1
ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Goal:
    """One version of a goal. `platform` "" is all platforms together; `month` is the day of the month's first.

    Levels are in the KPI's unit. `changed_at` is in epoch seconds; `withdrawn` marks a goal taken back.
    """

    kpi: str
    platform: str
    month: int
    target: float
    floor: float | None = None
    stretch: float | None = None
    owner: str = ""
    reason: str = ""
    version: int = 0
    withdrawn: bool = False
    changed_by: str = ""
    changed_at: int = 0

    @cached_property
    def levels(self) -> GoalLevels:
        return GoalLevels(self.target, self.floor, self.stretch, self.owner, self.reason)


class StaleGoal(KpiError):
    """Somebody else saved first. `mine` is what was to be saved, `theirs` what is there now (None: nothing)."""

    template = N_(
        "The goal of {kpi} for {month} was changed by {by} in the meantime. Nothing was saved: look at both and save again."
    )

    def __init__(self, mine: Goal, theirs: Goal | None) -> None:
        self.mine, self.theirs = mine, theirs
        by = theirs.changed_by if theirs and theirs.changed_by else Message(N_("somebody else"))
        super().__init__(kpi=Message(KPIS[mine.kpi].label), month=f"{date_of(mine.month):%Y-%m}", by=by)


class NoSuchGoal(KpiError):
    template = N_("There is no goal of {kpi} for {month} to withdraw.")


_COLUMNS: Final = [GOAL.c[one.name] for one in fields(Goal)]


def current_goals(connection: Connection, institution_id: int, period: Period | None = None) -> list[Goal]:
    """The latest version of every goal that is not withdrawn, by KPI, platform and month.

    With a `period`, those of the months that it touches.
    """
    goals = _latest(connection, _goals_of(institution_id, period))
    return [goal for goal in goals if not goal.withdrawn]


def goal_history(
    connection: Connection, institution_id: int, kpi: str, platform: str = "", month: int | None = None
) -> list[Goal]:
    """All versions of the goals of a KPI and platform, newest month and version first."""
    goals = _goals_of(institution_id).where(GOAL.c.kpi == kpi, GOAL.c.platform == platform)
    if month is not None:
        goals = goals.where(GOAL.c.month == month)
    rows = connection.execute(goals.order_by(GOAL.c.month.desc(), GOAL.c.version.desc()))
    return [Goal(*row) for row in rows]


def save_goal(
    connection: Connection,
    institution_id: int,
    goal: Goal,
    *,
    expected_version: int = ANY_VERSION,
    by: str = "",
    now: int | None = None,
) -> Goal:
    """Save `goal` as a new version, unless the latest already says the same; return the latest.

    `expected_version` is the version that the person saw when they began to edit, 0 when there was none; `now`
    (epoch seconds) is written as the time of the change.

    Raises:
        StaleGoal: the latest version is another one than expected.
        KpiError: one of `kpi.catalogue.promises`: the goal makes no sense.
    """
    check_goal(goal.kpi, goal.platform, goal.month, goal.floor, goal.target, goal.stretch)
    platform = platform_of(goal.platform).key if goal.platform else ""
    goal = replace(goal, platform=platform)
    latest = _checked(connection, institution_id, goal, expected_version)
    if latest is not None and _says_the_same(latest, goal):
        return latest
    return _append(connection, institution_id, goal, latest, by, now)


def withdraw_goal(
    connection: Connection,
    institution_id: int,
    goal: Goal,
    *,
    expected_version: int = ANY_VERSION,
    by: str = "",
    now: int | None = None,
) -> Goal:
    """Take back the goal of this KPI, platform and month; its history stays.

    Raises:
        NoSuchGoal: there is none.
        StaleGoal: the latest version is another one than expected.
    """
    latest = _checked(connection, institution_id, goal, expected_version)
    if latest is None or latest.withdrawn:
        raise NoSuchGoal(kpi=Message(KPIS[goal.kpi].label), month=f"{date_of(goal.month):%Y-%m}")
    return _append(connection, institution_id, replace(latest, withdrawn=True), latest, by, now)


def _goals_of(institution_id: int, period: Period | None = None) -> Select[Any]:
    goals = select(*_COLUMNS).where(GOAL.c.institution_id == institution_id)
    if period is None:
        return goals
    return goals.where(GOAL.c.month >= start_of(period.start, Grain.MONTH), GOAL.c.month < period.end)


def _latest(connection: Connection, goals: Select[Any]) -> list[Goal]:
    ordered = goals.order_by(GOAL.c.kpi, GOAL.c.platform, GOAL.c.month, GOAL.c.version)
    rows = {(row.kpi, row.platform, row.month): row for row in connection.execute(ordered).fetchall()}
    return [Goal(*row) for row in rows.values()]


def _checked(connection: Connection, institution_id: int, goal: Goal, expected: int) -> Goal | None:
    history = goal_history(connection, institution_id, goal.kpi, goal.platform, goal.month)
    latest = history[0] if history else None
    if expected != ANY_VERSION and expected != (latest.version if latest else 0):
        raise StaleGoal(goal, latest)
    return latest


def _says_the_same(latest: Goal, goal: Goal) -> bool:
    return not latest.withdrawn and latest.levels == goal.levels


def _append(
    connection: Connection, institution_id: int, goal: Goal, latest: Goal | None, by: str, now: int | None
) -> Goal:
    saved = replace(
        goal,
        version=latest.version + 1 if latest else 1,
        changed_by=by,
        changed_at=int(time.time()) if now is None else now,
    )
    row = {one.name: getattr(saved, one.name) for one in fields(Goal)}
    connection.execute(insert(GOAL).values(institution_id=institution_id, **row))
    bump_version(connection, institution_id)
    return saved


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
