"""A workbook holds the answers' numbers in cells that Excel can calculate with, and is the same every time."""

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest

from kpi.answers.question import By, Question
from kpi.answers.values import answer
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.measures import MEASURES
from kpi.catalogue.references import REFERENCES
from kpi.catalogue.units import Unit
from kpi.periods import Grain
from kpi.showing import workbook
from kpi.showing.language import Language
from kpi.showing.snapshot_contents import Filters
from kpi.showing.workbook import SHEETS, TooManyRows, make_workbook
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow, create_institution, institutions
from tests.kpi.showing.conftest import OCTOBER

Row = dict[str, Any]


def opened(store: Store, filters: Filters) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(make_workbook(store, filters).content))


def rows(book: openpyxl.Workbook, sheet: int) -> list[Row]:
    """The cells of a sheet by their headings."""
    headings, *lines = book.worksheets[sheet].iter_rows()
    names = [str(cell.value) for cell in headings]
    return [dict(zip(names, line, strict=True)) for line in lines]


def number(cell: Any) -> float | None:
    """What a cell holds in the KPI's unit: Excel counts durations in days."""
    if isinstance(cell.value, timedelta):
        return cell.value.total_seconds()
    return None if cell.value is None else float(cell.value)


def test_every_number_is_the_answers_number_in_a_cell_of_its_unit(sample_store: Store) -> None:
    with sample_store.reading() as connection:
        bank = institutions(connection)[0]
        values = [
            value
            for by in (By.TOTAL, By.PLATFORM)
            for value in answer(connection, Question(bank.id, OCTOBER, by=by))
        ]
    found = rows(opened(sample_store, Filters.of(bank, OCTOBER, [], "en")), 1)

    formats = {Unit.SHARE: "%", Unit.SECONDS: "[h]:mm:ss", Unit.COUNT: "#,##0", Unit.PER_POST: "0.0"}
    assert len(found) == len(values)
    for row, value in zip(found, values, strict=True):
        assert row["KPI"].value == Language("en").say(KPIS[value.key].label)
        assert number(row["Value"]) == (
            None if value.value is None else pytest.approx(value.value, rel=1e-12, abs=0.001)
        )
        assert number(row["Target"]) == (pytest.approx(value.goal.target) if value.goal else None)
        assert row["First day"].value.date() == date(2026, 10, 1)
        assert bool(row["Why there is no value"].value) == (value.value is None)
        if value.value is not None:
            assert formats[value.unit] in row["Value"].number_format
    assert {value.unit for value in values if value.value is not None} >= {
        Unit.SHARE,
        Unit.SECONDS,
        Unit.COUNT,
    }


def test_days_are_rows_and_kpis_columns(store: Store, bank: InstitutionRow) -> None:
    days = rows(opened(store, Filters.of(bank, OCTOBER, [], "en")), 3)
    with store.reading() as connection:
        question = Question(bank.id, OCTOBER, kpis=("engagements",), by=By.PLATFORM, grain=Grain.DAY)
        values = answer(connection, question)
    assert [(row["Platform"].value, row["Day"].value.date()) for row in days] == [
        ({"facebook": "Facebook", "x": "X"}[value.platform or ""], value.period.first) for value in values
    ]
    assert [number(row["Engagements"]) for row in days] == [value.value for value in values]


@pytest.mark.parametrize(
    ("locale", "sheets", "day", "wanted"),
    [
        ("es", ["Portada", "KPI", "KPI por mes", "KPI por día", "Medidas por día"], "dd/mm/yyyy", "Peñalara"),
        (
            "en",
            ["Cover", "KPIs", "KPIs by month", "KPIs by day", "Measures by day"],
            "dd mmm yyyy",
            "Penalara",
        ),
    ],
)
def test_it_speaks_the_readers_language_and_says_what_it_is(
    store: Store, bank: InstitutionRow, locale: str, sheets: list[str], day: str, wanted: str
) -> None:
    book = opened(store, Filters.of(bank, OCTOBER, ["x"], locale))
    assert book.sheetnames[:5] == sheets
    assert book.worksheets[1]["B2"].number_format == day
    cover = [str(cell) for line in book.worksheets[0].iter_rows(values_only=True) for cell in line if cell]
    for said in ("Caja de Peñalara", "X", str(bank.data_version), Language(locale).date(date(2026, 11, 1))):
        assert any(said in line for line in cover), said
    assert wanted in "Penalara Peñalara"


