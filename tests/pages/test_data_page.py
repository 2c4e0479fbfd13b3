"""The Data page: files tried out and imported, what was imported and its undoing, one's own institution."""

import pytest
from streamlit.testing.v1 import AppTest

from kpi.importing.history import list_imports
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institution_named, institutions
from tests.pages.opened import button_labels, open_page, trouble, words
from tests.support.files import CARE, DAYS, VIEWERS

BANK = "Caja Ejemplo"


@pytest.fixture
def bank(store: Store) -> Store:
    with store.writing() as connection:
        create_institution(connection, BANK)
    return store


def upload(app: AppTest, name: str, content: bytes) -> AppTest:
    return app.file_uploader[0].upload(name, content, "text/csv").run()


def press(app: AppTest, key: str) -> AppTest:
    (button,) = [each for each in app.button if each.key == key]
    return button.click().run()


def imports(store: Store) -> list[tuple[str, int, bool]]:
    with store.reading() as connection:
        rows = list_imports(connection, institution_named(connection, BANK).id)
    return [(row.file_name, row.rows_saved, row.undone_at is not None) for row in rows]


@pytest.mark.parametrize(
    ("lang", "said", "button"),
    [("es", "20 se guardarían", "Importar 1 archivo"), ("en", "20 would be saved", "Import 1 file")],
)
def test_a_file_is_tried_out_first_and_imported_then(
    monkeypatch: pytest.MonkeyPatch, bank: Store, lang: str, said: str, button: str
) -> None:
    app = upload(open_page(monkeypatch, bank, "data", lang=lang), "dias.csv", DAYS)

    assert not trouble(app)
    assert said in words(app)
    assert button in button_labels(app, "button")
    assert imports(bank) == []

    press(app, "data_import")
    assert not trouble(app)
    assert imports(bank) == [("dias.csv", 20, False)]
    assert len(app.success) == 1


def test_the_preview_shows_rows_under_headings_that_people_read(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), "dias.csv", DAYS)

    frame = app.dataframe[0].value
    assert list(frame.columns) == ["Cuenta", "Primer día", "Último día", "Seguidores"]
    assert frame.iloc[0].tolist() == ["caja", "2026-03-01", "2026-03-01", "101"]


def test_bad_rows_are_named_with_row_column_value_and_reason(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    bad = DAYS.replace(b"2026-03-02,102", b"2026-02-30,102").replace(b",105", b",cien")
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), "dias.csv", bad)

    faults = app.dataframe[0].value
    assert faults[["Fila", "Columna", "Valor"]].to_numpy().tolist() == [
        [3, "day", "2026-02-30"],
        [6, "followers", "cien"],
    ]
    assert faults["Motivo"].str.len().gt(10).all()
    assert "18 se guardarían" in words(app)
    assert "Descargar los problemas en CSV" in button_labels(app, "download_button")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vacio.csv", b"", "está vacío"),
        ("foto.csv", b"\x89PNG\r\n\x1a\n0000", "es una imagen"),
        ("otro.csv", b"a,b\n1,2\n", "Ningún formato"),
    ],
)
def test_what_cannot_be_imported_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, bank: Store, name: str, content: bytes, said: str
) -> None:
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), name, content)

    assert not app.exception
    assert said in app.error[0].value
    (button,) = [each for each in app.button if each.key == "data_import"]
    assert button.disabled


def test_the_account_is_asked_for_only_where_the_file_holds_several(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), "atencion.csv", CARE)
    (account,) = [box for box in app.selectbox if str(box.key).endswith(".channel")]
    assert account.options == ["CajaUno", "CajaDos"]
    assert not trouble(app)

    account.set_value("CajaDos").run()
    assert "2 se guardarían" in words(app)
    press(app, "data_import")
    assert imports(bank) == [("atencion.csv", 2, False)]


def test_the_year_is_asked_for_only_where_dates_have_none(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), "Viewers.csv", VIEWERS)
    assert "¿De qué año es la última fila (01/01)?" in [field.label for field in app.number_input]

    app.number_input[0].set_value(2026).run()
    assert "31 dic 2025" in words(app)
    assert "2 se guardarían" in words(app)


def test_an_import_is_taken_back_after_a_question(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), "dias.csv", DAYS)
    press(app, "data_import")
    app.session_state["data.history.0"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    press(app.run(), "data_undo")
    assert imports(bank) == [("dias.csv", 20, False)]

    press(app, "data_undo_yes")
    assert not trouble(app)
    assert imports(bank) == [("dias.csv", 20, True)]
    assert "se ha anulado" in words(app)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_sample_shows_how_far_it_reaches_and_leads_to_ones_own(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store, lang: str
) -> None:
    app = open_page(monkeypatch, sample_store, "data", lang=lang)
    assert not trouble(app)
    assert '<th scope="row">Facebook</th>' in words(app)

    (name,) = [field for field in app.text_input if field.key == "data.new.name"]
    name.set_value(BANK)
    press(app, "data_new_create")
    assert not trouble(app)
    assert app.selectbox(key="sidebar.institution").value == BANK
    with sample_store.reading() as connection:
        assert BANK in [row.name for row in institutions(connection)]


def test_an_empty_database_asks_for_an_institution_first(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    app = open_page(monkeypatch, store, "data", lang="es")
    assert not trouble(app)

    press(app, "data_new_create")
    assert app.error[0].value == "Escribe el nombre de tu entidad."
    app.text_input[0].set_value(BANK)
    press(app, "data_new_create")
    assert "aún no tiene datos" in words(app)
