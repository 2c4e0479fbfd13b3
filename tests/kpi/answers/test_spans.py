"""Totals of several days: whole, never spread, never counted twice."""

import pytest

from kpi.answers.value import Missing
from kpi.periods import Grain
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank


@pytest.mark.both_stores
def test_a_span_counts_in_the_periods_that_hold_it_whole(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        web = bank.channel("web")
        bank.span(web, "2026-10-01", "2026-10-31", segment="Organic", new_visitors=60, returning_visitors=20)
        bank.span(web, "2026-10-01", "2026-10-31", segment="Paid", new_visitors=10, returning_visitors=10)
        month = bank.one("returning_visitor_share")
        part = bank.one("returning_visitor_share", last="2026-10-30")
        weeks = bank.ask(measures=("new_visitors",), grain=Grain.WEEK)
    assert (month.numerator, month.denominator, month.days_with_data) == (30, 100, 31)
    assert (part.value, part.missing) == (None, Missing.NOT_COLLECTED)
    assert {week.value for week in weeks} == {None}


def test_a_day_that_one_channel_counts_alone_and_another_in_a_total_is_one_day_with_data(
    store: Store,
) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        web, tiktok = bank.channel("web"), bank.channel("tiktok")
        bank.span(web, "2026-10-01", "2026-10-10", new_visitors=60, returning_visitors=20)
        for day in range(5, 21):
            bank.daily(tiktok, f"2026-10-{day:02}", new_visitors=3, returning_visitors=1)
        together = bank.one("returning_visitor_share")
        on_web = bank.one("returning_visitor_share", platforms=("web",))
    assert (together.days_with_data, on_web.days_with_data) == (20, 10)


def test_of_overlapping_spans_the_longest_counts(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        web = bank.channel("web")
        bank.span(web, "2026-10-01", "2026-10-15", new_visitors=6)
        bank.span(web, "2026-10-01", "2026-10-20", new_visitors=9)
        bank.span(web, "2026-10-21", "2026-10-31", new_visitors=4)
        (month,) = bank.ask(measures=("new_visitors",))
        (first_half,) = bank.ask(measures=("new_visitors",), last="2026-10-15")
    assert month.value == 9 + 4
    assert first_half.value == 6


def test_the_whole_channel_counts_before_its_segments_of_the_same_days(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        web = bank.channel("web")
        bank.span(web, "2026-10-01", "2026-10-31", segment="Direct", new_visitors=60, returning_visitors=9)
        bank.span(web, "2026-10-01", "2026-10-31", segment="Paid", new_visitors=10, returning_visitors=4)
        bank.span(web, "2026-10-01", "2026-10-31", new_visitors=71)
        new, returning = bank.ask(measures=("new_visitors", "returning_visitors"))
    assert (new.value, returning.value) == (71, 13)


def test_a_longer_report_on_segments_counts_instead_of_a_shorter_one_on_the_channel(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        web = bank.channel("web")
        bank.span(web, "2026-10-01", "2026-10-31", segment="Direct", new_visitors=60)
        bank.span(web, "2026-10-01", "2026-10-31", segment="Paid", new_visitors=10)
        bank.span(web, "2026-10-01", "2026-10-15", new_visitors=30)
        bank.span(web, "2026-10-01", "2026-10-15", segment="Email", new_visitors=5)
        (month,) = bank.ask(measures=("new_visitors",))
    assert month.value == 70


def test_daily_values_inside_a_span_count_instead_of_it(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        web = bank.channel("web")
        bank.span(web, "2026-10-01", "2026-10-31", new_visitors=60, page_views=500)
        bank.daily(web, "2026-10-02", new_visitors=7)
        visitors, views = bank.ask(measures=("new_visitors", "page_views"))
    assert (visitors.value, views.value) == (7, 500)


def test_spans_of_one_channel_are_added_to_the_days_of_another(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        bank.span(bank.channel("web"), "2026-10-01", "2026-10-31", new_visitors=60)
        bank.daily(bank.channel("tiktok"), "2026-10-02", new_visitors=7)
        (visitors,) = bank.ask(measures=("new_visitors",))
    assert visitors.value == 67
