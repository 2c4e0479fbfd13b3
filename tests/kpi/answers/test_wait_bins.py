"""Waits in classes: each answered question in one, the unanswered apart, on either clock."""

import pytest

from kpi.answers.question import Question
from kpi.answers.wait_bins import LIMITS, wait_bins
from kpi.catalogue.kpis import Clock
from kpi.store.engine import Store
from tests.kpi.answers.care_bank import DAY, HOUR, MINUTE, CareBank

OCTOBER = ("2026-10-01", "2026-10-31")


@pytest.mark.both_stores
def test_a_wait_belongs_to_the_class_that_it_does_not_exceed(store: Store) -> None:
    with store.writing() as connection:
        care = CareBank.open(connection)
        page = care.bank.channel("facebook")
        for wait in (0, 5 * MINUTE, 5 * MINUTE + 1, HOUR, HOUR + 1, DAY, 8 * DAY):
            care.question(page, "2026-10-05 10:00", wait)
        care.question(page, "2026-10-06 10:00")
        care.question(page, "2026-11-06 10:00", MINUTE)  # after the period
        care.roll_up()
        found = wait_bins(connection, care.asks_of(*OCTOBER))
    assert {one.upto: one.turns for one in found.bins if one.turns} == {
        5 * MINUTE: 2,
        15 * MINUTE: 1,
        HOUR: 1,
        2 * HOUR: 1,
        DAY: 1,
        None: 1,
    }
    assert (found.opened, found.answered, found.still_open, found.unserved) == (8, 7, 1, 0)
    assert [found.within(limit) for limit in (5 * MINUTE, HOUR, DAY, LIMITS[-1])] == [2, 4, 6, 6]


def test_on_the_business_clock_the_weekend_does_not_count(store: Store) -> None:
    with store.writing() as connection:
        care = CareBank.open(connection)
        page = care.bank.channel("facebook")
        care.served("09:00", "17:00", since="2026-10-09")
        care.question(page, "2026-10-09 16:50", 3 * DAY - 7 * HOUR - 40 * MINUTE)  # Friday to Monday 9:10
        care.question(page, "2026-10-08 10:00", HOUR)  # before there was a schedule
        care.roll_up()
        asked = care.asks_of(*OCTOBER)
        calendar, business = wait_bins(connection, asked), wait_bins(connection, asked, Clock.BUSINESS)
    assert {one.upto: one.turns for one in calendar.bins if one.turns} == {HOUR: 1, 3 * DAY: 1}
    assert {one.upto: one.turns for one in business.bins if one.turns} == {30 * MINUTE: 1}
    assert (business.opened, business.answered, business.still_open, business.unserved) == (2, 1, 0, 1)


def test_only_the_platforms_asked_for_count_and_nothing_is_nothing(store: Store) -> None:
    with store.writing() as connection:
        care = CareBank.open(connection)
        page, x = care.bank.channel("facebook"), care.bank.channel("x")
        care.question(page, "2026-10-05 10:00", MINUTE)
        care.question(x, "2026-10-05 10:00", MINUTE)
        care.roll_up()
        of_x = wait_bins(connection, care.asks_of(*OCTOBER, "x"))
        of_march = wait_bins(connection, care.asks_of("2026-03-01", "2026-03-31"))
    assert of_x.opened == of_x.bins[0].turns == 1
    assert (of_march.opened, of_march.answered, of_march.still_open) == (0, 0, 0)


def test_the_classes_add_up_to_what_the_kpis_say(sample_store: Store) -> None:
    """Of the sample bank in October 2026: as many within an hour and a day as `values` counts."""
    with sample_store.reading() as connection:
        care = CareBank.of(connection)
        question = care.asks_of(*OCTOBER)
        found = wait_bins(connection, question)
        hour, day = care.values(question, "answered_within_1h", "answered_within_24h")
    assert (found.within(HOUR), found.within(DAY)) == (hour.numerator, day.numerator)
    assert found.answered == sum(one.turns for one in found.bins)


def test_a_question_s_other_wishes_change_nothing(sample_store: Store) -> None:
    with sample_store.reading() as connection:
        care = CareBank.of(connection)
        plain = care.asks_of(*OCTOBER)
        wished = Question(plain.institution_id, plain.period, kpis=("followers",))
        assert wait_bins(connection, wished) == wait_bins(connection, plain)
