"""Hours of service as people write them, and what they cannot be."""

import pytest

from kpi.errors import KpiError
from kpi.store.hours import (
    DayClosedAndOpen,
    DayHours,
    DayOverMidnight,
    Hours,
    HoursEndWhereTheyBegin,
    HoursOverlap,
    InvalidTime,
    InvalidWeekdays,
    NoHours,
    dates_of,
    week_of,
)
from kpi.store.hours_text import (
    InvalidDayHours,
    InvalidHours,
    day_hours_of,
    hours_of,
    minute_of,
    weekdays_of,
    written,
)

MON, TUE, SUN = 0, 1, 6


@pytest.mark.parametrize(("text", "minute"), [("09:00", 540), ("9:05", 545), ("00:00", 0), (" 24:00 ", 1440)])
def test_times(text: str, minute: int) -> None:
    assert minute_of(text) == minute


@pytest.mark.parametrize("text", ["", "9", "24:01", "09:60", "25:00", "9.00", "-1:00", "09:00:00", "٠٩:٠٠"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(InvalidTime):
        minute_of(text)


@pytest.mark.parametrize(
    ("text", "days"),
    [("mon-fri", (0, 1, 2, 3, 4)), ("Sat", (5,)), ("mon, wed,sat-sun", (0, 2, 5, 6)), ("sat-mon", (5, 6, 0))],
)
def test_weekdays(text: str, days: tuple[int, ...]) -> None:
    assert weekdays_of(text) == days


@pytest.mark.parametrize("text", ["", "lunes", "mon-", "-fri", "mon fri", "mon-fri-sun"])
def test_what_are_no_weekdays(text: str) -> None:
    with pytest.raises(InvalidWeekdays):
        weekdays_of(text)


def test_hours_over_midnight_belong_to_two_days() -> None:
    week = week_of([Hours(SUN, 1_320, 360), Hours(MON, 540, 1_080)])
    assert week[SUN] == ((1_320, 1_440),)
    assert week[MON] == ((0, 360), (540, 1_080))


def test_hours_that_close_at_midnight_leave_the_next_day_alone() -> None:
    week = week_of([Hours(MON, 540, 0)])
    assert (week[MON], week[TUE]) == (((540, 1_440),), ())


@pytest.mark.parametrize(
    ("hours", "error"),
    [
        ([], NoHours),
        ([Hours(7, 0, 60)], InvalidWeekdays),
        ([Hours(MON, 0, 1_441)], InvalidTime),
        ([Hours(MON, 1_440, 60)], InvalidTime),
        ([Hours(MON, 540, 540)], HoursEndWhereTheyBegin),
        ([Hours(MON, 540, 840), Hours(MON, 839, 900)], HoursOverlap),
        ([Hours(SUN, 1_320, 360), Hours(MON, 300, 600)], HoursOverlap),
    ],
)
def test_a_week_that_cannot_be(hours: list[Hours], error: type[KpiError]) -> None:
    with pytest.raises(error):
        week_of(hours)


def test_single_dates_are_closed_or_have_hours() -> None:
    assert dates_of([DayHours(3), DayHours(4, 960, 1_080), DayHours(4, 540, 840)]) == {
        3: (),
        4: ((540, 840), (960, 1_080)),
    }


@pytest.mark.parametrize(
    ("days", "error"),
    [
        ([DayHours(3, 1_320, 120)], DayOverMidnight),
        ([DayHours(3), DayHours(3, 540, 840)], DayClosedAndOpen),
        ([DayHours(3, 540, 840), DayHours(3, 600, 900)], HoursOverlap),
    ],
)
def test_single_dates_that_cannot_be(days: list[DayHours], error: type[KpiError]) -> None:
    with pytest.raises(error):
        dates_of(days)


def test_hours_of_several_days_on_a_line() -> None:
    assert hours_of("mon,wed 9:00-14:30") == (Hours(0, 540, 870), Hours(2, 540, 870))
    assert hours_of(" sat - sun  22:00–06:00 ") == (Hours(5, 1_320, 360), Hours(SUN, 1_320, 360))
    assert day_hours_of("2026-12-24 09:00-14:00") == DayHours(20_811, 540, 840)


@pytest.mark.parametrize("text", ["", "mon-fri", "mon-fri 09:00", "mon-fri 09:00-14:00-18:00"])
def test_what_are_no_hours(text: str) -> None:
    with pytest.raises((InvalidHours, InvalidWeekdays, InvalidTime)):
        hours_of(text)
    with pytest.raises(KpiError):
        day_hours_of(text)
    with pytest.raises(InvalidDayHours):
        day_hours_of("2026-12-24")


def test_hours_are_written_as_they_are_read() -> None:
    lines = ["mon-thu 09:00-14:00", "mon-tue,thu 16:00-18:30", "sat 22:00-02:00"]
    assert written(hour for line in lines for hour in hours_of(line)) == lines
