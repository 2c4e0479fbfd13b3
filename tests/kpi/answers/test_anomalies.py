"""Days that their weekday and season do not explain are marked, and no others."""

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.answers.anomalies import anomalies
from kpi.answers.value import Missing, Value
from kpi.catalogue.units import Unit
from kpi.periods import Period

MONDAY = 20_002 - (20_002 + 3) % 7


def days(
    figures: Sequence[float | None],
    unit: Unit = Unit.COUNT,
    n: int | None = None,
    missing: Missing = Missing.NOT_COLLECTED,
) -> list[Value]:
    return [
        Value(
            "Caja", None, None, Period(MONDAY + day, MONDAY + day + 1), "engagements", True, unit, figure,
            n=n, missing=None if figure is not None else missing,
        )
        for day, figure in enumerate(figures)
    ]  # fmt: skip


def places(found: Sequence[Value]) -> list[int]:
    return [one.value.period.start - MONDAY for one in anomalies(found)]


def weekly(weeks: int, seed: int = 1) -> list[float]:
    """A week with a quiet weekend, and a tenth of chance on each day."""
    chance = Random(seed)
    shape = [1000, 1100, 1050, 980, 900, 300, 200]
    return [round(level * chance.uniform(0.9, 1.1)) for _ in range(weeks) for level in shape]


@given(st.integers(0, 10**6), st.integers(60, 100))
def test_a_constant_series_has_none(level: int, length: int) -> None:
    assert places(days([float(level)] * length)) == []


def test_a_weekend_that_is_always_quiet_is_expected() -> None:
    assert places(days(weekly(20))) == []


@pytest.mark.parametrize("figure", [0.0, 5000.0])
def test_a_day_far_from_its_weekday_is_marked(figure: float) -> None:
    figures: list[float | None] = [*weekly(20)]
    figures[100] = figure
    (found,) = anomalies(days(figures))
    assert found.value.period.start == MONDAY + 100
    assert not found.low <= figure <= found.high
    assert found.low < found.expected < found.high


def test_a_monday_like_saturday_is_marked_although_mondays_are_like_that() -> None:
    figures: list[float | None] = [*weekly(20)]
    figures[7 * 15 + 5] = 1000.0
    assert places(days(figures)) == [7 * 15 + 5]


def test_one_odd_day_does_not_hide_the_next() -> None:
    figures: list[float | None] = [*weekly(20)]
    figures[98] = figures[105] = 9000.0
    assert places(days(figures)) == [98, 105]


def test_a_slow_season_is_no_anomaly() -> None:
    """Of 175 judged days that grow by 2 % a week, chance may mark one in a hundred."""
    grown = [figure * 1.003**day for day, figure in enumerate(weekly(30))]
    assert len(places(days(grown))) <= 2


def test_the_first_weeks_are_not_judged_and_a_gap_is_neither_filled_nor_marked() -> None:
    figures: list[float | None] = [*weekly(20)]
    figures[10] = 9000.0
    figures[90:97] = [None] * 7
    assert places(days(figures)) == []


def test_where_most_days_are_quiet_no_day_is_usual() -> None:
    figures: list[float | None] = [500.0 if day % 3 == 0 else 0.0 for day in range(120)]
    figures[100] = 9000.0
    assert places(days(figures)) == []


def test_few_cases_are_chance() -> None:
    """3 answers of 4 in time after weeks of 9 in 10 are no news; 300 of 400 are."""
    usual: list[float | None] = [0.9] * 70
    assert places(days([*usual, 0.75], Unit.SHARE, n=4)) == []
    assert places(days([*usual, 0.75], Unit.SHARE, n=400)) == [70]


@given(st.integers(2, 1000))
def test_the_unit_that_is_counted_in_decides_nothing(scale: int) -> None:
    figures: list[float | None] = [10_000.0 * figure for figure in weekly(15)]
    figures[80] = 90_000_000.0
    scaled = [None if figure is None else figure * scale for figure in figures]
    assert places(days(scaled)) == places(days(figures)) == [80]


def test_a_quiet_day_of_what_is_counted_is_a_day_with_zero() -> None:
    figures: list[float | None] = [*weekly(20)]
    figures[100] = None
    assert places(days(figures, missing=Missing.NO_CASES)) == [100]
