"""The lines of a delimited text as rows: as the csv module parts them, or by columns where nothing is quoted."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, islice
from typing import Final

from kpi.importing.errors import UnreadableFile
from kpi.importing.limits import Limits
from kpi.importing.readers.by_column import split
from kpi.importing.readers.grid import Piece, Row, Tell
from kpi.words import N_

PIECE: Final = 256 * 1024
PLAIN_PIECE: Final = 1024 * 1024
"""Letters of a text that are split by columns at once: enough that what is done once costs nothing."""
BREAK: Final = re.compile("\r\n|\r|\n")
ROWS: Final = 200
"""Rows that are looked at together."""

TOO_WIDE: Final = N_(
    "The row on line {line} has more than {limit} columns, which no export has. Export again as CSV."
)
TOO_MANY_CELLS: Final = N_("The file has more than {limit} cells. Export a shorter period.")


class TooWide(UnreadableFile):
    """A row of more columns than any export has."""


@dataclass
class Budget:
    """How many cells may still be read."""

    limit: int
    read: int = 0

    def spend(self, cells: int) -> None:
        self.read += cells
        if self.read > self.limit:
            raise UnreadableFile(TOO_MANY_CELLS, limit=self.limit)


def plain_pieces(block: str, first_line: int, delimiter: str, meter: "Meter", width: int) -> Iterator[Piece]:
    """The rows of `block`, which holds no quotation mark: by columns, where all of a piece have `width` cells.

    Without a quotation mark each line is a row, whatever stands before it.
    """
    budget, line = Budget(meter.limits.cells), first_line
    for text in meter.pieces(block, PLAIN_PIECE):
        found = split(text, delimiter, width, line)
        if found is None:
            yield split_rows(text, line, delimiter, replace(meter, tell=None), budget)
            line += len(BREAK.findall(text))
        else:
            budget.spend(len(found) * width)
            yield found
            line += len(found)


def split_rows(
    block: str, first_line: int, delimiter: str, meter: "Meter", budget: Budget | None = None
) -> Iterator[Row]:
    """The rows of `block`, each with the line of the file on which it begins."""
    budget = budget or Budget(meter.limits.cells)
    lines = chain.from_iterable(io.StringIO(piece, newline="") for piece in meter.pieces(block))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    above = first_line - 1
    problem: csv.Error | None = None
    while problem is None:
        line = above + reader.line_num + 1
        some: list[list[str]] = []
        try:
            some.extend(islice(reader, ROWS))
        except csv.Error as found:
            problem = found.with_traceback(None)  # after the rows before it; without what they take
        if not some and problem is None:
            return
        widths = list(map(len, some))
        begins = _first_lines(line, above + reader.line_num + 1, some)
        budget.spend(sum(widths))
        if max(widths, default=0) > meter.limits.columns:
            wide = next(place for place, width in enumerate(widths) if width > meter.limits.columns)
            raise TooWide(TOO_WIDE, line=begins[wide], limit=meter.limits.columns)
        line = begins[-1]
        if 0 not in widths and all([cells[0] for cells in some]):  # noqa: C419 (a third of the time)
            yield from zip(begins, some)  # noqa: B905 (the last line is that of the row after them)
        else:
            # A blank line, or one of empty cells only, is the tail that spreadsheets leave.
            yield from ((first, cells) for first, cells in zip(begins, some) if any(cells))  # noqa: B905
    raise _unreadable(problem, line) from None


def _first_lines(first: int, after: int, rows: Sequence[list[str]]) -> Sequence[int]:
    """The line on which each row begins, and the one after the last; a cell may hold line breaks."""
    if after - first == len(rows):
        return range(first, after + 1)
    breaks = (sum(len(BREAK.findall(cell)) for cell in cells) for cells in rows)
    return list(accumulate((1 + each for each in breaks), initial=first))


@dataclass(frozen=True)
class Meter:
    """How much of a text may be read, and who is told how much was: `size` is the whole text's."""

    limits: Limits
    size: int
    tell: Tell | None

    def pieces(self, block: str, letters: int = PIECE) -> Iterator[str]:
        """The text in pieces that end with a line: one by one they take little memory beside it."""
        start = 0
        while start < len(block):
            if start and self.tell is not None:
                self.tell(start, self.size)
            end = block.find("\n", start + letters) + 1 or len(block)
            yield block[start:end]
            start = end


def _unreadable(problem: csv.Error, line: int) -> UnreadableFile:
    if "field larger than field limit" in str(problem):
        return UnreadableFile(
            N_(
                "The row on line {line} has a cell of more than {limit} characters. Shorten it or export again."
            ),
            line=line,
            limit=csv.field_size_limit(),
        )
    if "unexpected end of data" in str(problem):
        return UnreadableFile(
            N_(
                "A quotation mark opens in the row on line {line} and never closes: the file was cut, or that "
                "line was changed. Export it again."
            ),
            line=line,
        )
    return UnreadableFile(
        N_(
            "The row on line {line} has a quotation mark in the wrong place. Correct that line or export again."
        ),
        line=line,
    )
