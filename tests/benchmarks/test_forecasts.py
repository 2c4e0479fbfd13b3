"""Forecasts are made from what was known then, and judged by what came."""

from collections.abc import Iterator

import pytest

from benchmarks.forecasts import AFTER, Trial, table, trials
from kpi.answers.question import By
from kpi.periods import Grain
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, period

HALF_A_YEAR = period("2026-03-02", "2026-08-15")
WHOLE_MONTHS_AFTER_FOUR_WEEKS = 4


@pytest.fixture
def bank(store: Store) -> Iterator[Bank]:
    with store.writing() as connection:
        yield Bank.open(connection)


def back_test(bank: Bank, last_month: int) -> list[Trial]:
    """Ten a day on X, and from July on so many."""
    channel = bank.channel("x")
    july = period("2026-07-01", "2026-07-01").start
    for day in range(HALF_A_YEAR.start, HALF_A_YEAR.end):
        bank.daily(channel, day, posts=1, reactions=10 if day < july else last_month)
    first, last = HALF_A_YEAR.first.isoformat(), HALF_A_YEAR.last.isoformat()
    days = bank.ask("engagements", first=first, last=last, by=By.PLATFORM, grain=Grain.DAY)
    return list(trials(days, HALF_A_YEAR))


def test_what_is_the_same_every_day_is_foretold_exactly(bank: Bank) -> None:
    found = back_test(bank, last_month=10)
    assert len(found) == WHOLE_MONTHS_AFTER_FOUR_WEEKS * len(AFTER)
    assert all(one.came_true and one.error == one.naive_error == 0 for one in found)


def test_a_month_unlike_those_before_is_missed_less_the_more_of_it_is_known(bank: Bank) -> None:
    july = back_test(bank, last_month=20)[-len(AFTER) :]
    assert not july[0].came_true
    assert [one.error for one in july] == sorted((one.error for one in july), reverse=True)
    assert july[0].error == pytest.approx(24 * 10 / 620, abs=0.1)


def test_the_table_has_a_row_for_each_number_of_days(bank: Bank) -> None:
    lines = list(table(back_test(bank, last_month=10)))
    assert [line.split("|")[2].strip() for line in lines[2:]] == [str(after) for after in AFTER] * 2
    assert lines[2].startswith("| all | 7 | 4 | 100.0% | 0.0% | 0.0% |")
