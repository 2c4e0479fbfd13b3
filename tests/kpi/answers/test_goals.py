"""Goals: versions, two people at once, sensible levels, and the goal that holds for a period."""

from collections.abc import Mapping

import pytest

from kpi.answers.goal_book import read_goals
from kpi.answers.goals import (
    Goal,
    NoSuchGoal,
    StaleGoal,
    current_goals,
    goal_history,
    save_goal,
    withdraw_goal,
)
from kpi.answers.question import By
from kpi.answers.value import Status
from kpi.catalogue.promises import (
    GoalForUnknownKpi,
    LevelOutOfRange,
    LevelsOutOfOrder,
    NotAMonth,
    ShareOutOfRange,
    check_goal,
)
from kpi.errors import KpiError, UnknownPlatform
from kpi.store.engine import Store
from kpi.store.institutions import institution_named
from tests.kpi.answers.bank import Bank, day, period

OCTOBER = day("2026-10-01")


def promise(
    kpi: str = "answered_within_1h", target: float = 0.9, month: str = "2026-10", **more: object
) -> Goal:
    return Goal(kpi, str(more.pop("platform", "")), day(f"{month}-01"), target, **more)  # type: ignore[arg-type]


@pytest.mark.both_stores
def test_each_change_is_a_version_and_the_last_one_holds(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        save_goal(connection, bank.id, promise(target=0.8), by="Ana", now=100)
        save_goal(connection, bank.id, promise(target=0.9, reason="Más personal"), by="Luis", now=200)
        (current,) = current_goals(connection, bank.id)
        history = goal_history(connection, bank.id, "answered_within_1h")
        version = institution_named(connection, "Caja Ejemplo").data_version
    assert (current.target, current.version, current.changed_by, current.changed_at) == (0.9, 2, "Luis", 200)
    assert [goal.target for goal in history] == [0.9, 0.8]
    assert version == 2


def test_saving_the_same_again_changes_nothing(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        save_goal(connection, bank.id, promise(), now=100)
        assert save_goal(connection, bank.id, promise(), now=200).version == 1
        assert len(goal_history(connection, bank.id, "answered_within_1h")) == 1


def test_who_saves_second_sees_both(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        save_goal(connection, bank.id, promise(target=0.8), expected_version=0, by="Ana", now=1)
        with pytest.raises(StaleGoal) as stale:
            save_goal(connection, bank.id, promise(target=0.7), expected_version=0, by="Luis", now=2)
        kept = current_goals(connection, bank.id)
    assert (stale.value.mine.target, stale.value.theirs and stale.value.theirs.target) == (0.7, 0.8)
    assert "Ana" in str(stale.value)
    assert [goal.target for goal in kept] == [0.8]


def test_a_withdrawn_goal_no_longer_holds_and_may_come_back(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        save_goal(connection, bank.id, promise(), now=1)
        withdraw_goal(connection, bank.id, promise(), expected_version=1, by="Ana", now=2)
        assert current_goals(connection, bank.id) == []
        with pytest.raises(NoSuchGoal):
            withdraw_goal(connection, bank.id, promise(), now=3)
        assert save_goal(connection, bank.id, promise(), now=4).version == 3


@pytest.mark.parametrize(
    ("goal", "error"),
    [
        (promise("likes"), GoalForUnknownKpi),
        (promise(platform="orkut"), UnknownPlatform),
        (Goal("backlog", "", OCTOBER + 3, 5.0), NotAMonth),
        (promise(target=90), ShareOutOfRange),
        (promise("backlog", target=-1), LevelOutOfRange),
        (promise("backlog", target=float("nan")), LevelOutOfRange),
        (promise(target=0.9, floor=0.95), LevelsOutOfOrder),
        (promise(target=0.9, stretch=0.8), LevelsOutOfOrder),
        (promise("reply_time_median", target=3600, floor=1800), LevelsOutOfOrder),
    ],
)
def test_a_goal_that_makes_no_sense_is_refused_by_name(goal: Goal, error: type[KpiError]) -> None:
    with pytest.raises(error):
        check_goal(goal.kpi, goal.platform, goal.month, goal.floor, goal.target, goal.stretch)


def test_levels_run_the_other_way_where_less_is_better_and_growth_may_be_negative() -> None:
    check_goal("reply_time_median", "x", OCTOBER, 7200, 3600, 1800)
    check_goal("follower_growth", "", OCTOBER, -0.05, 0.0, 1.5)


def targets(store: Store, kpi: str, months: Mapping[str, float], first: str, last: str) -> float | None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        for month, target in months.items():
            save_goal(connection, bank.id, promise(kpi, target, month), now=1)
        asked = period(first, last)
        levels = read_goals(connection, [bank.id])[bank.id].for_period(kpi, "", asked)
    return levels.target if levels else None


def test_the_goal_of_a_month_is_that_months(store: Store) -> None:
    assert targets(store, "answered_within_1h", {"2026-10": 0.9}, "2026-10-01", "2026-10-31") == 0.9


def test_counts_are_promised_by_the_day(store: Store) -> None:
    months = {"2026-09": 300, "2026-10": 310}
    # 10 of September's 30 days and 31 of October's 31
    assert targets(store, "engagements", months, "2026-09-21", "2026-10-31") == pytest.approx(100 + 310)


def test_shares_are_averaged_over_the_days(store: Store) -> None:
    months = {"2026-09": 0.8, "2026-10": 0.9}
    expected = (0.8 * 30 + 0.9 * 31) / 61
    assert targets(store, "response_rate", months, "2026-09-01", "2026-10-31") == pytest.approx(expected)


def test_of_stocks_the_last_months_goal_holds(store: Store) -> None:
    months = {"2026-09": 1000, "2026-10": 1100}
    assert targets(store, "followers", months, "2026-09-01", "2026-10-31") == 1100


def test_a_month_without_a_goal_leaves_the_period_without_one(store: Store) -> None:
    assert targets(store, "response_rate", {"2026-10": 0.9}, "2026-09-30", "2026-10-31") is None


def test_goals_stand_beside_the_scope_that_they_were_promised_for(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        for platform, answered in (("facebook", 9), ("x", 5)):
            channel = bank.channel(platform)
            bank.daily(channel, OCTOBER, due_1h=10, answered_1h=answered)
            bank.daily(channel, "2026-10-31", followers=1)  # the month is over
        save_goal(connection, bank.id, promise(target=0.6), now=1)
        save_goal(connection, bank.id, promise(target=0.8, floor=0.5, platform="x"), now=1)
        whole = bank.one("answered_within_1h")
        facebook, x = bank.ask("answered_within_1h", by=By.PLATFORM)
        only_x = bank.one("answered_within_1h", platforms=("x",))
        part = bank.one("answered_within_1h", platforms=("x", "tiktok", "facebook"))
        channels = bank.ask("answered_within_1h", by=By.CHANNEL)
    assert (whole.goal and whole.goal.target, whole.status) == (0.6, Status.MET)
    assert (facebook.goal, facebook.status) == (None, None)
    assert (x.goal and x.goal.target, x.status) == (0.8, Status.CLOSE)
    assert (only_x.status, [channel.status for channel in channels]) == (
        Status.CLOSE,
        [None, Status.CLOSE],
    )
    assert part.status is Status.MET  # these are all the institution's channels
