"""The hours that the application is told are those in which the sample bank answers."""

from datetime import date

import pytest

from kpi.periods import day_of
from kpi.store.engine import Store
from kpi.store.institutions import channels, institution_named
from kpi.store.schedules import in_force, read_schedules
from sample_data.bank import BANK, FIRST, LAST
from sample_data.care import CARE
from sample_data.clock import _open_hours
from sample_data.timeline import days


@pytest.mark.parametrize("platform", CARE)
def test_hours_told_are_hours_kept(sample_store: Store, platform: str) -> None:
    with sample_store.reading() as connection:
        bank = institution_named(connection, BANK.name)
        channel = next(each for each in channels(connection, bank.id) if each.platform == platform)
        timeline = in_force(read_schedules(connection, bank.id), channel)
    for day in days(FIRST, LAST):
        (schedule,) = [one for start, one in timeline if start <= day_of(day)][-1:]
        assert schedule.times_on(day_of(day)) == _kept(platform, day), day


def _kept(platform: str, day: date) -> tuple[tuple[int, int], ...]:
    hours = _open_hours(CARE[platform].hours.at(day), day)
    return () if hours is None else ((hours[0] * 60, hours[1] * 60),)
