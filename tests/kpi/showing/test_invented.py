"""Files of the sample bank say that their numbers are invented, wherever they land; those of others say nothing of it."""

import io
import json
import zipfile

import openpyxl
import pypdf
import pytest

from kpi.showing.report.make import make_report
from kpi.showing.snapshot import make_snapshot
from kpi.showing.snapshot_contents import Filters
from kpi.showing.workbook import make_workbook
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institutions
from tests.kpi.showing.conftest import OCTOBER

SAID = {
    "es": "Datos de ejemplo: Caja Miravalle no existe y sus cifras son inventadas.",
    "en": "Sample data: Caja Miravalle does not exist, and its numbers are invented.",
}
MARK = {"es": "datos de ejemplo inventados", "en": "invented sample data"}


def told(store: Store, name: str, locale: str) -> tuple[list[str], str, list[str]]:
    """The pages of the report, the workbook's cover, and the notes of the ZIP's manifest."""
    with store.reading() as connection:
        bank = next(row for row in institutions(connection) if row.name == name)
    filters = Filters.of(bank, OCTOBER, [], locale)
    report = pypdf.PdfReader(io.BytesIO(make_report(store, filters).content))
    cover = openpyxl.load_workbook(io.BytesIO(make_workbook(store, filters).content)).worksheets[0]
    with zipfile.ZipFile(io.BytesIO(make_snapshot(store, bank, OCTOBER, [], locale))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["institution"]["is_sample"] is bank.is_sample
    pages = [" ".join(page.extract_text().split()) for page in report.pages]
    lines = " ".join(str(cell.value) for row in cover.iter_rows() for cell in row if cell.value)
    return pages, lines, manifest["notes"]


@pytest.mark.parametrize("locale", ["es", "en"])
def test_all_that_is_taken_of_the_sample_says_it(sample_store: Store, locale: str) -> None:
    pages, cover, notes = told(sample_store, "Caja Miravalle", locale)
    assert SAID[locale] in pages[0]
    assert all(MARK[locale] in page for page in pages)
    assert SAID[locale] in cover
    assert notes[0] == SAID[locale]


def test_nothing_of_it_stands_in_the_files_of_another(store: Store) -> None:
    with store.writing() as connection:
        create_institution(connection, "Banco Real")
    pages, cover, notes = told(store, "Banco Real", "en")
    assert "invented" not in " ".join([*pages, cover, *notes])
