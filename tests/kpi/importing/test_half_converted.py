"""A spreadsheet that made dates of some cells and left others as text has swapped days and months."""

import io
from datetime import datetime

import pytest
from openpyxl import Workbook

from kpi.importing.moments import swappable
from tests.kpi.importing.reading_support import day, parsed, refused

MADE = datetime(2025, 5, 3, 12, 59)  # noqa: DTZ001 (cells of workbooks have no timezone); it was 03/05/2025
LEFT = "03/18/2025 12:59"


def workbook(*published: object) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Post ID", "Page name", "Publish time", "Reactions"])
    for number, each in enumerate(published, 1):
        sheet.append([f"p{number}", "Banco", each, 1])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("published", [(MADE, LEFT), (LEFT, MADE), (LEFT, LEFT, MADE)])
def test_dates_and_text_in_one_column_refuse_the_file(published: tuple[object, ...]) -> None:
    assert refused(workbook(*published), name="export.xlsx") == (
        "The dates of “Publish time” are partly dates of the workbook and partly text: a spreadsheet has changed "
        "them, and days and months may be swapped. Export again and import the file as downloaded."
    )


def test_a_column_of_one_kind_is_taken() -> None:
    [first, second] = parsed(workbook(LEFT, "04/14/2025 19:53"), name="export.xlsx").records
    assert (first.day, second.day) == (day("2025-03-18"), day("2025-04-15"))  # type: ignore[union-attr]
    assert len(parsed(workbook(MADE, MADE), name="export.xlsx").records) == 2


def test_a_text_that_is_no_date_is_a_fault_of_its_row() -> None:
    result = parsed(workbook(MADE, MADE, "soon"), name="export.xlsx")
    assert [fault.row for fault in result.faults] == [4]


@pytest.mark.parametrize("text", ["%m/%d/%Y %H:%M", "%d/%m/%Y", "%d-%m-%Y", "%m.%d.%Y", "%d/%m"])
def test_formats_in_which_day_and_month_can_be_swapped(text: str) -> None:
    assert swappable(text)


@pytest.mark.parametrize("text", ["iso", "serial", "%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%b %d, %Y", "%d de %B"])
def test_formats_in_which_they_cannot(text: str) -> None:
    assert not swappable(text)
