"""Rows as a reader found them: what every reader hands on, whatever the kind of file."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kpi.importing.readers.by_column import ByColumn


class DayAndMonth(datetime):
    """A workbook's date that is shown without its year.

    A spreadsheet that opens a text file makes of "April 12" a date of the year in which it is opened, and shows the day
    and the month alone: the year is nobody's.
    """


Native = str | int | float | bool | datetime | date | time | timedelta | None
"""A cell. Text files hold strings only; spreadsheets also hold numbers, dates and nothing."""

Row = tuple[int, Sequence[Native]]
"""The line (or sheet row) on which a row begins, and its cells."""

Piece = ByColumn | Iterator[Row]
"""Some rows that follow one another."""

Tell = Callable[[int, int], None]
"""Is told how much of a file was read, of how much in all."""

HEAD = 40
"""How many rows a header may stand below."""


@dataclass(frozen=True)
class Grid:
    """One table-shaped part of a file: a text file, one of its blocks, or a sheet.

    Attributes:
        name: of the sheet; "" in a text file.
        head: the first rows, at most `HEAD`, blank ones left out.
        rows: reads all rows anew, blank ones left out; raises `UnreadableFile` where the file cannot be read.
        native: cells may be numbers and dates; otherwise all are text.
        comments: the lines that start with # directly above.
        pieces: reads all rows anew too, those of so many cells by column where that is quicker; None where it never is.
        title: the line of one cell directly above the header, where a text file has such lines.
        open_end: the last line of the file has no line break: it may have been cut.
        delimiter: what parts the fields of a text file.
    """

    name: str
    head: tuple[Row, ...]
    rows: Callable[[], Iterator[Row]]
    native: bool = False
    comments: tuple[str, ...] = ()
    open_end: bool = False
    delimiter: str = ""
    title: str = ""
    pieces: Callable[[int], Iterator[Piece]] | None = None
