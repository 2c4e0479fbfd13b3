"""Followers, their growth, and the turns that are open at the end of a period."""

import pytest

from kpi.answers.question import By
from kpi.answers.value import Missing
from kpi.periods import Grain
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, day

NOON = 12 * 3600


def test_the_last_known_day_of_each_channel_counts(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page, feed = bank.channel("facebook"), bank.channel("x")
        bank.daily(page, "2026-10-05", followers=900)
        bank.daily(page, "2026-10-20", followers=100)
        bank.daily(page, "2026-10-25", posts=1)  # a later day that says nothing of followers
        bank.daily(feed, "2026-10-31", followers=7)
        assert bank.one("followers").value == 107
        by_platform = bank.ask("followers", by=By.PLATFORM)
    assert [(value.platform, value.value) for value in by_platform] == [("facebook", 100), ("x", 7)]


@pytest.mark.both_stores
def test_growth_starts_from_the_last_value_before_the_piece(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook")
        for when, followers in (("2026-08-31", 100), ("2026-09-30", 110), ("2026-11-15", 165)):
            bank.daily(page, when, followers=followers)
        months = bank.ask("follower_growth", first="2026-09-01", last="2026-11-30", grain=Grain.MONTH)
    assert [month.value for month in months] == [pytest.approx(0.1), None, pytest.approx(0.5)]
    assert months[1].missing is Missing.NOT_COLLECTED


def test_growth_without_a_value_before_starts_inside(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook")
        bank.daily(page, "2026-10-02", followers=50)
        assert bank.one("follower_growth").missing is Missing.NO_BASELINE
        bank.daily(page, "2026-10-30", followers=60)
        assert bank.one("follower_growth").value == pytest.approx(0.2)


def test_growth_over_channels_compares_only_those_with_a_start(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page, new = bank.channel("facebook"), bank.channel("tiktok")
        bank.daily(page, "2026-09-30", followers=100)
        bank.daily(page, "2026-10-31", followers=120)
        bank.daily(
            new, "2026-10-31", followers=1000
        )  # new: its thousand followers are no growth of the others
        assert bank.one("follower_growth").value == pytest.approx(0.2)
        assert bank.one("followers").value == 1120


@pytest.mark.both_stores
def test_the_backlog_runs_through_the_months(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook", message_cutoff=day("2026-11-10") * 86400 + NOON)
        bank.daily(page, "2026-08-10", turns_opened=5, turns_closed=2)
        bank.daily(page, "2026-09-10", turns_opened=1, turns_closed=3)
        bank.daily(page, "2026-11-05", turns_opened=4, turns_closed=0)
        months = bank.ask("backlog", first="2026-07-01", last="2026-12-31", grain=Grain.MONTH)
    assert [month.value for month in months] == [None, 3, 1, 1, 5, None]


@pytest.mark.both_stores
def test_the_oldest_open_turn_is_that_of_the_end_of_the_piece(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook", message_cutoff=day("2026-10-03") * 86400 + NOON)
        bank.daily(page, "2026-10-01", turns_opened=2, turns_closed=0)
        bank.daily(page, "2026-10-02", turns_opened=0, turns_closed=1)
        bank.daily(page, "2026-10-03", turns_opened=0, turns_closed=1)
        opened = day("2026-10-01") * 86400 + NOON
        for conversation, later, closed in ((1, 0, "2026-10-02"), (2, 3600, "2026-10-03")):
            reply = {"answered_at": day(closed) * 86400, "reply_day": day(closed), "wait": 1}
            bank.turn(page, conversation, opened_at=opened + later, day=day("2026-10-01"), **reply)
        days = bank.ask("backlog_oldest", last="2026-10-03", grain=Grain.DAY)
    # midnight in Madrid is 22:00 UTC: 10 hours after noon; then 9 + 24 of the younger one; then nobody waits
    assert [day.value for day in days] == [10 * 3600, 33 * 3600, None]
    assert days[2].missing is Missing.NO_CASES


def test_what_has_waited_is_known_up_to_the_cut_off(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("facebook", message_cutoff=day("2026-10-02") * 86400)
        bank.daily(page, "2026-10-01", turns_opened=1, turns_closed=0)
        bank.turn(page, 1, opened_at=day("2026-10-01") * 86400, day=day("2026-10-01"))
        assert bank.one("backlog_oldest").value == 24 * 3600
