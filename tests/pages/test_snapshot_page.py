"""The Snapshot page: what is chosen in words, a look inside each file, and the command that writes the same."""

from datetime import date

import pytest

from kpi.periods import Period
from kpi.showing.snapshot import collect
from kpi.showing.snapshot_contents import Filters
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institution_named
from tests.pages.opened import button_labels, open_page, trouble, words

OCTOBER = {"from": "2026-10-01", "to": "2026-10-31"}


@pytest.mark.parametrize(
    ("lang", "title", "button"),
    [
        ("es", "Instantánea de octubre de 2026", "Descargar el ZIP"),
        ("en", "Snapshot of October 2026", "Download the ZIP"),
    ],
)
def test_it_offers_what_is_chosen(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store, lang: str, title: str, button: str
) -> None:
    app = open_page(monkeypatch, sample_store, "snapshot", lang=lang, p="x", **OCTOBER)

    assert not trouble(app)
    assert app.title[0].value == title
    assert "_2026-10-01_2026-10-31_x_" in words(app)
    assert button in button_labels(app, "download_button")
    assert "--platform x" in app.code[0].value


def test_the_preview_is_the_files_first_rows(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    app = open_page(monkeypatch, sample_store, "snapshot", lang="es", **OCTOBER)

    with sample_store.reading() as connection:
        institution = institution_named(connection, "Caja Miravalle")
    filters = Filters.of(institution, Period.of(date(2026, 10, 1), date(2026, 10, 31)), (), "es")
    made = collect(sample_store, filters)
    shown = app.dataframe[0].value
    assert list(shown.columns) == [column.heading for column in made.files[0].table.columns]
    at = [column.key for column in made.files[0].table.columns].index("value")
    value = made.files[0].table.rows[1][at]
    assert isinstance(value, float)
    assert shown.iloc[1]["Valor"] == str(value).replace(".", ",")
    assert f"{made.rows:,}".replace(",", ".") in words(app)


def test_the_form_of_the_files_can_differ_from_the_pages_language(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "snapshot", lang="es", **OCTOBER)
    app.radio[0].set_value("en").run()

    assert "2026-10-31_en.zip" in words(app)
    assert "Value" in app.dataframe[0].value.columns


def test_without_data_it_says_so_and_still_gives_the_files(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    with store.writing() as connection:
        create_institution(connection, "Caja Vacía")
    app = open_page(monkeypatch, store, "snapshot", lang="es", **OCTOBER)

    assert not trouble(app)
    assert "No se ha importado nada de este periodo" in words(app)
    assert "Descargar el ZIP" in button_labels(app, "download_button")
