"""Events are noted once, changed, removed; each raises the version that caches are keyed by."""

import pytest

from kpi.catalogue.event_kinds import UnknownEventKind
from kpi.errors import UnknownPlatform
from kpi.periods import Period
from kpi.store.engine import Store
from kpi.store.events import (
    Event,
    EventTextTooLong,
    UnknownEvent,
    UntitledEvent,
    add_events,
    change_event,
    events,
    remove_event,
)
from kpi.store.institutions import create_institution, institutions

OUTAGE = Event("", "outage", Period(100, 103), "The app was down")
CAMPAIGN = Event("x", "campaign", Period(90, 101), "Clear accounts", "With films")


@pytest.mark.both_stores
def test_events_are_noted_once_and_found_by_day_and_platform(store: Store) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo").id
        noted = add_events(connection, bank, [OUTAGE, CAMPAIGN, OUTAGE])
        before = institutions(connection)[0].data_version
        assert add_events(connection, bank, [OUTAGE]) == []
        assert institutions(connection)[0].data_version == before
        outage, campaign = noted
        assert events(connection, bank) == [campaign, outage]
        assert events(connection, bank, Period(101, 110)) == [outage]
        assert events(connection, bank, Period(103, 110)) == []
        assert events(connection, bank, platforms=["facebook"]) == [outage]
        assert events(connection, bank, platforms=["x"]) == [campaign, outage]


def test_an_event_is_changed_and_removed(store: Store) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo").id
        (noted,) = add_events(connection, bank, [OUTAGE])
        first = institutions(connection)[0].data_version
        longer = Event("x", "caída", Period(100, 110), "  The app   was down ", id=noted.id)
        change_event(connection, bank, longer)
        assert institutions(connection)[0].data_version == first + 1
        kept = Event("x", "outage", Period(100, 110), "The app was down", id=noted.id)
        assert events(connection, bank) == [kept]
        assert remove_event(connection, bank, noted.id) == kept
        assert institutions(connection)[0].data_version == first + 2
        assert events(connection, bank) == []


def test_another_banks_event_is_not_ones_own(store: Store) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo").id
        other = create_institution(connection, "Otra Caja").id
        (noted,) = add_events(connection, bank, [OUTAGE])
        assert events(connection, other) == []
        with pytest.raises(UnknownEvent, match=f"no event {noted.id}"):
            remove_event(connection, other, noted.id)
        with pytest.raises(UnknownEvent):
            change_event(connection, other, noted)
        assert events(connection, bank) == [noted]


@pytest.mark.parametrize(
    ("event", "error"),
    [
        (Event("", "outage", Period(1, 2), "  "), UntitledEvent),
        (Event("", "outage", Period(1, 2), "x" * 121), EventTextTooLong),
        (Event("", "outage", Period(1, 2), "x", "n" * 1001), EventTextTooLong),
        (Event("", "earthquake", Period(1, 2), "x"), UnknownEventKind),
        (Event("myspace", "outage", Period(1, 2), "x"), UnknownPlatform),
    ],
)
def test_what_cannot_be_is_refused(store: Store, event: Event, error: type[Exception]) -> None:
    with store.writing() as connection:
        bank = create_institution(connection, "Caja Ejemplo").id
        with pytest.raises(error):
            add_events(connection, bank, [event])
        assert events(connection, bank) == []
