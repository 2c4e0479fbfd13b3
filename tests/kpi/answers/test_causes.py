"""Where a missed goal was missed is said only where it stands out."""

from collections.abc import Iterator

import pytest

from kpi.answers.causes import cause_of
from kpi.answers.question import Question
from kpi.periods import date_of
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, period

OCTOBER = period("2026-10-01", "2026-10-31")
KPI = "answered_within_24h"


@pytest.fixture
def bank(store: Store) -> Iterator[Bank]:
    with store.writing() as connection:
        yield Bank.open(connection)


def fill(bank: Bank, channel: int, good: int, weekend: int) -> None:
    """20 questions a day, of which so many are answered in time."""
    for day in range(OCTOBER.start, OCTOBER.end):
        answered = weekend if date_of(day).weekday() >= 5 else good
        bank.daily(channel, day, turns_opened=20, due_24h=20, answered_24h=answered)


def cause(bank: Bank, *platforms: str) -> str | None:
    value = bank.one(KPI, platforms=platforms)
    found = cause_of(bank.connection, Question(bank.id, OCTOBER, platforms), value)
    return None if found is None else str(found)


def test_weekends_are_named_where_they_are_the_reason(bank: Bank) -> None:
    fill(bank, bank.channel("facebook"), good=18, weekend=3)
    bank.goal(KPI, 0.9, platform="facebook")
    assert cause(bank, "facebook") == "weekends"


def test_a_goal_missed_alike_on_every_day_has_no_such_reason(bank: Bank) -> None:
    fill(bank, bank.channel("facebook"), good=12, weekend=12)
    bank.goal(KPI, 0.9, platform="facebook")
    assert cause(bank, "facebook") is None


def test_of_the_institution_s_own_goal_a_platform_is_named(bank: Bank) -> None:
    fill(bank, bank.channel("facebook"), good=19, weekend=19)
    fill(bank, bank.channel("x"), good=8, weekend=8)
    bank.goal(KPI, 0.9)
    assert cause(bank) == "X"


def test_a_goal_that_is_met_needs_no_reason(bank: Bank) -> None:
    fill(bank, bank.channel("facebook"), good=20, weekend=15)
    bank.goal(KPI, 0.5, platform="facebook")
    assert cause(bank, "facebook") is None


def test_one_weekday_can_be_the_reason(bank: Bank) -> None:
    channel = bank.channel("facebook")
    for day in range(OCTOBER.start, OCTOBER.end):
        monday = date_of(day).weekday() == 0
        bank.daily(channel, day, turns_opened=20, due_24h=20, answered_24h=0 if monday else 18)
    bank.goal(KPI, 0.9, platform="facebook")
    assert cause(bank, "facebook") == "Mondays"


def test_weekdays_that_are_not_the_whole_are_no_reason(bank: Bank) -> None:
    """Most of the month comes in one row for all of its days; the Mondays with rows of their own are not the month."""
    site, blog = bank.channel("web", "caja.es"), bank.channel("web", "blog.caja.es")
    bank.span(site, "2026-10-01", "2026-10-31", new_visitors=900, returning_visitors=100)
    for day in range(OCTOBER.start, OCTOBER.end):
        returning = 1 if date_of(day).weekday() == 0 else 6
        bank.daily(blog, day, new_visitors=14, returning_visitors=returning)
    bank.goal("returning_visitor_share", 0.3, platform="web")
    value = bank.one("returning_visitor_share", platforms=("web",))
    assert value.denominator is not None
    assert value.denominator > 1000
    assert cause_of(bank.connection, Question(bank.id, OCTOBER, ("web",)), value) is None


def test_weekdays_of_visitors_are_a_reason_where_every_day_has_its_row(bank: Bank) -> None:
    blog = bank.channel("web", "blog.caja.es")
    for day in range(OCTOBER.start, OCTOBER.end):
        returning = 1 if date_of(day).weekday() == 0 else 6
        bank.daily(blog, day, new_visitors=14, returning_visitors=returning)
    bank.goal("returning_visitor_share", 0.3, platform="web")
    value = bank.one("returning_visitor_share", platforms=("web",))
    found = cause_of(bank.connection, Question(bank.id, OCTOBER, ("web",)), value)
    assert str(found) == "Mondays"
