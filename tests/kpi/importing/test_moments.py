"""Dates and times are read exactly as the format says, or not at all."""
# ruff: noqa: DTZ001  (wall-clock times are what this is about)

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.importing.clock import Clock
from kpi.importing.moments import NoSuchDate, Yearless, reader_of
from kpi.periods import local_day


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("%m/%d/%Y %H:%M", "01/04/2026 14:45", datetime(2026, 1, 4, 14, 45)),
        ("%a, %b %d, %Y", "Sat, Aug 15, 2026", date(2026, 8, 15)),
        ("%a, %b %d, %Y", "Sáb, Ago 15, 2026", date(2026, 8, 15)),
        ("%d de %B", "28 de febrero", Yearless(2, 28)),
        ("%B %d", "February 29", Yearless(2, 29)),
        ("%Y%m%d", "20250201", date(2025, 2, 1)),
        ("%a %b %d %H:%M:%S %z %Y", "Wed Oct 11 06:55:44 +0000 2017", datetime(2017, 10, 11, 6, 55, 44, tzinfo=UTC)),
        ("%Y-%m-%d %H:%M %z", "2019-01-31 23:32 +0000", datetime(2019, 1, 31, 23, 32, tzinfo=UTC)),
        ("%m/%d/%Y %I:%M %p", "12/30/2025 12:05 am", datetime(2025, 12, 30, 0, 5)),
        ("iso", "2026-05-03T10:00:00Z", datetime(2026, 5, 3, 10, tzinfo=UTC)),
        ("iso", "2026-05-03", date(2026, 5, 3)),
    ],
)  # fmt: skip
def test_formats(form: str, text: str, expected: object) -> None:
    assert reader_of(form)(text) == expected


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%m/%d/%Y", "2026-01-04"),
        ("%m/%d/%Y", "01/04/26"),
        ("%B %d", "Smarch 13"),
        ("iso", "2026-W05-1"),
        ("iso", "20260503"),
        ("%Y%m%d", "2025021"),
    ],
)
def test_another_form_is_not_read(form: str, text: str) -> None:
    assert reader_of(form)(text) is None


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%m/%d/%Y", "31/12/2026"),
        ("iso", "2026-02-30"),
        ("iso", "2026-02-03 25:00"),
        ("%B %d", "April 31"),
        ("%I:%M %p %d/%m/%Y", "13:00 pm 01/01/2026"),
        ("%a, %b %d, %Y", "Thu, Dec 31, 2025"),
        ("%A %d %B %Y", "Monday 31 December 2025"),
    ],
)
def test_a_date_that_does_not_exist(form: str, text: str) -> None:
    with pytest.raises(NoSuchDate):
        reader_of(form)(text)


def test_the_day_is_the_institutions_and_the_time_the_exports() -> None:
    clock = Clock(ZoneInfo("America/Los_Angeles"), ZoneInfo("Europe/Madrid"))
    epoch = clock.epoch(datetime(2026, 1, 31, 16, 30))
    assert datetime.fromtimestamp(epoch, UTC) == datetime(2026, 2, 1, 0, 30, tzinfo=UTC)
    assert clock.day(epoch) == (date(2026, 2, 1) - date(1970, 1, 1)).days


def test_an_hour_that_happens_twice_is_its_first() -> None:
    clock = Clock(ZoneInfo("Europe/Madrid"), ZoneInfo("Europe/Madrid"))
    twice = clock.epoch(datetime(2026, 10, 25, 2, 30))
    assert datetime.fromtimestamp(twice, UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)),
    st.sampled_from(["Europe/Madrid", "America/Bogota", "Asia/Kathmandu", "Australia/Lord_Howe"]),
)
def test_the_clock_agrees_with_zoneinfo(when: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    clock = Clock(zone, zone)
    epoch = clock.epoch(when)
    assert epoch == int(when.replace(tzinfo=zone).timestamp() // 1)
    assert clock.day(epoch) == local_day(epoch, zone)
