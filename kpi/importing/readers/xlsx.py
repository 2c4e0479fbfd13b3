"""Office Open XML workbooks (.xlsx), through openpyxl's read-only mode.

A workbook is a ZIP of XML: it is looked at before it is unpacked, and its cells are counted while it is read.
"""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from openpyxl import load_workbook

from kpi.importing.errors import UnreadableFile
from kpi.importing.limits import DEFAULT, Limits
from kpi.importing.readers.archive import DAMAGED, look_into
from kpi.importing.readers.grid import HEAD, Grid, Row
from kpi.words import N_

MOST_ROWS: Final = 1_048_576
"""Of a sheet, in Excel and in everything that writes for it."""

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
        found = [_grid(sheet, limits) for sheet in book.worksheets]
    except (UnreadableFile, MemoryError):
        raise
    except Exception as problem:  # openpyxl raises whatever its XML and ZIP readers raise
        raise UnreadableFile(DAMAGED) from problem
    return [grid for grid in found if grid.head]


def _grid(sheet: Any, limits: Limits) -> Grid:
    def rows() -> Iterator[Row]:
        return _rows(sheet, limits)

    return Grid(sheet.title, tuple(islice(rows(), HEAD)), rows, native=True)


def _rows(sheet: Any, limits: Limits) -> Iterator[Row]:
    sheet.reset_dimensions()  # the size that a sheet states of itself may be wrong
    cells_read = 0
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
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
