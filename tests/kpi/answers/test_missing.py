"""Missing is not zero, and says which of its four kinds it is."""

import pytest

from kpi.answers.question import By
from kpi.answers.value import Missing, Status
from kpi.periods import Grain
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, day


def test_nothing_imported_is_not_collected(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        bank.channel("x")
        value = bank.one("engagements")
    assert (value.value, value.missing, value.days_with_data, value.covered_days) == (
        None, Missing.NOT_COLLECTED, 0, None,
    )  # fmt: skip


def test_an_institution_without_channels_has_an_answer_without_values(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        assert {value.missing for value in bank.ask()} == {Missing.NOT_COLLECTED}
        assert bank.ask(by=By.PLATFORM) == []
        assert [value.platform for value in bank.ask("backlog", by=By.PLATFORM, platforms=("tiktok",))] == [
            "tiktok"
        ]


def test_a_quiet_day_between_days_with_posts_has_no_cases(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook")
        bank.daily(page, "2026-10-01", posts=1, reactions=3)
        bank.daily(page, "2026-10-03", posts=1, reactions=0)
        days = bank.ask("applause_rate", last="2026-10-04", grain=Grain.DAY)
    assert [day.value for day in days] == [3, None, 0, None]
    assert [day.missing for day in days] == [None, Missing.NO_CASES, None, Missing.NOT_COLLECTED]


def test_a_day_without_channel_totals_is_not_collected_even_between_others(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("x")
        bank.daily(page, "2026-10-01", page_views=5)
        bank.daily(page, "2026-10-03", page_views=0)
        days = bank.ask(measures=("page_views",), last="2026-10-03", grain=Grain.DAY)
    assert [(day.value, day.missing) for day in days] == [(5, None), (None, Missing.NOT_COLLECTED), (0, None)]


def test_posts_that_report_no_views_give_no_rate_by_views(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        bank.daily(bank.channel("facebook"), "2026-10-01", posts=1, reactions=3)
        assert bank.one("engagement_rate_views").missing is Missing.NOT_COLLECTED


def test_nothing_due_has_no_cases(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        bank.daily(bank.channel("x"), "2026-10-01", turns_opened=1, due_1h=0, answered_1h=0)
        value = bank.one("answered_within_1h")
    assert (value.value, value.missing, value.n) == (None, Missing.NO_CASES, 0)


def test_cohorts_whose_days_have_not_passed_are_not_complete(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook", visit_cutoff=day("2026-10-07"))
        bank.daily(page, "2026-10-01", cohort=8, returned_7d=2)
        assert bank.one("revisit_rate_7d").missing is Missing.NOT_COMPLETE
        bank.daily(page, "2026-09-30", cohort=4, returned_7d=1)  # complete on 7 October
        complete = bank.one("revisit_rate_7d", first="2026-09-01")
    assert (complete.numerator, complete.denominator) == (1, 4)


def test_each_channel_has_its_own_cut_off(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        bank.daily(
            bank.channel("facebook", visit_cutoff=day("2026-10-20")), "2026-10-01", cohort=8, returned_7d=2
        )
        bank.daily(
            bank.channel("community", visit_cutoff=day("2026-10-05")), "2026-10-01", cohort=9, returned_7d=9
        )
        value = bank.one("revisit_rate_7d")
    assert (value.numerator, value.denominator) == (2, 8)


def test_returning_visitors_alone_are_no_share(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        bank.daily(bank.channel("tiktok"), "2026-10-01", returning_visitors=30)
        assert bank.one("returning_visitor_share").missing is Missing.NOT_COLLECTED


def test_a_month_is_judged_only_when_half_of_its_cases_have_had_their_days(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook", visit_cutoff=day("2026-10-08"))
        bank.goal("revisit_rate_7d", target=0.1)
        bank.daily(page, "2026-10-01", cohort=8, returned_7d=2)
        bank.daily(page, "2026-10-02", cohort=9, returned_7d=0)
        bank.daily(page, "2026-10-31", followers=1)  # the month itself is over
        early = bank.one("revisit_rate_7d")
        bank.daily(page, "2026-10-03", cohort=0, returned_7d=0)
        connection.exec_driver_sql("UPDATE channel SET visit_cutoff = visit_cutoff + 1")
        later = bank.one("revisit_rate_7d")
    assert (early.value, early.n, early.pending, early.status) == (2 / 8, 8, 9, Status.NO_DATA)
    assert (later.value, later.pending, later.status) == (2 / 17, 0, Status.MET)


BUSINESS = tuple(
    f"{of}_{what}_business" for of in ("reply_time", "first_response") for what in ("median", "p90", "mean")
)


def test_answered_turns_without_a_schedule_have_no_business_time(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("x")
        answered = {
            "turns_opened": 1,
            "turns_answered": 1,
            "first_turns_opened": 1,
            "first_turns_answered": 1,
        }
        bank.daily(page, "2026-10-01", turn_wait_seconds=60, first_wait_seconds=60, **answered)
        bank.turn(page, 1, day=day("2026-10-01"), opened_at=0, answered_at=60, reply_day=0, wait=60)
        values = {value.key: value for value in bank.ask("reply_time_median", *BUSINESS)}
    assert values.pop("reply_time_median").value == pytest.approx(60, rel=0.01)
    assert {(value.value, value.missing) for value in values.values()} == {(None, Missing.NO_SCHEDULE)}


def test_without_answered_turns_a_schedule_is_not_what_is_missing(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("x")
        bank.daily(
            page, "2026-10-01", turns_opened=1, turns_answered=0, first_turns_opened=1, first_turns_answered=0
        )
        open_turns = bank.ask(*BUSINESS, last="2026-10-01")
        nothing = bank.ask(*BUSINESS, first="2026-10-05")
    assert {value.missing for value in open_turns} == {Missing.NO_CASES}
    assert {value.missing for value in nothing} == {Missing.NOT_COLLECTED}


def test_a_missing_schedule_leaves_a_goal_without_data(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("x")
        bank.daily(page, "2026-10-01", turns_opened=1, turns_answered=1)
        bank.goal("reply_time_mean_business", 3600)
        value = bank.one("reply_time_mean_business")
    assert value.status is Status.NO_DATA
    assert "no schedule of service hours" in str(value.status_reason)
