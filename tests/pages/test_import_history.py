"""The history of imports: who and when, filters, and an older report opened again."""

from zoneinfo import ZoneInfo

import pytest
from streamlit.testing.v1 import AppTest

from kpi.importing.history import list_imports, undo
from kpi.importing.run import Options, Target, import_file
from kpi.importing.source import Source
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.store.institutions import institution_named
from pages.data.history import COUNTS, UNDONE, history_frame, matching
from tests.pages.opened import button_labels, open_page, trouble, words
from tests.support.files import DAYS

BANK = Target("Caja Ejemplo")
MADRID = ZoneInfo("Europe/Madrid")


@pytest.fixture
def bank(store: Store) -> Store:
    """Two imports: the second has a bad row and changes a number; the first file again, taken back."""
    bad = DAYS.replace(b"2026-03-20,120", b"2026-03-20,150").replace(b"2026-03-02,102", b"2026-02-30,102")
    import_file(store, Source("march.csv", DAYS), BANK, Options(by="ana"))
    import_file(store, Source("newer.csv", bad), BANK)
    third = import_file(store, Source("APRIL.csv", DAYS.replace(b"2026-03", b"2026-04")), BANK)
    undo(store, third.import_id or 0, by="eva")
    return store


def opened(monkeypatch: pytest.MonkeyPatch, bank: Store, row: int) -> AppTest:
    app = open_page(monkeypatch, bank, "data", lang="en")
    app.session_state["data.history.0"] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    return app.run()


def test_imports_are_found_by_name_and_by_state(bank: Store) -> None:
    with bank.reading() as connection:
        rows = list_imports(connection, institution_named(connection, BANK.institution).id)
    assert [row.file_name for row in matching(rows, "  ApR", None)] == ["APRIL.csv"]
    assert [row.file_name for row in matching(rows, "", COUNTS)] == ["newer.csv", "march.csv"]
    assert [row.file_name for row in matching(rows, "", UNDONE)] == ["APRIL.csv"]
    assert matching(rows, "march", UNDONE) == []


def test_the_table_names_who_imported_where_anybody_is_known(bank: Store) -> None:
    with bank.reading() as connection:
        rows = list_imports(connection, institution_named(connection, BANK.institution).id)
    assert history_frame(rows, Language("es"), MADRID)["Quién"].tolist() == ["—", "—", "ana"]
    assert "Quién" not in history_frame(rows[:2], Language("es"), MADRID).columns
    assert history_frame(rows, Language("es"), MADRID)["Estado"].tolist() == ["anulada", "vigente", "vigente"]


def test_the_report_of_an_older_import_is_opened_again(monkeypatch: pytest.MonkeyPatch, bank: Store) -> None:
    app = opened(monkeypatch, bank, 1)
    assert not trouble(app)
    said = words(app)
    assert "**Import 2** · `newer.csv`" in said
    assert "days on the clocks of Europe/Madrid" in said
    assert "20 rows read · **19 saved** · 1 skipped" in said
    assert "Numbers that changed: 1" in [each.label for each in app.expander]
    assert "Download the problems as CSV" in button_labels(app, "download_button")
    assert [each.key for each in app.button if each.key == "data_undo"] == ["data_undo"]


def test_an_undone_import_says_when_and_by_whom_and_cannot_be_taken_back_again(
    monkeypatch: pytest.MonkeyPatch, bank: Store
) -> None:
    app = opened(monkeypatch, bank, 0)
    assert not trouble(app)
    assert "by eva**" in words(app)
    assert not [each.key for each in app.button if each.key == "data_undo"]
