"""A value of part of its days says so: days without a total are missing, days without a post may be quiet."""

from kpi.answers.completeness import is_incomplete, known_days
from kpi.periods import Grain
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, day, period

OCTOBER = range(day("2026-10-01"), day("2026-11-01"))


def test_a_month_of_totals_lacks_each_day_without_a_row(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        channel = bank.channel("tiktok")
        for number in OCTOBER:
            bank.daily(channel, number, new_visitors=1, returning_visitors=1)
        for when in ("2026-11-01", "2026-11-30"):
            bank.daily(channel, when, new_visitors=1, returning_visitors=1)
        october, november = bank.ask("returning_visitor_share", last="2026-11-30", grain=Grain.MONTH)
    assert (known_days(october), is_incomplete(october)) == (31, False)
    assert (known_days(november), is_incomplete(november)) == (2, True)


def test_a_level_is_whole_when_it_is_known_before_and_after(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        channel = bank.channel("facebook")
        for when in ("2026-09-30", "2026-10-15", "2026-11-10"):
            bank.daily(channel, when, followers=5)
        october, november = bank.ask("followers", last="2026-11-30", grain=Grain.MONTH)
    assert not is_incomplete(october, [period("2026-10-02", "2026-10-30")])
    assert is_incomplete(october, [period("2026-10-31", "2026-11-01")])
    assert (known_days(november), is_incomplete(november)) == (10, True)


def test_days_without_a_post_are_quiet_unless_no_import_covers_them(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        channel = bank.channel("facebook")
        for when in ("2026-10-06", "2026-10-31", "2026-11-20"):
            bank.daily(channel, when, posts=1, reactions=3)
        october, november = bank.ask("engagements", last="2026-11-30", grain=Grain.MONTH)
    assert not is_incomplete(october)
    assert is_incomplete(november)  # the last post of all is ten days before its end
    assert is_incomplete(october, [period("2026-10-08", "2026-10-20")])
    assert not is_incomplete(october, [period("2026-11-01", "2026-11-20")])


def test_totals_of_the_whole_month_are_whole_and_what_has_no_value_lacks_nothing(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        bank.span(bank.channel("web"), "2026-10-01", "2026-10-31", new_visitors=3, returning_visitors=1)
        october, november = bank.ask("returning_visitor_share", last="2026-11-30", grain=Grain.MONTH)
    assert (october.value, is_incomplete(october)) == (0.25, False)
    assert (november.value, is_incomplete(november)) == (None, False)
