"""Office Open XML workbooks (.xlsx), through openpyxl's read-only mode.

A workbook is a ZIP of XML: it is looked at before it is unpacked, and its cells are counted while it is read.
"""

import io
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from openpyxl import load_workbook

from kpi.importing.errors import UnreadableFile
from kpi.importing.readers.grid import HEAD, Grid, Row
from kpi.words import N_

MEMBERS: Final = 2_000
UNPACKED: Final = 500 * 1024 * 1024
CELLS: Final = 30_000_000


def grids(content: bytes) -> list[Grid]:
    """The sheets of a workbook that hold anything.

    Raises:
        UnreadableFile: it is damaged, or larger unpacked than we read.
    """
    _look_before_unpacking(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        found = [_grid(sheet) for sheet in book.worksheets]
    except UnreadableFile:
        raise
    except Exception as problem:  # openpyxl raises whatever its XML and ZIP readers raise
        raise _damaged() from problem
    return [grid for grid in found if grid.head]


def _grid(sheet: Any) -> Grid:
    def rows() -> Iterator[Row]:
        return _rows(sheet)

    return Grid(sheet.title, tuple(islice(rows(), HEAD)), rows, native=True)


def _rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # the size that a sheet states of itself may be wrong
    cells_read = 0
    try:
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            cells_read += len(cells) or 1
            if cells_read > CELLS:
                raise UnreadableFile(
                    N_("The sheet “{sheet}” has more than {limit} cells. Export a shorter period."),
                    sheet=sheet.title,
                    limit=CELLS,
                )
            if any(cell is not None and cell != "" for cell in cells):
                yield number, cells
    except UnreadableFile:
        raise
    except Exception as problem:  # see grids()
        raise _damaged() from problem


def _look_before_unpacking(content: bytes) -> None:
    try:
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile:
        raise _damaged() from None
    if len(members) > MEMBERS or sum(member.file_size for member in members) > UNPACKED:
        raise UnreadableFile(
            N_("The workbook unpacks to more than {limit} MB. Export a shorter period, or as CSV."),
            limit=UNPACKED // (1024 * 1024),
        )


def _damaged() -> UnreadableFile:
    return UnreadableFile(N_("The workbook is damaged or was cut: it cannot be opened. Export it again."))
