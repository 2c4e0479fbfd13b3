"""Workbooks of old Excel (.xls, BIFF), through xlrd.

A workbook of this kind has at most 65,536 rows of 256 columns a sheet, and is no archive: it cannot unpack to
more than it is. Short rows stay short, so that one cell far to the right costs one row only.
"""

import io
from collections.abc import Iterator
from datetime import datetime, time
from itertools import islice
from typing import Any, Final

import xlrd

from kpi.importing.errors import UnreadableFile
from kpi.importing.limits import DEFAULT, Limits
from kpi.importing.readers.archive import MACROS
from kpi.importing.readers.grid import HEAD, DayAndMonth, Grid, Native, Row
from kpi.importing.readers.xlsx import TOO_MANY_CELLS, hides_year
from kpi.words import N_

DAMAGED: Final = N_("The workbook is damaged or was cut: it cannot be opened. Export it again.")
LOCKED: Final = N_("The workbook is locked with a password. Save it without one, or export it again.")
ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")  # the stream that a locked .xlsx consists of
VISUAL_BASIC: Final = "_VBA_PROJECT_CUR".encode("utf-16-le")


def grids(content: bytes, limits: Limits = DEFAULT) -> list[Grid]:
    """The sheets of a workbook that hold anything.

    Raises:
        UnreadableFile: it is damaged, locked with a password, holds macros, or more cells than `limits` has.
    """
    if ENCRYPTED in content:
        raise UnreadableFile(LOCKED)
    if VISUAL_BASIC in content:
        raise UnreadableFile(MACROS)
    try:
        book = _opened(content)
        if any(hides_year(_format(book, number)) for number in range(len(book.xf_list))):
            book = _opened(content, formatting_info=True)
        found = [_grid(book, sheet, limits) for sheet in book.sheets()]
    except (UnreadableFile, MemoryError):
        raise
    except Exception as problem:  # xlrd raises whatever stumbles over the bytes
        locked = isinstance(problem, xlrd.XLRDError) and "encrypted" in str(problem)
        raise UnreadableFile(LOCKED if locked else DAMAGED) from problem
    return [grid for grid in found if grid.head]


def _opened(content: bytes, *, formatting_info: bool = False) -> Any:
    return xlrd.open_workbook(
        file_contents=content, logfile=io.StringIO(), ragged_rows=True, formatting_info=formatting_info
    )


def _format(book: Any, number: int) -> str:
    """How cells of this style show their numbers."""
    known = book.format_map.get(book.xf_list[number].format_key)
    return str(known.format_str) if known is not None else ""


def _grid(book: Any, sheet: Any, limits: Limits) -> Grid:
    if sum(sheet.row_len(number) for number in range(sheet.nrows)) > limits.cells:
        raise UnreadableFile(TOO_MANY_CELLS, sheet=sheet.name, limit=limits.cells)

    def rows() -> Iterator[Row]:
        return _rows(book, sheet)

    return Grid(sheet.name, tuple(islice(rows(), HEAD)), rows, native=True)


def _rows(book: Any, sheet: Any) -> Iterator[Row]:
    for number in range(sheet.nrows):
        cells = [_native(cell, book) for cell in sheet.row(number)]
        if any(cell is not None and cell != "" for cell in cells):
            yield number + 1, cells


def _native(cell: Any, book: Any) -> Native:
    """A cell as an .xlsx would hold it: whole numbers whole, dates as dates."""
    value: Any = cell.value
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(value)
        case xlrd.XL_CELL_NUMBER:
            return int(value) if float(value).is_integer() else float(value)
        case xlrd.XL_CELL_DATE:
            when = _moment(value, book.datemode)
            if (
                isinstance(when, datetime)
                and cell.xf_index is not None
                and hides_year(_format(book, cell.xf_index))
            ):
                return DayAndMonth.combine(when.date(), when.time())
            return when
        case xlrd.XL_CELL_BOOLEAN:
            return bool(value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(value, "#ERROR!"))
        case _:
            return None


def _moment(value: float, datemode: int) -> datetime | time | float:
    """A date; below one day a time of day, as openpyxl has it; the bare number where no calendar has that day."""
    try:
        when: datetime = xlrd.xldate.xldate_as_datetime(value, datemode)
    except (ValueError, OverflowError, xlrd.xldate.XLDateError):
        return value
    return when.time() if 0 <= value < 1 else when
