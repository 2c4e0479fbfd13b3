"""The frame: filters that stand in the address, the banner, the start page, and errors in one sentence."""

from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institutions
from pages.shared import sidebar
from tests.pages.opened import FRAME, open_page, trouble, words


@pytest.mark.parametrize(("lang", "said"), [("es", "Por dónde empezar"), ("en", "Start here")])
def test_an_empty_database_gets_a_start_page(
    monkeypatch: pytest.MonkeyPatch, store: Store, lang: str, said: str
) -> None:
    app = open_page(monkeypatch, store, "overview", lang=lang)
    assert trouble(app) == []
    assert [title.value for title in app.title] == [said]
    assert [widget.key for widget in app.selectbox] == []


@pytest.mark.parametrize(
    ("lang", "said"), [("es", "Banco Vacío: todavía sin datos"), ("en", "Banco Vacío: no data yet")]
)
@pytest.mark.parametrize("page", ["overview", "platforms"])
def test_an_institution_without_data_says_so(
    monkeypatch: pytest.MonkeyPatch, store: Store, page: str, lang: str, said: str
) -> None:
    with store.writing() as connection:
        create_institution(connection, "Banco Vacío")
    app = open_page(monkeypatch, store, page, lang=lang)
    assert trouble(app) == []
    assert said in words(app)
    assert "Banco Vacío" in words(app)


def test_an_unknown_institution_in_the_address_falls_back_and_says_so(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    with store.writing() as connection:
        create_institution(connection, "Banco Uno")
    app = open_page(monkeypatch, store, "overview", lang="en", inst="Banco Dos", period="decade")
    assert app.selectbox(key=sidebar.INSTITUTION).value == "Banco Uno"
    assert app.selectbox(key=sidebar.PERIOD).value == "last_month"
    said = " ".join(str(each.value) for each in app.info)
    assert "There is no institution called “Banco Dos”" in said
    assert "The period “decade” in the address is not offered" in said


def test_the_language_can_be_changed_and_the_choice_stays(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    with store.writing() as connection:
        create_institution(connection, "Banco")
    app = open_page(monkeypatch, store, "overview", lang="es", period="year")
    app.segmented_control(key=sidebar.LANGUAGE).set_value("en").run()
    assert "Banco: no data yet" in words(app)
    assert app.selectbox(key=sidebar.PERIOD).value == "year"


def test_a_range_of_dates_in_the_address_is_shown(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    with store.writing() as connection:
        create_institution(connection, "Banco")
    query = {"from": "2026-01-05", "to": "2026-02-07"}
    app = open_page(monkeypatch, store, "overview", lang="en", **query)
    assert app.date_input(key=sidebar.RANGE).value == (date(2026, 1, 5), date(2026, 2, 7))


def test_a_broken_database_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"this is not a database" * 100)
    monkeypatch.setenv("KPI_DATABASE_URL", f"sqlite:///{broken}")
    st.cache_resource.clear()
    app = AppTest.from_file(FRAME, default_timeout=60)
    app.query_params["lang"] = "es"
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert "broken.sqlite" in app.error[0].value


def test_an_unexpected_error_is_a_sentence_with_a_reference(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    with store.writing() as connection:
        create_institution(connection, "Banco")

    def fail(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("pages.shared.data.ask", fail)
    monkeypatch.setattr("pages.overview.numbers.ask", fail)
    app = open_page(monkeypatch, store, "overview", lang="en")
    assert not app.exception
    assert "reference" in app.error[0].value
    assert "secret detail" not in app.error[0].value


def test_the_sample_says_that_it_is_one_and_can_be_removed(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "overview", lang="en")
    assert "These are sample data" in words(app)
    app.button(key="sample_remove").click().run()
    assert institutions_of(sample_store) == ["Caja Miravalle"]
    app.button(key="sample_remove_yes").click().run()
    assert institutions_of(sample_store) == []
    assert "Start here" in words(app)


def test_a_removed_sample_is_not_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    with sample_store.writing() as connection:
        create_institution(connection, "Banco")
    app = open_page(
        monkeypatch, sample_store, "overview", lang="en", inst="Caja Miravalle", p="community,facebook"
    )
    app.button(key="sample_remove").click().run()
    app.button(key="sample_remove_yes").click().run()
    assert institutions_of(sample_store) == ["Banco"]
    assert [each.value for each in app.info] == []
    assert app.query_params["inst"] == "Banco"
    assert "p" not in app.query_params


def institutions_of(store: Store) -> list[str]:
    with store.reading() as connection:
        return [row.name for row in institutions(connection)]
