"""Days, periods and grains, by example and by property."""

import itertools
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.errors import DateOutOfRange, InvalidDate, PeriodEndsBeforeItBegins
from kpi.periods import (
    Grain,
    Period,
    date_of,
    day_of,
    local_day,
    next_start,
    parse_date,
    previous,
    previous_elapsed,
    start_of,
)

MADRID = ZoneInfo("Europe/Madrid")
days = st.integers(day_of(date(1999, 1, 1)), day_of(date(2080, 1, 1)))
periods = st.builds(lambda start, length: Period(start, start + length), days, st.integers(1, 1500))
pieces = st.sampled_from([Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER, Grain.YEAR])


def days_between(first: str, last: str) -> Period:
    return Period.of(date.fromisoformat(first), date.fromisoformat(last))


def test_a_period_is_inclusive_for_people_and_half_open_in_code() -> None:
    october = days_between("2026-10-01", "2026-10-31")
    assert (october.days, october.first, october.last) == (31, date(2026, 10, 1), date(2026, 10, 31))
    assert october.end == day_of(date(2026, 11, 1))


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(PeriodEndsBeforeItBegins, match="Swap"):
        days_between("2026-10-31", "2026-10-01")


def test_weeks_start_on_monday_and_the_first_and_last_piece_may_be_short() -> None:
    weeks = days_between("2026-10-01", "2026-10-13").cut(Grain.WEEK)
    assert [(week.first.day, week.last.day) for week in weeks] == [(1, 4), (5, 11), (12, 13)]


@pytest.mark.parametrize(
    ("shown", "before"),
    [
        (("2026-10-01", "2026-10-31"), ("2026-09-01", "2026-09-30")),
        (("2026-07-01", "2026-09-30"), ("2026-04-01", "2026-06-30")),
        (("2026-01-01", "2026-12-31"), ("2025-01-01", "2025-12-31")),
        (("2026-10-05", "2026-10-11"), ("2026-09-28", "2026-10-04")),
        (("2026-10-10", "2026-10-19"), ("2026-09-30", "2026-10-09")),
    ],
)
def test_the_period_before(shown: tuple[str, str], before: tuple[str, str]) -> None:
    assert previous(days_between(*shown)) == days_between(*before)


def test_a_running_month_is_compared_with_the_same_days_of_the_month_before() -> None:
    november = days_between("2026-11-01", "2026-11-30")
    elapsed, before = previous_elapsed(november, day_of(date(2026, 11, 21)))
    assert elapsed == days_between("2026-11-01", "2026-11-20")
    assert before == days_between("2026-10-01", "2026-10-20")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 59, tzinfo=UTC), date(2026, 3, 29)),  # a day of 23 hours
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),  # a day of 25 hours
    ],
)
def test_days_begin_on_the_institutions_clocks(moment: datetime, day: date) -> None:
    assert date_of(local_day(int(moment.timestamp()), MADRID)) == day


@pytest.mark.parametrize("text", ["2026-02-30", "31/10/2026", "20261001", "2026-W05-1", "yesterday", ""])
def test_what_is_not_a_date(text: str) -> None:
    with pytest.raises(InvalidDate):
        parse_date(text)


def test_a_slip_in_the_year_is_named() -> None:
    with pytest.raises(DateOutOfRange, match="years 1970 to 2199"):
        parse_date("0206-10-01")


@given(periods, pieces)
def test_pieces_follow_one_another_and_add_up(period: Period, grain: Grain) -> None:
    cut = period.cut(grain)
    assert (cut[0].start, cut[-1].end) == (period.start, period.end)
    assert all(one.end == other.start for one, other in itertools.pairwise(cut))
    assert all(piece.days > 0 for piece in cut)


@given(days, pieces)
def test_a_day_lies_in_its_piece(day: int, grain: Grain) -> None:
    first, after = start_of(day, grain), next_start(day, grain)
    assert first <= day < after
    assert start_of(after, grain) == after
    assert next_start(first, grain) == after


@given(periods)
def test_the_period_before_ends_where_this_one_begins(period: Period) -> None:
    assert previous(period).end == period.start
    assert previous(period).days > 0


@given(days)
def test_days_and_dates_are_one(day: int) -> None:
    assert day_of(date_of(day)) == day
