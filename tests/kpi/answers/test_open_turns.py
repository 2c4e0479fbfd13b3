"""Open turns at the end of the data: by age, the longest first, on both clocks."""

import pytest

from kpi.answers.open_turns import AGES, Older, open_turns
from kpi.store.engine import Store
from tests.kpi.answers.care_bank import DAY, HOUR, MINUTE, CareBank, at

OCTOBER = ("2026-10-01", "2026-10-31")


@pytest.mark.both_stores
def test_who_waits_longest_comes_first_and_each_has_its_age(store: Store) -> None:
    with store.writing() as connection:
        care = CareBank.open(connection)
        page, x = care.bank.channel("facebook", "caja"), care.bank.channel("x", "caja_es")
        care.question(page, "2026-09-01 10:00")  # long before the period
        care.question(x, "2026-10-09 16:00")
        care.question(page, "2026-10-12 08:00")
        care.question(page, "2026-10-12 09:00", HOUR)  # answered at 10: the last that is known of Facebook
        care.question(x, "2026-10-12 12:00")  # the last that is known of X
        care.roll_up()
        found = open_turns(connection, care.asks_of(*OCTOBER), most=3)
        recent = open_turns(connection, care.asks_of(*OCTOBER), at_most=30 * DAY)
        of_x = open_turns(connection, care.asks_of(*OCTOBER, "x"))
    assert (found.older, of_x.cutoff) == ((), found.cutoff)
    assert found.cutoff == at("2026-10-12 12:00")
    waits = [(turn.platform, turn.channel, turn.since, turn.wait) for turn in found.longest]
    assert waits == [
        ("facebook", "caja", at("2026-09-01 10:00"), 41 * DAY + 2 * HOUR),
        ("x", "caja_es", at("2026-10-09 16:00"), 2 * DAY + 20 * HOUR),
        ("facebook", "caja", at("2026-10-12 08:00"), 4 * HOUR),
    ]
    assert [turn.business_wait for turn in found.longest] == [None, None, None]
    assert {age.upto: age.turns for age in found.ages if age.turns} == {
        HOUR: 1,
        4 * HOUR: 1,
        3 * DAY: 1,
        90 * DAY: 1,
    }
    assert (found.count, found.older_than(DAY), found.older_than(AGES[-1])) == (4, 2, 0)
    assert [turn.wait for turn in recent.longest] == [2 * DAY + 20 * HOUR, 4 * HOUR, 0]
    assert recent.ages == found.ages
    assert [turn.platform for turn in of_x.longest] == ["x", "x"]


@pytest.mark.both_stores
def test_every_channel_is_counted_to_one_moment_and_an_older_export_is_named(store: Store) -> None:
    """A week without a message is an export that is missing, or a quiet week: the wait is comparable either way."""
    with store.writing() as connection:
        care = CareBank.open(connection)
        page, x = care.bank.channel("facebook", "caja"), care.bank.channel("x", "caja_es")
        care.question(page, "2026-10-02 10:00")
        care.question(x, "2026-10-02 11:00")
        care.question(x, "2026-10-12 10:00")
        care.roll_up()
        found = open_turns(connection, care.asks_of(*OCTOBER))
        only = open_turns(connection, care.asks_of(*OCTOBER, "facebook"))
        (age,) = care.bank.ask("backlog_oldest", platforms=("facebook",))
    assert [(turn.platform, turn.wait) for turn in found.longest[:2]] == [
        ("facebook", 10 * DAY),
        ("x", 9 * DAY + 23 * HOUR),
    ]
    assert found.older == (Older("facebook", "caja", at("2026-10-02 10:00")),)
    assert only.longest[0].wait == age.value == 10 * DAY  # whichever platforms are asked for, and the KPI too


@pytest.mark.both_stores
def test_service_hours_stop_at_the_end_of_the_data_too(store: Store) -> None:
    with store.writing() as connection:
        care = CareBank.open(connection)
        page = care.bank.channel("facebook")
        care.served("09:00", "17:00")
        care.question(page, "2026-10-09 16:50")  # a Friday
        care.question(page, "2026-10-12 09:30", MINUTE)  # the Monday after
        care.roll_up()
        (turn,) = open_turns(connection, care.asks_of(*OCTOBER)).longest
    assert turn.business_wait == 10 * MINUTE + 31 * MINUTE
    assert turn.wait == 2 * DAY + 16 * HOUR + 41 * MINUTE


def test_without_messages_nobody_waits(store: Store) -> None:
    with store.writing() as connection:
        care = CareBank.open(connection)
        care.bank.channel("facebook")
        found = open_turns(connection, care.asks_of(*OCTOBER))
    assert (found.cutoff, found.count, found.longest) == (None, 0, ())


def test_as_many_are_open_as_the_backlog_says(sample_store: Store) -> None:
    with sample_store.reading() as connection:
        care = CareBank.of(connection)
        question = care.asks_of("2026-11-20", "2026-11-20")
        found = open_turns(connection, question)
        backlog, oldest = care.values(question, "backlog", "backlog_oldest")
    assert found.count == backlog.value
    assert found.longest[0].wait == oldest.value
