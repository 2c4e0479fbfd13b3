"""Periods picked by name, counted back from the last day with data."""

from datetime import date

import pytest

from kpi.answers.comparison import Against
from kpi.periods import Period, day_of
from pages.shared.presets import PRESETS, elapsed_and_before, first_shown

NOVEMBER_21 = day_of(date(2026, 11, 21))
OCTOBER_31 = day_of(date(2026, 10, 31))


@pytest.mark.parametrize(
    ("preset", "last_day", "first", "last"),
    [
        ("last_month", NOVEMBER_21, date(2026, 10, 1), date(2026, 10, 31)),
        ("last_month", OCTOBER_31, date(2026, 10, 1), date(2026, 10, 31)),
        ("three_months", NOVEMBER_21, date(2026, 8, 1), date(2026, 10, 31)),
        ("twelve_months", OCTOBER_31, date(2025, 11, 1), date(2026, 10, 31)),
        ("quarter", NOVEMBER_21, date(2026, 10, 1), date(2026, 12, 31)),
        ("year", NOVEMBER_21, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_preset_is_a_period(preset: str, last_day: int, first: date, last: date) -> None:
    assert PRESETS[preset].whole(last_day) == Period.of(first, last)


def test_a_running_quarter_is_compared_with_as_many_days_of_the_one_before() -> None:
    shown, before = elapsed_and_before(PRESETS["quarter"].whole(NOVEMBER_21), NOVEMBER_21)
    assert shown == Period.of(date(2026, 10, 1), date(2026, 11, 21))
    assert before == Period.of(date(2026, 7, 1), date(2026, 8, 21))


@pytest.mark.parametrize(
    ("preset", "first", "last"),
    [
        ("last_month", date(2025, 10, 1), date(2025, 10, 31)),
        ("quarter", date(2025, 10, 1), date(2025, 11, 21)),
    ],
)
def test_the_same_days_of_last_year_are_compared_where_that_was_chosen(
    preset: str, first: date, last: date
) -> None:
    whole = PRESETS[preset].whole(NOVEMBER_21)
    assert elapsed_and_before(whole, NOVEMBER_21, Against.LAST_YEAR)[1] == Period.of(first, last)


def test_months_are_compared_with_as_many_months() -> None:
    _, before = elapsed_and_before(PRESETS["three_months"].whole(NOVEMBER_21), NOVEMBER_21)
    assert before == Period.of(date(2026, 5, 1), date(2026, 7, 31))


def test_a_period_after_the_data_is_left_as_it_is() -> None:
    later = Period.of(date(2027, 1, 1), date(2027, 1, 31))
    assert elapsed_and_before(later, NOVEMBER_21)[0] == later


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2026, 5, 10), date(2026, 10, 20), Period.of(date(2026, 9, 1), date(2026, 9, 30))),
        (date(2026, 5, 10), date(2026, 10, 31), Period.of(date(2026, 10, 1), date(2026, 10, 31))),
        (date(2026, 9, 28), date(2026, 10, 12), Period.of(date(2026, 9, 1), date(2026, 9, 30))),
        (date(2026, 10, 5), date(2026, 10, 12), Period.of(date(2026, 10, 1), date(2026, 10, 31))),
    ],
)
def test_pages_begin_with_the_last_complete_month_that_has_data(
    first: date, last: date, shown: Period
) -> None:
    covered = Period.of(first, last)
    assert PRESETS[first_shown(covered)].whole(covered.end - 1) == shown
