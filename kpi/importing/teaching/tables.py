"""What a file looks like to somebody who has to say what its columns mean: its tables, with their first rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final, Literal

from kpi.importing.cells.spot import as_text
from kpi.importing.errors import UnreadableFile
from kpi.importing.layout import Form
from kpi.importing.limits import DEFAULT, Limits
from kpi.importing.parse import WORKBOOKS
from kpi.importing.readers import delimited
from kpi.importing.readers.grid import Grid, Native
from kpi.importing.readers.sniff import kind_of
from kpi.importing.records import Refusal
from kpi.importing.source import Source
from kpi.words import N_, Message

ROWS: Final = 300
WIDTH: Final = 250
LENGTH: Final = 200
HEADERS: Final = 15
"""How many of the first rows are offered as the header."""

NO_TABLE: Final = N_("The file holds no table: no row has two cells. Nothing in it can be mapped.")


@dataclass(frozen=True)
class Line:
    """A row of the file, by the line on which it begins, with its cells as a person would type them."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of the file.

    Attributes:
        form: csv for any delimited text, xlsx for any workbook.
        sheet: the sheet's name; "" in a text file.
        title: the line of one cell directly above, where there is one.
        comments: whether lines that start with # stand directly above.
        encoding: "cp1252" where the file is not Unicode and can be read as that.
        alone: no other table of the file could be meant.
        lines: the first rows, as many as are looked at.
        dates: columns (from 0) whose cells are the workbook's own dates, so that no text has to be read.
    """

    form: Form
    sheet: str
    title: str
    comments: bool
    encoding: Literal["", "cp1252"]
    alone: bool
    lines: tuple[Line, ...]
    dates: tuple[int, ...] = ()

    @property
    def headers(self) -> tuple[Line, ...]:
        """The rows that may be the header, the likeliest first: the earliest of the widest."""
        rows = [line for line in self.lines[:HEADERS] if sum(bool(cell.strip()) for cell in line.cells) > 1]
        widest = max((len(line.cells) for line in rows), default=0)
        return tuple(sorted(rows, key=lambda line: (len(line.cells) < widest, line.number)))

    def below(self, header: int) -> tuple[Line, ...]:
        """The rows below the header on that line."""
        return tuple(line for line in self.lines if line.number > header)


@dataclass(frozen=True)
class Looked:
    """The tables that a file holds, at least one."""

    tables: tuple[Table, ...]


def look(source: Source, *, limits: Limits = DEFAULT, tell: object = None) -> Looked | Refusal:  # noqa: ARG001
    """The tables of a file, as far as they have to be seen to be mapped; or why it cannot be read."""
    try:
        form, encoding, grids = _grids(source.content, limits)
        found = [grid for grid in grids if any(len(cells) > 1 for _, cells in grid.head)]
        if not found:
            return Refusal(Message(NO_TABLE))
        alone = len(found) == 1
        return Looked(tuple(_table(form, encoding, grid, alone) for grid in found))
    except UnreadableFile as problem:
        return Refusal(problem.reason)


def _grids(content: bytes, limits: Limits) -> tuple[Form, Literal["", "cp1252"], Sequence[Grid]]:
    kind = kind_of(content)
    if kind in WORKBOOKS:
        return "xlsx", "", WORKBOOKS[kind](content, limits)
    encoding: Literal["", "cp1252"] = ""
    try:
        text = delimited.decode(content)
    except UnreadableFile:
        encoding = "cp1252"
        text = delimited.decode(content, encoding)
    return "csv", encoding, _best_delimited(delimited.grids(text, limits))


def _best_delimited(grids: Sequence[Grid]) -> list[Grid]:
    """Of the file parted in several ways, the tables of the one that gives most cells in rows of one width."""
    cells: dict[str, int] = {}
    for grid in grids:
        widths = Counter(len(row) for _, row in grid.head if len(row) > 1)
        like_most = max((width * rows for width, rows in widths.items()), default=0)
        cells[grid.delimiter] = cells.get(grid.delimiter, 0) + like_most
    best = max(cells, key=cells.__getitem__, default="")
    return [grid for grid in grids if grid.delimiter == best]


def _table(form: Form, encoding: Literal["", "cp1252"], grid: Grid, alone: bool) -> Table:
    rows = [(number, list(cells[:WIDTH])) for number, cells in islice(grid.rows(), ROWS)]
    lines = tuple(Line(number, tuple(as_text(cell)[:LENGTH] for cell in cells)) for number, cells in rows)
    dates = _dates([cells for _, cells in rows])
    return Table(form, grid.name, grid.title, bool(grid.comments), encoding, alone, lines, dates)


def _dates(rows: Sequence[Sequence[Native]]) -> tuple[int, ...]:
    """The columns that hold dates of the workbook, and below their first rows nothing else."""
    kinds: dict[int, set[bool]] = {}
    for cells in rows[1:]:
        for index, cell in enumerate(cells):
            if cell not in (None, ""):
                kinds.setdefault(index, set()).add(isinstance(cell, datetime | date))
    return tuple(sorted(index for index, found in kinds.items() if found == {True}))
