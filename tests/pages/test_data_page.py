"""The Data page: files tried out and imported, what was imported and its undoing, one's own institution."""

from threading import Event
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpi.access.door import Access
from kpi.acts import imports as acts
from kpi.importing.history import list_imports
from kpi.importing.report import Report
from kpi.importing.run import Options, Target, import_file
from kpi.importing.source import Source
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institution_named, institutions
from pages.data import running
from pages.data.job import Job, Wanted
from tests.pages.opened import button_labels, open_page, press, settled, trouble, words
from tests.support.files import CARE, CHART, DAYS, DIXA, VIEWERS

BANK = "Caja Ejemplo"


@pytest.fixture
def bank(store: Store) -> Store:
    with store.writing() as connection:
        create_institution(connection, BANK)
    return store


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Put files into the uploader and wait until they were tried out."""
    given = [(name, content, "text/csv") for name, content in files]
    return settled(app.file_uploader[0].set_value(given).run())


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
    app = upload(open_page(monkeypatch, bank, "data", lang=lang), ("dias.csv", DAYS))

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
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), ("dias.csv", DAYS))

    frame = app.dataframe[0].value
    assert list(frame.columns) == ["Cuenta", "Primer día", "Último día", "Seguidores"]
    assert frame.iloc[0].tolist() == ["caja", "1 mar 2026", "1 mar 2026", "101"]


def test_bad_rows_are_named_with_row_column_value_and_reason(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    bad = DAYS.replace(b"2026-03-02,102", b"2026-02-30,102").replace(b",105", b",cien")
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), ("dias.csv", bad))

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
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), (name, content))
    assert not app.exception
    assert said in app.error[0].value
    (button,) = [each for each in app.button if each.key == "data_import"]
    assert button.disabled


def pills(app: AppTest, end: str) -> Any:
    """The question whose widget's key ends like that."""
    (found,) = [each for each in app.button_group if str(each.key).endswith(end)]
    return found


def test_the_account_is_asked_for_only_where_the_file_holds_several(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), ("atencion.csv", CARE))
    account = pills(app, ".channel")
    assert account.options == ["X, CajaUno", "X, CajaDos"]
    assert not trouble(app)

    settled(account.set_value("x:CajaDos").run())
    assert "2 se guardarían" in words(app)
    press(app, "data_import")
    assert imports(bank) == [("atencion.csv", 2, False)]


def test_the_network_of_a_chart_is_asked_for_and_goes_to_the_account_there(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), ("Views.csv", CHART))
    network = pills(app, ".network")
    assert "«Views»" in network.label

    settled(network.set_value("instagram").run())
    assert "Cuenta: Instagram" in words(app)
    press(app, "data_import")
    assert imports(bank) == [("Views.csv", 2, False)]


def test_the_channel_of_a_file_that_cannot_name_one_can_be_typed(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), ("conversations.csv", DIXA))
    (platform,) = [box for box in app.selectbox if str(box.key).endswith(".platform")]
    assert (platform.value, ".channel" in str([each.key for each in app.button_group])) == ("web", False)
    (handle,) = [field for field in app.text_input if str(field.key).endswith(".handle")]
    settled(handle.set_value("chat").run())
    assert "Cuenta: Sitio web, chat" in words(app)
    press(app, "data_import")
    assert [name for name, _, _ in imports(bank)] == ["conversations.csv"]


def test_the_year_is_asked_for_only_where_dates_have_none(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), ("Viewers.csv", VIEWERS))
    assert pills(app, ".year").label == "¿De qué año es la última fila (01/01)?"

    (typed,) = app.number_input
    settled(typed.set_value(2026).run())
    assert "31 dic 2025" in words(app)
    assert "2 se guardarían" in words(app)

    again = next(each for each in app.button if str(each.key).endswith(".again"))
    settled(again.click().run())
    assert pills(app, ".year").value is None