def test_headings_stay_and_columns_are_as_wide_as_their_words(store: Store, bank: InstitutionRow) -> None:
    for sheet in opened(store, Filters.of(bank, OCTOBER, [], "es")).worksheets[1:]:
        assert str(sheet.freeze_panes).endswith("2")
        assert sheet.auto_filter.ref
        widths = {
            place: column.width
            for column in sheet.column_dimensions.values()
            for place in range(column.min, column.max + 1)
        }
        for heading in sheet[1]:
            assert widths[heading.column] > max(map(len, str(heading.value).split()))


def test_every_definition_is_there(store: Store, bank: InstitutionRow) -> None:
    found = rows(opened(store, Filters.of(bank, OCTOBER, [], "en")), 6)
    assert len(found) == len(KPIS) + len(MEASURES) + len(REFERENCES)
    revisits = next(row for row in found if row["Key"].value == "revisit_rate_30d")
    assert all(revisits[name].value for name in ("Name", "Unit", "Formula", "Definition"))


def test_a_text_like_a_formula_stays_a_text(store: Store, bank: InstitutionRow) -> None:
    content = make_workbook(store, Filters.of(bank, OCTOBER, [], "en")).content
    (goal,) = rows(openpyxl.load_workbook(io.BytesIO(content)), 5)
    assert (goal["Owner"].value, goal["Reason"].value) == ("=cmd()", "-2 points; =1+1")
    assert (goal["Owner"].data_type, goal["Owner"].quotePrefix) == ("s", True)
    assert goal["Month"].value.date() == date(2026, 10, 1)
    assert goal["Status"].value == "came close"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert all(b"<f>" not in sheet for sheet in sheets)


def test_the_same_filters_give_the_same_bytes(store: Store, bank: InstitutionRow) -> None:
    first = make_workbook(store, Filters.of(bank, OCTOBER, ["x", "facebook"], "es"))
    assert make_workbook(store, Filters.of(bank, OCTOBER, ["facebook", "x"], "es")) == first
    assert make_workbook(store, Filters.of(bank, OCTOBER, ["x"], "es")).content != first.content
    with zipfile.ZipFile(io.BytesIO(first.content)) as archive:
        assert b"2026-11-01T00:00:00Z" in archive.read(
            "docProps/core.xml"
        )  # the last day with data, no clock


def test_an_institution_without_data_gets_sheets_that_say_so(store: Store) -> None:
    with store.writing() as connection:
        empty = create_institution(connection, "Nueva")
    book = opened(store, Filters.of(empty, OCTOBER, [], "en"))
    assert len(book.sheetnames) == 1 + len(SHEETS)
    assert all(row["Value"].value is None and row["Why there is no value"].value for row in rows(book, 1))


def test_more_rows_than_excel_opens_are_refused_with_another_way(
    store: Store, bank: InstitutionRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    filters = Filters.of(bank, OCTOBER, [], "en")
    longest = max(sheet.max_row - 1 for sheet in opened(store, filters).worksheets)
    monkeypatch.setattr(workbook, "MOST_ROWS", longest)
    assert make_workbook(store, filters).rows > longest
    monkeypatch.setattr(workbook, "MOST_ROWS", longest - 1)
    with pytest.raises(TooManyRows, match=f"would have {longest} rows.*CSV"):
        make_workbook(store, filters)
