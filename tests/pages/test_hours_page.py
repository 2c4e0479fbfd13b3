"""The page of service hours: what holds, setting hours, what cannot be, removing them."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from kpi.periods import day_of
from kpi.store.engine import Store
from kpi.store.hours import DayHours, Hours
from kpi.store.institutions import create_channel, create_institution, institution_named
from kpi.store.schedules import Schedule, Scope, read_schedules
from tests.pages.opened import open_page, trouble, words

BANK = "Caja Ejemplo"
FROM = date(2026, 3, 2)


@pytest.fixture
def bank(store: Store) -> Store:
    with store.writing() as connection:
        made = create_institution(connection, BANK)
        create_channel(connection, made.id, "x", "caja")
    return store


def press(app: AppTest, key: str) -> AppTest:
    (button,) = [each for each in app.button if each.key == key]
    return button.click().run()


def kept(store: Store) -> list[Schedule]:
    with store.reading() as connection:
        return read_schedules(connection, institution_named(connection, BANK).id)


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        (
            "es",
            "Todavía no se ha fijado ningún horario",
            "El horario de todos los canales rige desde el 2 mar",
        ),
        ("en", "No hours have been set yet", "The hours of all channels hold from 2 Mar 2026"),
    ],
)
def test_the_usual_hours_are_there_to_be_saved(
    monkeypatch: pytest.MonkeyPatch, bank: Store, lang: str, before: str, after: str
) -> None:
    app = open_page(monkeypatch, bank, "hours", lang=lang)
    assert before in words(app)

    app.date_input[0].set_value(FROM)
    press(app, "hours_save")

    assert not trouble(app)
    assert after in words(app)
    nine_to_six = tuple(Hours(weekday, 540, 1_080) for weekday in range(5))
    assert kept(bank) == [Schedule(day_of(FROM), nine_to_six, Scope(), "ES")]


def test_a_channel_has_hours_of_its_own(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = open_page(monkeypatch, bank, "hours", lang="en")
    app.selectbox(key="hours.scope").select_index(2).run()
    app.date_input[0].set_value(FROM)
    for each in app.text_input:
        each.set_value("")
    app.text_input[1].set_value("09:00-14:00, 22:00-02:00")
    app.text_area[0].set_value("2026-12-24\n2026-12-31 09:00-13:00")
    press(app, "hours_save")

    assert not trouble(app)
    (schedule,) = kept(bank)
    assert (schedule.scope.channel_id, schedule.country) == (1, "")
    assert schedule.hours == (Hours(0, 540, 840), Hours(0, 1_320, 120))
    assert schedule.days == (
        DayHours(day_of(date(2026, 12, 24))),
        DayHours(day_of(date(2026, 12, 31)), 540, 780),
    )
    assert "x:caja" in str(app.dataframe[0].value.iloc[0].tolist())


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        (0, "ES-XX", "“ES” has no region"),
        (1, "9 to 5", "“9 to 5” are not times"),
        (2, "9:00-9:00", "no length"),
    ],
)
def test_what_cannot_be_is_said_and_not_saved(
    monkeypatch: pytest.MonkeyPatch, bank: Store, field: int, typed: str, says: str
) -> None:
    app = open_page(monkeypatch, bank, "hours", lang="en")
    app.text_input[field].set_value(typed)
    press(app, "hours_save")
    assert says in "".join(trouble(app))
    assert kept(bank) == []


def test_the_form_begins_with_the_hours_there_are(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "hours", lang="es")
    assert not trouble(app)
    assert [each.value for each in app.text_input] == ["ES", *["08:00-20:00"] * 5, "", ""]
    hours = app.dataframe[0].value["Horario"].tolist()
    assert hours == ["lun-vie 08:00-20:00", "lun-vie 08:00-20:00; sáb 09:00-14:00"]