def test_one_answer_may_go_for_all_files_that_ask_the_same(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = open_page(monkeypatch, bank, "data", lang="en")
    upload(app, ("one.csv", CHART), ("two.csv", CHART + "\n".encode("utf-16-le")))
    assert len([each for each in app.button_group if str(each.key).endswith(".network")]) == 2
    also = next(each for each in app.checkbox if str(each.key).endswith(".also"))
    also.check().run()
    network = next(each for each in app.button_group if str(each.key).endswith(".network"))
    settled(network.set_value("facebook").run())
    assert "2 can be imported" in words(app)


def test_of_several_files_one_bad_one_stops_no_other(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = open_page(monkeypatch, bank, "data", lang="en")
    more = DAYS.replace(b"2026-03", b"2026-04")
    upload(app, ("march.csv", DAYS), ("picture.csv", b"\x89PNG\r\n\x1a\n0000"), ("april.csv", more))
    assert "3 files · 2 can be imported" in words(app)

    press(app, "data_import")
    assert not app.exception
    assert sorted(name for name, _, _ in imports(bank)) == ["april.csv", "march.csv"]
    assert "2 files were imported." in app.success[0].value
    assert [line.label.partition(" · ")[0] for line in lines(app)] == [
        "**march.csv**",
        "**april.csv**",
        "**picture.csv**",
    ]
    assert "is a picture" in lines(app)[2].label
    assert not app.file_uploader[0].value
    assert "What it changed in the KPIs" in words(app)


def test_a_file_that_waits_for_an_answer_stays_while_others_are_imported(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = open_page(monkeypatch, bank, "data", lang="en")
    upload(app, ("march.csv", DAYS), ("Views.csv", CHART))
    press(app, "data_import")
    assert imports(bank) == [("march.csv", 20, False)]
    settled(pills(app, ".network").set_value("facebook").run())
    press(app, "data_import")
    assert [name for name, _, _ in imports(bank)] == ["Views.csv", "march.csv"]
    assert not app.file_uploader[0].value


def test_a_file_that_asks_only_once_others_are_in_stays_and_asks(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    """Two pages are new with the first files; the chart that named none could have been of the only one."""
    first, second = DAYS, DAYS.replace(b",caja,", b",caja dos,")
    chart = CHART.decode("utf-16").replace("Views", "Facebook visits").encode("utf-16")
    app = open_page(monkeypatch, bank, "data", lang="en")
    upload(app, ("one.csv", first), ("two.csv", second), ("visits.csv", chart))
    press(app, "data_import")
    assert sorted(name for name, _, _ in imports(bank)) == ["one.csv", "two.csv"]
    assert pills(app, ".channel").options == ["Facebook, caja", "Facebook, caja dos"]
    settled(pills(app, ".channel").set_value("facebook:caja dos").run())
    press(app, "data_import")
    assert sorted(name for name, _, _ in imports(bank)) == ["one.csv", "two.csv", "visits.csv"]
    assert not app.file_uploader[0].value


def lines(app: AppTest) -> list[Any]:
    return [each for each in app.expander if each.label.startswith("**")]


def test_what_a_newer_file_changes_is_shown_with_the_values_before_and_after(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = upload(open_page(monkeypatch, bank, "data", lang="en"), ("march.csv", DAYS))
    press(app, "data_import")
    upload(app, ("newer.csv", DAYS.replace(b"2026-03-20,120", b"2026-03-20,150")))
    assert "Numbers that would change: 1" in [each.label for each in app.expander]

    press(app, "data_import")
    shown = words(app)
    assert "<td>Facebook</td><td>Mar\N{NO-BREAK SPACE}2026</td><td>120</td><td>150</td>" in shown
    labels = button_labels(app, "download_button")
    assert {"Download the changed numbers as CSV", "Download the changed KPIs as CSV"} <= set(labels)


def test_an_import_that_runs_is_seen_from_another_tab_and_can_be_cancelled_there(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    """It belongs to the institution: neither a reload nor another page ends it, and cancelling leaves nothing."""
    with bank.reading() as connection:
        institution = institution_named(connection, BANK)
    reached = Event()
    real = import_file

    def slow(store: Store, source: Source, target: Target, options: Options) -> Report:
        reached.set()
        while not options.watch.cancelled():
            Event().wait(0.01)
        return real(store, source, target, options)

    monkeypatch.setattr(acts, "import_file", slow)
    files = [Wanted("1", Source("march.csv", DAYS)), Wanted("2", Source("more.csv", DAYS + b"\n"))]
    job = running.begin(Access.of(bank, None), institution, files)
    assert reached.wait(30)
    assert running.begin(Access.of(bank, None), institution, files) is job

    app = open_page(monkeypatch, bank, "data", lang="en")
    assert "Importing into Caja Ejemplo" in words(app)
    assert app.file_uploader[0].disabled
    press(app, "data_import_cancel")
    assert job.cancelled_at == "march.csv"
    assert "Nothing of `march.csv` was saved. 1 file was not begun." in app.warning[0].value
    assert imports(bank) == []
    assert not app.file_uploader[0].disabled


def test_after_cancelling_the_files_saved_before_can_be_taken_back_too(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    with bank.reading() as connection:
        institution = institution_named(connection, BANK)
    real = import_file
    app = open_page(monkeypatch, bank, "data", lang="en")

    def cancelling_second(store: Store, source: Source, target: Target, options: Options) -> Report:
        if source.name == "second.csv":
            assert isinstance(options.watch, Job)
            options.watch.cancel()
        return real(store, source, target, options)

    monkeypatch.setattr(acts, "import_file", cancelling_second)
    second = DAYS.replace(b"2026-03", b"2026-04")
    files = [Wanted("1", Source("first.csv", DAYS)), Wanted("2", Source("second.csv", second))]
    app.session_state["data.watching"] = running.begin(Access.of(bank, None), institution, files)
    settled(app)
    assert imports(bank) == [("first.csv", 20, False)]
    assert "Nothing of `second.csv` was saved." in app.warning[0].value

    press(app, "data_done_undo")
    assert imports(bank) == [("first.csv", 20, True)]


def test_an_import_is_taken_back_after_a_question(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = upload(open_page(monkeypatch, bank, "data", lang="es"), ("dias.csv", DAYS))
    press(app, "data_import")
    app.session_state["data.history.0"] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    press(app.run(), "data_undo")
    assert imports(bank) == [("dias.csv", 20, False)]
    assert "Se retiran 20 filas que solo están en este archivo." in words(app)

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
    assert '<th scope="row">Facebook, ' in words(app)

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
