"""An event's days beside the usual ones, and when answering was normal again."""

import pytest
from sqlalchemy import Connection

from kpi.answers.event_effect import EventEffect, Recovery, event_effects
from kpi.store.engine import Store
from tests.kpi.answers.bank import day
from tests.kpi.answers.care_bank import DAY, HOUR, CareBank, at

YEAR = ("2026-01-01", "2026-12-31")
FIRST = "2026-03-02"  # a Monday
WEEKS = 12


def quiet_bank(connection: Connection, days: int = 7 * WEEKS) -> tuple[CareBank, int]:
    """A question a day at noon, answered after an hour; on Sundays after 20. Twelve weeks from FIRST on."""
    care = CareBank.open(connection)
    page = care.bank.channel("facebook")
    for number in range(days):
        care.question(page, at(f"{FIRST} 12:00") + number * DAY, 20 * HOUR if number % 7 == 6 else HOUR)
    return care, page


def effect(care: CareBank) -> EventEffect:
    care.roll_up()
    (found,) = event_effects(care.bank.connection, care.asks_of(*YEAR))
    return found


@pytest.mark.both_stores
def test_an_outage_is_measured_against_its_weekdays_before(store: Store) -> None:
    with store.writing() as connection:
        care, page = quiet_bank(connection)
        for _ in range(9):
            care.question(page, "2026-04-05 12:00", 50 * HOUR)  # a Sunday, five weeks on
        care.event("2026-04-05", "2026-04-05")
        found = effect(care)
    assert (found.during.days, found.during.inbound, found.during.inbound_per_day) == (1, 10, 10)
    assert found.during.median == pytest.approx(50 * HOUR, rel=0.01)
    assert found.during.share_24h == 0.1
    assert (found.usual.days, found.usual.inbound_per_day) == (4, 1)
    assert found.usual.median == pytest.approx(20 * HOUR, rel=0.01)
    assert found.usual.share_24h == 1


def test_it_is_over_with_the_first_week_that_is_no_slower_than_those_before(store: Store) -> None:
    with store.writing() as connection:
        care, page = quiet_bank(connection)
        for number in range(6):  # the Monday of the event and five days more are slow
            for _ in range(2):
                care.question(page, at("2026-04-06 13:00") + number * DAY, 30 * HOUR)
        care.event("2026-04-06", "2026-04-06")
        found = effect(care)
    # The seven days from Thursday on hold 6 slow answers, 1 of a Sunday and 6 quick ones, those from Friday on 4 slow ones.
    assert (found.recovery, found.normal_from) == (Recovery.BACK, day("2026-04-10"))


def test_waits_that_were_as_usual_never_left_it(store: Store) -> None:
    with store.writing() as connection:
        care, _ = quiet_bank(connection)
        care.event("2026-04-06", "2026-04-08")
        found = effect(care)
    assert (found.recovery, found.normal_from) == (Recovery.NEVER_LEFT, None)


def test_while_the_data_end_too_early_it_is_not_over(store: Store) -> None:
    with store.writing() as connection:
        care, page = quiet_bank(connection, days=7 * 5 + 4)
        for _ in range(20):
            care.question(page, "2026-04-06 13:00", 30 * HOUR)
        care.event("2026-04-06", "2026-04-07")
        found = effect(care)
    assert (found.recovery, found.normal_from) == (Recovery.NOT_YET, None)


def test_without_days_before_there_is_nothing_usual(store: Store) -> None:
    with store.writing() as connection:
        care, _ = quiet_bank(connection)
        care.event(FIRST, "2026-03-03")
        found = effect(care)
    assert found.recovery is Recovery.UNKNOWN
    assert (found.usual.days, found.usual.median, found.usual.share_24h) == (0, None, None)
    assert found.usual.inbound_per_day is None


def test_an_event_is_measured_on_its_own_platform(store: Store) -> None:
    with store.writing() as connection:
        care, _ = quiet_bank(connection)
        x = care.bank.channel("x")
        care.question(x, "2026-04-06 13:00", HOUR)
        care.event("2026-04-06", "2026-04-06", platform="x")
        care.event("2026-04-06", "2026-04-06", platform="instagram", title="no messages there")
        care.event("2025-04-06", "2025-04-06", title="another year")
        found = effect(care)
        none = event_effects(connection, care.asks_of(*YEAR, "facebook"))
    assert (found.event.platform, found.during.inbound) == ("x", 1)
    assert none == []


def test_the_sample_bank_s_outage_needs_days_to_pass(sample_store: Store) -> None:
    """As docs/sample-bank.md tells it; its shares equal what `values` says of the three days."""
    with sample_store.reading() as connection:
        care = CareBank.of(connection)
        (found,) = event_effects(connection, care.asks_of("2026-03-01", "2026-03-31"))
        during = care.values(
            care.asks_of("2026-03-10", "2026-03-12"), "answered_within_24h", "reply_time_median"
        )
    assert [found.during.share_24h, found.during.median] == [value.value for value in during]
    assert (found.during.inbound_per_day or 0) > 5 * (found.usual.inbound_per_day or 0)
    assert found.recovery is Recovery.BACK
    assert found.normal_from is not None
    assert found.normal_from > found.event.period.end
