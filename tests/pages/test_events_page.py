"""The page Events: what is noted here stands on the time axes of the other pages."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpi.periods import Period, day_of
from kpi.store.engine import Store
from kpi.store.events import Event, add_events, events
from kpi.store.institutions import create_institution, institution_named
from tests.pages.opened import open_page, press, trouble, words

BANK = "Caja Ejemplo"
CSV = b"first_day,title\n2026-10-12,Pilar\n2026-12-08,Inmaculada\n"


@pytest.fixture
def bank(store: Store) -> Store:
    with store.writing() as connection:
        create_institution(connection, BANK)
    return store


def noted(store: Store, name: str = BANK) -> list[Event]:
    with store.reading() as connection:
        return events(connection, institution_named(connection, name).id)


def fill(app: AppTest, event_id: int, **values: Any) -> None:
    found = {each.key: each for kind in (app.text_input, app.selectbox, app.date_input) for each in kind}
    for name, value in values.items():
        found[f"events.edit.{event_id}.{name}"].set_value(value)


def test_an_event_is_noted_changed_and_removed(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = press(open_page(monkeypatch, bank, "events"), "events_new")
    fill(app, 0, title="Caída de la app", kind="outage", first=date(2026, 3, 10), last=date(2026, 3, 12))
    app = press(app, "events_save")
    assert trouble(app) == []
    (event,) = noted(bank)
    days = Period(day_of(date(2026, 3, 10)), day_of(date(2026, 3, 13)))
    assert event == Event("", "outage", days, "Caída de la app", id=event.id)
    assert "Caída de la app" in words(app)
    app = press(app, f"event_change_{event.id}")
    fill(app, event.id, title="La app no iba")
    app = press(app, "events_save")
    assert [one.title for one in noted(bank)] == ["La app no iba"]
    app = press(press(app, f"event_change_{event.id}"), "events_remove")
    assert noted(bank) == []
    assert "No hay ningún evento anotado" in words(app)


def test_days_the_wrong_way_round_are_said_and_not_saved(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = press(open_page(monkeypatch, bank, "events", lang="en"), "events_new")
    fill(app, 0, title="Puente", first=date(2026, 3, 10), last=date(2026, 3, 9))
    app = press(app, "events_save")
    assert "ends (2026-03-09) before it begins" in " ".join(trouble(app))
    assert noted(bank) == []


def test_a_file_is_looked_at_before_anything_is_noted(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = open_page(monkeypatch, bank, "events", lang="en")
    (uploader,) = app.file_uploader
    app = uploader.upload("events.csv", CSV, "text/csv").run()
    assert noted(bank) == []
    app = press(app, "events_import")
    assert [event.title for event in noted(bank)] == ["Pilar", "Inmaculada"]
    assert "2 events were noted." in words(app)
    (uploader,) = app.file_uploader
    app = uploader.upload("events.csv", b"first_day,title\nsoon,Feria\n", "text/csv").run()
    assert "1 of its cells cannot be read" in " ".join(trouble(app))


def test_a_new_event_stands_on_the_overview_at_once(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    october = {"from": "2026-10-01", "to": "2026-10-31"}
    app = open_page(monkeypatch, sample_store, "overview", **october)
    title = "Nueva tarjeta"
    assert title not in charts(app)
    with sample_store.writing() as connection:
        bank_id = institution_named(connection, "Caja Miravalle").id
        day = day_of(date(2026, 9, 3))
        add_events(connection, bank_id, [Event("", "launch", Period(day, day + 1), title)])
    assert title in charts(app.run())


def charts(app: AppTest) -> str:
    return "".join(each.proto.spec for each in app.get("plotly_chart"))
