"""Goals: what was promised for a KPI, a platform and a month, in versions."""

import time
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Final

from sqlalchemy import Connection, Select, insert, select

from kpi.answers.value import GoalLevels
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.promises import check_goal
from kpi.errors import KpiError
from kpi.periods import Grain, Period, date_of, start_of
from kpi.platforms import platform_of
from kpi.rollup.standing_goals import GOAL, follow_goals
from kpi.store.institutions import bump_version
from kpi.words import N_, Message

ANY_VERSION: Final = -1


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
    follow_goals(connection, institution_id, goal.kpi)
    bump_version(connection, institution_id)
    return saved
