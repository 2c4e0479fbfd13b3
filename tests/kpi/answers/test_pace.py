"""A sum on its way to its goal: the week's shape counts, and the interval keeps what it promises."""

from collections.abc import Sequence
from random import Random

import pytest

from kpi.answers.pace import Forecast, Pace, forecast, pace
from kpi.answers.value import Missing, Value
from kpi.catalogue.units import Unit
from kpi.periods import Period
from kpi.words import Message

MONDAY = 20_002 - (20_002 + 3) % 7
BEGIN = MONDAY + 70
MONTH = Period(BEGIN, BEGIN + 28)
SHAPE = [100, 100, 100, 100, 100, 0, 0]


def days(figures: Sequence[float | None], key: str = "engagements") -> list[Value]:
    return [
        Value(
            "Caja", None, None, Period(MONDAY + day, MONDAY + day + 1), key, True, Unit.COUNT, figure,
            missing=None if figure is not None else Missing.NOT_COLLECTED,
        )
        for day, figure in enumerate(figures)
    ]  # fmt: skip


def steady(weeks: int) -> list[float | None]:
    return [float(level) for _ in range(weeks) for level in SHAPE]


def told(result: Forecast | Message) -> Forecast:
    assert isinstance(result, Forecast), str(result)
    return result


def paced(result: Pace | Message) -> Pace:
    assert isinstance(result, Pace), str(result)
    return result


def test_on_friday_evening_a_week_is_done_where_weekends_are_quiet() -> None:
    found = told(forecast(days(steady(14)), MONTH, MONTH.start + 5))
    assert found.elapsed == pytest.approx(1 / 4)
    assert found.so_far == 500
    assert found.forecast == pytest.approx(2000)
    assert found.low == pytest.approx(found.high)  # weeks that never differ promise the next


def test_pace_is_the_goal_s_share_of_what_has_passed() -> None:
    one = paced(pace("engagements", days(steady(14)), MONTH, MONTH.start + 12, 3000))
    assert one.expected == pytest.approx(1500)
    assert "500" in str(one.sentence)


def test_nothing_is_foretold_of_what_is_over_has_not_begun_or_is_hardly_known() -> None:
    known = days(steady(14))
    for until in (MONTH.end, MONTH.start):
        assert isinstance(forecast(known, MONTH, until), Message)
    assert isinstance(forecast(known[50:], MONTH, MONTH.start + 3), Message)


def test_what_does_not_grow_with_the_days_has_no_pace() -> None:
    said = pace("answered_within_24h", days(steady(14)), MONTH, MONTH.start + 5, 0.9)
    assert isinstance(said, Message)


def test_a_week_with_an_unknown_day_is_left_out_of_the_profile() -> None:
    figures = steady(14)
    figures[60] = None
    found = told(forecast(days(figures), MONTH, MONTH.start + 7))
    assert found.forecast == pytest.approx(2000)


def test_the_interval_holds_what_comes_about_as_often_as_it_says() -> None:
    """300 invented banks whose days stray by chance and whose weeks are good or bad as a whole."""
    kept = 0
    for seed in range(300):
        chance = Random(seed)
        figures: list[float | None] = []
        for _ in range(14):
            week = chance.gauss(1, 0.15)
            figures.extend(max(0.0, level * week * chance.gauss(1, 0.3)) for level in SHAPE)
        whole = sum(figure or 0 for figure in figures[70:98])
        found = told(forecast(days(figures), MONTH, MONTH.start + 9))
        kept += found.low <= whole <= found.high
    assert 0.90 <= kept / 300 <= 0.99
