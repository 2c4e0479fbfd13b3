"""Office Open XML workbooks (.xlsx), through openpyxl's read-only mode.

A workbook is a ZIP of XML: it is looked at before it is unpacked, and its cells are counted while it is read.
"""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS

from kpi.importing.errors import UnreadableFile
from kpi.importing.limits import DEFAULT, Limits
from kpi.importing.readers.archive import DAMAGED, look_into
from kpi.importing.readers.grid import HEAD, DayAndMonth, Grid, Native, Row
from kpi.words import N_

MOST_ROWS: Final = 1_048_576
"""Of a sheet, in Excel and in everything that writes for it."""

_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""What a number format shows as it stands there, and what is no part of the date: a colour, a language."""

TOO_MANY_CELLS: Final = N_("The sheet “{sheet}” has more than {limit} cells. Export a shorter period.")
TOO_LONG: Final = N_(
    "The sheet “{sheet}” says that it has more than {limit} rows, which no workbook has. Export it again."
)


def grids(content: bytes, limits: Limits = DEFAULT) -> list[Grid]:
    """The sheets of a workbook that hold anything.

    Raises:
        UnreadableFile: it is damaged, larger unpacked than `limits` allows, holds macros, or declares a document type.
    """
    look_into(content, limits)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        years_hidden = _hides_years(book)
        found = [_grid(sheet, limits, years_hidden) for sheet in book.worksheets]
    except (UnreadableFile, MemoryError):
        raise
    except Exception as problem:  # openpyxl raises whatever its XML and ZIP readers raise
        raise UnreadableFile(DAMAGED) from problem
    return [grid for grid in found if grid.head]


def _hides_years(book: Any) -> bool:
    """Whether the workbook has a format of dates without their year; most have none, and are read faster."""
    own = book._number_formats  # noqa: SLF001 (what openpyxl has read of the styles; it has no other way to it)
    numbers = {style.numFmtId for style in book._cell_styles}  # noqa: SLF001 (likewise)
    return any(map(hides_year, own)) or any(hides_year(BUILTIN_FORMATS.get(each, "")) for each in numbers)


@lru_cache(maxsize=1000)
def hides_year(number_format: str) -> bool:
    """Whether a cell of this format shows a day without its year."""
    signs = _LITERAL.sub("", number_format).casefold()
    return "d" in signs and "y" not in signs


def _shown(cell: Any) -> Native:
    """The cell's value; of a date that is shown without its year the day and the month."""
    value: Native = cell.value
    if isinstance(value, datetime) and hides_year(cell.number_format):
        return DayAndMonth.combine(value.date(), value.time())
    return value


def _grid(sheet: Any, limits: Limits, years_hidden: bool) -> Grid:
    def rows() -> Iterator[Row]:
        return _rows(sheet, limits, years_hidden)

    return Grid(sheet.title, tuple(islice(rows(), HEAD)), rows, native=True)


def _rows(sheet: Any, limits: Limits, years_hidden: bool) -> Iterator[Row]:
    sheet.reset_dimensions()  # the size that a sheet states of itself may be wrong
    cells_read = 0
    try:
        for number, found in enumerate(sheet.iter_rows(values_only=not years_hidden), 1):
            cells = tuple(map(_shown, found)) if years_hidden else found
            cells_read += len(cells) or 1
            if cells_read > limits.cells:
                raise UnreadableFile(TOO_MANY_CELLS, sheet=sheet.title, limit=limits.cells)
            if number > MOST_ROWS:
                raise UnreadableFile(TOO_LONG, sheet=sheet.title, limit=MOST_ROWS)
            if any(cell is not None and cell != "" for cell in cells):
                yield number, cells
    except (UnreadableFile, MemoryError):
        raise
    except Exception as problem:  # see grids()
        raise UnreadableFile(DAMAGED) from problem
