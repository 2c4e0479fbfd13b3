"""Like with like: which periods are compared, and what is said of the difference."""

import dataclasses

import pytest

from kpi.answers.comparison import Against, Change, ChangeKind, compare, periods_to_compare
from kpi.answers.value import Missing, Value
from kpi.catalogue.kpis import KPIS
from kpi.words import Message
from tests.kpi.answers.bank import day, period


def value(
    number: float | None, kpi: str = "engagements", first: str = "2026-10-01", last: str = "2026-10-31"
) -> Value:
    covered = period(first, last).days
    found = Value("Caja", None, None, period(first, last), kpi, True, KPIS[kpi].unit, number)
    return found._replace(covered_days=covered, missing=Missing.NOT_COLLECTED if number is None else None)


def test_counts_change_in_per_cent() -> None:
    assert compare(value(150), value(100)) == Change(ChangeKind.PERCENT, 0.5, better=True)
    assert compare(value(100), value(100)) == Change(ChangeKind.PERCENT, 0.0, better=None)


def test_shares_change_in_points() -> None:
    change = compare(value(0.41, "response_rate"), value(0.5, "response_rate"))
    assert isinstance(change, Change)
    assert (change.kind, change.better) == (ChangeKind.POINTS, False)
    assert change.amount == pytest.approx(-0.09)


def test_a_shorter_wait_is_better() -> None:
    change = compare(value(1800, "reply_time_median"), value(3600, "reply_time_median"))
    assert change == Change(ChangeKind.PERCENT, -0.5, better=True)


def test_of_a_measure_neither_is_better() -> None:
    more, less = value(2)._replace(is_kpi=False, key="posts"), value(1)._replace(is_kpi=False, key="posts")
    assert compare(more, less) == Change(ChangeKind.PERCENT, 1.0, better=None)


def test_why_there_is_no_comparison() -> None:
    september = value(100, first="2026-09-01", last="2026-09-30")
    half_known = september._replace(covered_days=12)
    reasons = [
        compare(value(None), september),
        compare(value(100), september._replace(value=None, missing=Missing.NO_CASES)),
        compare(value(100), september._replace(value=0)),
        compare(value(100), half_known),
    ]
    assert all(isinstance(reason, Message) for reason in reasons)
    assert "31 of 31 days of this period and 12 of 30 days" in str(reasons[3])


def test_months_of_unlike_length_are_alike_when_both_are_known() -> None:
    change = compare(value(100), value(50, first="2026-09-01", last="2026-09-30"))
    assert isinstance(change, Change)


def test_a_longer_month_says_what_changed_a_day() -> None:
    same = compare(value(310), value(300, first="2026-09-01", last="2026-09-30"))
    assert isinstance(same, Change)
    assert same.amount == pytest.approx(1 / 30)
    assert same.per_day is not None
    assert dataclasses.astuple(same.per_day) == (pytest.approx(0), 31, 30)
    share, before = value(0.5, "response_rate"), value(0.4, "response_rate", "2026-09-01", "2026-09-30")
    for alike in (compare(value(310), value(300)), compare(share, before)):
        assert isinstance(alike, Change)
        assert alike.per_day is None  # as many days; a share does not grow with them


def test_a_running_month_is_compared_with_the_same_days_of_the_one_before() -> None:
    october = period("2026-10-01", "2026-10-31")
    now, before = periods_to_compare(october, day("2026-10-11"), Against.PREVIOUS)
    assert (now, before) == (period("2026-10-01", "2026-10-10"), period("2026-09-01", "2026-09-10"))
    now, before = periods_to_compare(october, day("2026-12-01"), Against.PREVIOUS)
    assert (now, before) == (october, period("2026-09-01", "2026-09-30"))


def test_the_same_period_last_year() -> None:
    october = period("2026-10-01", "2026-10-31")
    now, before = periods_to_compare(october, day("2026-10-11"), Against.LAST_YEAR)
    assert (now, before) == (period("2026-10-01", "2026-10-10"), period("2025-10-01", "2025-10-10"))
    week = period("2026-10-05", "2026-10-11")  # Monday to Sunday
    assert periods_to_compare(week, day("2027-01-01"), Against.LAST_YEAR)[1] == period(
        "2025-10-06", "2025-10-12"
    )
    february = period("2024-02-01", "2024-02-29")
    before = periods_to_compare(february, day("2027-01-01"), Against.LAST_YEAR)[1]
    assert before == period("2023-02-01", "2023-02-28")
