"""Public holidays of countries and regions, against the dates that the gazettes give."""

from datetime import date

import pytest

from kpi.periods import day_of
from kpi.store.public_holidays import (
    UnknownHolidayRegion,
    UnknownHolidays,
    holiday_days,
    holidays_place,
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ES", ("ES", "")),
        (" es-md ", ("ES", "MD")),
        ("US-NY", ("US", "NY")),
        ("MX", ("MX", "")),
        ("", ("", "")),
    ],
)
def test_places(text: str, place: tuple[str, str]) -> None:
    assert holidays_place(text) == place


def test_places_that_are_not_known() -> None:
    for text in ("Spain", "XX", "-MD"):
        with pytest.raises(UnknownHolidays):
            holidays_place(text)
    with pytest.raises(UnknownHolidayRegion, match="MD"):
        holidays_place("ES-XX")
    with pytest.raises(UnknownHolidayRegion):
        holidays_place("ES-")


@pytest.mark.parametrize(
    ("place", "day", "is_holiday"),
    [
        ("ES", "2026-10-12", True),
        ("ES", "2026-05-02", False),
        ("ES-MD", "2026-05-02", True),
        ("ES-MD", "2026-09-11", False),
        ("ES-CT", "2026-09-11", True),
        ("MX", "2026-02-02", True),  # Constitution day is kept on the first Monday
        ("CO", "2026-01-12", True),  # Epiphany is moved to the Monday after
        ("CO", "2026-01-06", False),
        ("US-NY", "2026-07-03", True),  # the Fourth falls on a Saturday and is observed the day before
        ("US-NY", "2026-02-12", True),
        ("US", "2026-02-12", False),
    ],
)
def test_holidays(place: str, day: str, is_holiday: bool) -> None:
    when = date.fromisoformat(day)
    assert (day_of(when) in holiday_days(*holidays_place(place), when.year)) is is_holiday
