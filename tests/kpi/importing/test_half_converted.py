"""A spreadsheet that made dates of some cells and left others as text has swapped days and months."""

import io
from datetime import datetime

import pytest
from openpyxl import Workbook

from kpi.importing.moments import swappable, turn
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


META = "Post ID,Page name,Publish time,Reactions\n{rows}"


def rows(*published: str) -> str:
    return META.format(rows="".join(f"p{number},Banco,{each},1\n" for number, each in enumerate(published)))


def test_one_day_in_the_place_of_the_month_refuses_the_file() -> None:
    months_first = [f"03/{day:02}/2025 10:00" for day in range(1, 13)] * 5
    assert refused(rows(*months_first, "18/03/2025 12:59")) == (
        "“18/03/2025 12:59” in “Publish time” has the day where this export has the month: a spreadsheet has turned "
        "its dates, also where nobody can see it. Export again and import the file as downloaded."
    )


@pytest.mark.parametrize("text", ["02/30/2025 10:00", "13/32/2025 10:00", "03/18/2025 25:00"])
def test_a_day_that_no_order_has_is_a_fault_of_its_row(text: str) -> None:
    result = parsed(rows(*["03/18/2025 10:00"] * 20, text))
    assert [fault.value for fault in result.faults] == [text]


@pytest.mark.parametrize(
    ("format", "turned"),
    [("%m/%d/%Y %H:%M", "%d/%m/%Y %H:%M"), ("%d.%m.%Y", "%m.%d.%Y"), ("%Y-%m-%d", "%Y-%d-%m")],
)
def test_turning_a_format(format: str, turned: str) -> None:  # noqa: A002
    assert turn(format) == turned
    assert turn(turned) == format
