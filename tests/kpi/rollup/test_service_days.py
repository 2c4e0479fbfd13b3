"""The pieces of a day against the clock on the wall, minute by minute."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpi.periods import Period, day_of
from kpi.rollup.service_days import Piece, pieces
from kpi.store.hours import Hours
from kpi.store.schedules import Schedule
from tests.kpi.rollup.schedule_strategies import ROUND_THE_CLOCK, stored, weeks
from tests.kpi.rollup.service_oracle import Week, business_wait
from tests.support.examples import examples

MADRID, SANTIAGO, BOGOTA = map(ZoneInfo, ("Europe/Madrid", "America/Santiago", "America/Bogota"))


def served_upto(found: Sequence[Piece], instant: int) -> int:
    piece = found[bisect_right([each.from_at for each in found], instant) - 1]
    assert piece.from_at <= instant < piece.until_at
    return piece.before + min(instant - piece.from_at, piece.seconds)


def days(first: str, last: str) -> Period:
    return Period.of(date.fromisoformat(first), date.fromisoformat(last))


def all_day() -> Schedule:
    return Schedule(0, tuple(Hours(*each) for each in ROUND_THE_CLOCK))


# Chile changes its clocks at midnight: a day that begins at 01:00, and one whose last hour comes twice.
@pytest.mark.parametrize(
    ("timezone", "period"),
    [
        (MADRID, days("2026-03-28", "2026-04-04")),
        (MADRID, days("2026-10-24", "2026-10-27")),
        (SANTIAGO, days("2026-04-03", "2026-04-06")),
        (SANTIAGO, days("2026-09-05", "2026-09-08")),
        (BOGOTA, days("2026-10-11", "2026-10-13")),
    ],
)
@settings(max_examples=examples(40))
@given(week=weeks, data=st.data())
def test_the_seconds_are_those_of_the_clock_on_the_wall(
    timezone: ZoneInfo, period: Period, week: Week, data: st.DataObject
) -> None:
    schedule = stored(week)
    found = pieces([(schedule.valid_from, schedule)], period, timezone)
    assume(found)
    instants = st.integers(found[0].from_at, found[-1].until_at - 1)
    opened, answered = sorted((data.draw(instants), data.draw(instants)))
    expected = business_wait([week], opened, answered, timezone)
    assert served_upto(found, answered) - served_upto(found, opened) == expected


@pytest.mark.parametrize(
    ("timezone", "day", "hours"),
    [
        (MADRID, "2026-03-29", 23),
        (MADRID, "2026-10-25", 25),
        (MADRID, "2026-10-26", 24),
        (SANTIAGO, "2026-09-06", 23),
        (SANTIAGO, "2026-04-04", 25),
    ],
)
def test_round_the_clock_a_day_is_as_long_as_it_is(timezone: ZoneInfo, day: str, hours: int) -> None:
    (piece,) = pieces([(0, all_day())], days(day, day), timezone)
    assert piece.seconds == piece.until_at - piece.from_at == hours * 3_600


def test_a_date_that_a_place_left_out_has_no_piece() -> None:
    samoa = ZoneInfo("Pacific/Apia")
    found = pieces([(0, all_day())], days("2011-12-29", "2011-12-31"), samoa)
    assert [piece.day for piece in found] == [day_of(date(2011, 12, 29)), day_of(date(2011, 12, 31))]


def test_an_hour_that_comes_twice_is_served_twice() -> None:
    night = Schedule(0, (Hours(6, 150, 180),))
    found = pieces([(0, night)], days("2026-10-25", "2026-10-25"), MADRID)
    assert [piece.seconds for piece in found] == [0, 1_800, 1_800]


def test_the_pieces_of_following_days_leave_no_gap_and_add_up() -> None:
    office = Schedule(0, (Hours(0, 540, 840), Hours(0, 960, 1_080), Hours(1, 0, 60)))
    found = pieces([(0, office)], days("2026-03-01", "2026-04-30"), MADRID)
    for one, following in pairwise(found):
        assert one.until_at == following.from_at
        assert one.before + one.seconds == following.before
