"""Dates without a year are counted from the year of the last row, and from nothing else."""

import io
from datetime import datetime

import pytest
from openpyxl import Workbook

from kpi.periods import date_of
from kpi.store.schema import TOTALS
from tests.kpi.importing.reading_support import day, parsed, refused

HEAD = "Date,Total Viewers,New Viewers,Returning Viewers\n"


def days(text: str, year: int) -> list[int]:
    return [record.first_day for record in parsed(HEAD + text, year=year).records]  # type: ignore[union-attr]


def test_without_a_year_the_file_is_refused_and_says_what_to_do() -> None:
    assert refused(HEAD + "December 31,1,1,0\nJanuary 1,1,1,0\n") == (
        "The dates have no year; the last row is 01/01."
    )


def test_earlier_rows_go_back_across_new_year() -> None:
    assert days("December 31,1,1,0\nJanuary 1,1,1,0\n", 2026) == [day("2025-12-31"), day("2026-01-01")]


def test_the_newest_day_may_come_first() -> None:
    text = "January 2,1,1,0\nJanuary 1,1,1,0\nDecember 31,1,1,0\nDecember 30,1,1,0\n"
    assert days(text, 2025) == [day("2026-01-02"), day("2026-01-01"), day("2025-12-31"), day("2025-12-30")]


def test_days_may_be_named_day_first_and_in_spanish() -> None:
    assert days("28 de diciembre,1,1,0\n3 enero,1,1,0\n", 2026) == [day("2025-12-28"), day("2026-01-03")]


def test_several_years_are_counted_back() -> None:
    months = ["July", "December", "May", "October", "March"]
    text = "".join(f"{month} {number},1,1,0\n" for month in months for number in (1, 2))
    assert days(text, 2026)[::2] == [
        day(text) for text in ["2024-07-01", "2024-12-01", "2025-05-01", "2025-10-01", "2026-03-01"]
    ]


def test_rows_out_of_order_are_refused() -> None:
    text = "May 1,1,1,0\nMay 2,1,1,0\nApril 30,1,1,0\nMay 3,1,1,0\n"
    assert "do not follow one another (line 3)" in refused(HEAD + text, year=2026)


def test_a_year_that_is_in_the_file_twice_is_not_two_years() -> None:
    every = [date_of(number) for number in range(day("2025-02-28"), day("2026-02-28"))]
    year = "".join(f"{each:%B} {each.day},1,1,0\n" for each in every)
    assert len(days(year, 2026)) == 365
    assert "28/02 stands on line 2 and on line 367" in refused(HEAD + year + year, year=2026)


def test_a_leap_day_in_a_year_that_has_none() -> None:
    text = "February 29,1,1,0\nMarch 1,1,1,0\n"
    assert "Line 2 is 29 February, which 2026 does not have" in refused(HEAD + text, year=2026)
    assert days(text, 2024) == [day("2024-02-29"), day("2024-03-01")]


def test_missing_is_not_zero() -> None:
    [first, second] = parsed(HEAD + "May 1,undefined,undefined,0\nMay 2,3,2,1\n", year=2026).records
    at = [TOTALS.index("new_visitors"), TOTALS.index("returning_visitors")]
    assert [first.totals[place] for place in at] == [None, 0]  # type: ignore[union-attr]
    assert [second.totals[place] for place in at] == [2, 1]  # type: ignore[union-attr]


def test_a_bad_date_among_them_is_a_fault_of_its_row() -> None:
    result = parsed(HEAD + "May 1,1,1,0\nSmarch 2,1,1,0\nMay 3,1,1,0\n", year=2026)
    assert [fault.row for fault in result.faults] == [3]
    assert len(result.records) == 2


@pytest.mark.parametrize("year", [-1, 0, 1969, 2200, 10_000])
def test_a_year_that_we_do_not_keep_is_refused_and_named(year: int) -> None:
    assert refused(HEAD + "May 1,1,1,0\n", year=year) == (
        f"With {year} as the year of the last row, dates lie outside of the years 1970 to 2199."
    )


def test_the_first_and_the_last_year_are_kept_and_no_row_goes_beyond_them() -> None:
    assert days("May 1,1,1,0\n", 1970) == [day("1970-05-01")]
    assert days("May 1,1,1,0\n", 2199) == [day("2199-05-01")]
    text = "December 31,1,1,0\nJanuary 1,1,1,0\n"
    assert "With 1970 as the year of the last row" in refused(HEAD + text, year=1970)


def workbook(shown: str, *dates: str) -> bytes:
    """The export as a spreadsheet saves it, with real dates that are shown as `shown`."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEAD.strip().split(","))
    for number, text in enumerate(dates, 2):
        sheet.append([datetime.fromisoformat(text), 3, 2, 1])
        sheet.cell(number, 1).number_format = shown
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("shown", ["d-mmm", "mmmm d", '[$-C0A]d" de "mmmm', "mm/dd"])
def test_the_year_that_a_spreadsheet_gave_and_does_not_show_is_no_year(shown: str) -> None:
    content = workbook(shown, "2026-12-31", "2026-01-01")
    assert "The dates have no year; the last row is 01/01." in refused(content)
    found = [record.first_day for record in parsed(content, year=2025).records]  # type: ignore[union-attr]
    assert found == [day("2024-12-31"), day("2025-01-01")]


@pytest.mark.parametrize("shown", ["yyyy/mm/dd", "d-mmm-yy"])
def test_the_year_that_a_workbook_shows_is_taken(shown: str) -> None:
    result = parsed(workbook(shown, "2024-12-31", "2025-01-01"))
    assert (result.first_day, result.last_day) == (day("2024-12-31"), day("2025-01-01"))


def test_a_text_file_that_a_spreadsheet_saved_has_short_months() -> None:
    assert days("31-Dec,1,1,0\n1-Jan,1,1,0\n", 2025) == [day("2024-12-31"), day("2025-01-01")]
    assert days("31-dic,1,1,0\n1-ene,1,1,0\n", 2025) == [day("2024-12-31"), day("2025-01-01")]
