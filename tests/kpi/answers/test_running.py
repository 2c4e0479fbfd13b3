"""A goal while its period runs: nothing is missed before its days are over, and every way of asking says the same."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, update

from kpi.answers.attention import attention, gap_of
from kpi.answers.pace import Pace, paces
from kpi.answers.question import By, Question
from kpi.answers.value import Status
from kpi.answers.values import answer
from kpi.periods import Grain, Period
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.store.schema import metadata
from tests.kpi.answers.bank import Bank, day, period

NOVEMBER, TODAY = period("2026-11-01", "2026-11-30"), day("2026-11-15")
EN = Language("en")


@pytest.fixture
def bank(store: Store) -> Iterator[Bank]:
    """Ten engagements on each working day and none on weekends, from September to 15 November, a Sunday."""
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook", message_cutoff=(TODAY + 1) * 86_400)
        for when in range(day("2026-09-01"), TODAY + 1):
            work = (when + 3) % 7 < 5
            bank.daily(
                page,
                when,
                posts=1,
                reactions=10 * work,
                due_24h=10,
                answered_24h=8,
                followers=900 + when - TODAY,
            )
        yield bank


def test_a_sum_is_measured_by_what_leads_to_its_goal_by_now(bank: Bank) -> None:
    bank.goal("engagements", 200, "2026-11-01")
    found = bank.one("engagements", first="2026-11-01", last="2026-11-30")
    # 10 of the 21 working days of November have passed: 95 of 200 lead there, a day's share of the days would be 100.
    assert (found.value, found.status) == (100, Status.ON_TRACK)
    assert found.expected == pytest.approx(200 * 10 / 21)
    assert EN.say(found.status_reason or "") == (
        "100 by 15 Nov 2026, 5 more than the 95 that lead to the goal of 200"
    )


@pytest.mark.parametrize(
    ("target", "status"),
    [(80, Status.MET), (200, Status.ON_TRACK), (210, Status.ON_TRACK), (220, Status.AT_RISK)],
)
def test_it_is_never_missed_while_days_are_to_come(bank: Bank, target: float, status: Status) -> None:
    bank.goal("engagements", target, "2026-11-01")
    assert bank.one("engagements", first="2026-11-01", last="2026-11-30").status is status


def test_the_days_up_to_the_data_s_end_are_judged_like_the_month_that_they_are_of(bank: Bank) -> None:
    bank.goal("engagements", 200, "2026-11-01")
    whole = bank.one("engagements", first="2026-11-01", last="2026-11-30")
    so_far = bank.one("engagements", first="2026-11-01", last="2026-11-15")
    last_of_many = bank.ask("engagements", first="2026-09-01", last="2026-11-15", grain=Grain.MONTH)[-1]
    for one in (so_far, last_of_many):
        assert (one.value, one.goal, one.status, one.expected) == (
            whole.value, whole.goal, whole.status, whole.expected,
        )  # fmt: skip


def test_nobody_asks_how_far_the_data_reach_where_they_hold_the_whole_month(bank: Bank) -> None:
    bank.goal("engagements", 200, "2026-11-01")
    bank.daily(bank.channel("x"), "2026-11-30", posts=1)
    bank.roll_up()
    november = Question(bank.id, NOVEMBER, kpis=("engagements",))
    assert statements(bank, november) == statements(bank, replace(november, judged=False))


def statements(bank: Bank, question: Question) -> int:
    """How many an answer takes."""
    seen: list[str] = []

    def note(*about: Any) -> None:
        seen.append(about[2])

    event.listen(bank.connection, "before_cursor_execute", note)
    answer(bank.connection, question)
    event.remove(bank.connection, "before_cursor_execute", note)
    return len(seen)


def test_goals_status_and_the_value_rest_on_one_pace(bank: Bank) -> None:
    bank.goal("engagements", 220, "2026-11-01")
    found = bank.one("engagements", first="2026-11-01", last="2026-11-30")
    (way,) = paces(bank.connection, Question(bank.id, NOVEMBER, kpis=("engagements",)), [found])
    assert isinstance(way, Pace)
    assert (way.sentence, way.expected) == (found.status_reason, found.expected)
    (need,) = attention([found])
    assert need.gap == gap_of(found) == pytest.approx(1 - 100 / (220 * 10 / 21))


def test_months_that_are_over_count_whole_towards_a_quarter(bank: Bank) -> None:
    for month, target in (("2026-10-01", 300), ("2026-11-01", 100), ("2026-12-01", 1000)):
        bank.goal("engagements", target, month)
    quarter = bank.one("engagements", first="2026-10-01", last="2026-12-31")
    assert quarter.expected == pytest.approx(300 + 100 * 10 / 21)


def test_a_share_says_where_it_stands_and_that_the_period_has_not_ended(bank: Bank) -> None:
    bank.goal("answered_within_24h", 0.9, "2026-11-01")
    bank.goal("answered_within_24h", 0.7, "2026-10-01")
    found = bank.one("answered_within_24h", first="2026-11-01", last="2026-11-30")
    assert found.status is Status.AT_RISK
    assert (
        EN.say(found.status_reason or "")
        == "80% against a goal of 90%: 10 points short; the period has not ended"
    )
    over = bank.one("answered_within_24h")
    assert (over.status, "has not ended" in EN.say(over.status_reason or "")) == (Status.MET, False)


def test_a_level_that_is_to_be_reached_by_the_end_has_no_verdict_before(bank: Bank) -> None:
    bank.goal("followers", 950, "2026-11-01")
    found = bank.one("followers", first="2026-11-01", last="2026-11-30")
    assert found.status is Status.NO_DATA
    assert "900 so far" in EN.say(found.status_reason or "")


def test_the_present_is_that_of_the_institution_and_not_of_one_platform(bank: Bank) -> None:
    web = bank.channel("x")
    bank.daily(web, "2026-11-10", due_24h=10, answered_24h=5)
    bank.goal("answered_within_24h", 0.9, "2026-11-01", "x")
    found = bank.one("answered_within_24h", first="2026-11-01", last="2026-11-30", platforms=("x",))
    assert found.status is Status.AT_RISK
    bank.daily(bank.channel("tiktok"), "2026-12-01", posts=1)
    bank.roll_up()
    found = bank.one("answered_within_24h", first="2026-11-01", last="2026-11-30", platforms=("x",))
    assert found.status is Status.MISSED


def test_who_imports_after_the_month_knows_that_it_is_over(bank: Bank) -> None:
    bank.goal("answered_within_24h", 0.9, "2026-11-01")
    bank.imported("2026-11-30")
    assert bank.one("answered_within_24h", first="2026-11-01", last="2026-11-30").status is Status.AT_RISK
    bank.imported("2026-12-01", undone_at=1)
    assert bank.one("answered_within_24h", first="2026-11-01", last="2026-11-30").status is Status.AT_RISK
    bank.imported("2026-12-02")
    assert bank.one("answered_within_24h", first="2026-11-01", last="2026-11-30").status is Status.MISSED


def test_the_sample_s_days_are_invented_and_so_is_its_present(bank: Bank) -> None:
    bank.goal("answered_within_24h", 0.9, "2026-11-01")
    bank.imported("2027-03-01")
    bank.connection.execute(update(metadata.tables["institution"]).values(is_sample=True))
    assert bank.one("answered_within_24h", first="2026-11-01", last="2026-11-30").status is Status.AT_RISK


def test_programs_read_one_of_four_words() -> None:
    assert {status: status.code for status in Status} == {
        Status.MET: "met",
        Status.ON_TRACK: "met",
        Status.CLOSE: "at_risk",
        Status.AT_RISK: "at_risk",
        Status.MISSED: "missed",
        Status.NO_DATA: "no_data",
    }


def test_too_few_weeks_for_a_pace_give_no_verdict_and_say_why(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook")
        for when in range(TODAY - 8, TODAY + 1):
            bank.daily(page, when, posts=1, reactions=10)
        bank.goal("engagements", 200, "2026-11-01")
        found = bank.one("engagements", first="2026-11-01", last="2026-11-30")
    assert found.status is Status.NO_DATA
    assert "Four whole weeks" in EN.say(found.status_reason or "")


def test_each_platform_has_its_own_pace(bank: Bank) -> None:
    x = bank.channel("x")
    for when in range(day("2026-09-01"), TODAY + 1):
        bank.daily(x, when, posts=1, reactions=2)
    bank.goal("engagements", 200, "2026-11-01", "facebook")
    bank.goal("engagements", 200, "2026-11-01", "x")
    facebook, other = bank.ask("engagements", first="2026-11-01", last="2026-11-30", by=By.PLATFORM)
    assert facebook.expected == pytest.approx(200 * 10 / 21)
    assert other.expected == pytest.approx(200 * 15 / 30)
    assert (facebook.status, other.status) == (Status.ON_TRACK, Status.AT_RISK)


def test_a_day_is_itself_and_not_the_month_it_is_of(bank: Bank) -> None:
    bank.goal("engagements", 300, "2026-11-01")
    days = bank.ask("engagements", first="2026-11-01", last="2026-11-15", grain=Grain.DAY)
    assert {round(one.goal.target, 6) for one in days if one.goal} == {10}
    assert Period(TODAY, TODAY + 1) == days[-1].period
    assert days[-1].status is Status.MISSED
