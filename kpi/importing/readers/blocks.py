"""The blocks of a file whose tables stand below comment lines, as analytics tools write them."""

import io
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Final

from kpi.importing.readers.grid import HEAD, Grid, Native, Row

_NOTHING: Final = ' \t\r\n,;"'
"""All that a line may hold that says nothing, once a spreadsheet has written it."""
_PARTED: Final = re.compile(r"[,;\t]")
_NUMBER: Final = re.compile(r"[\s\d.,:%+-]*\d[\s\d.,:%+-]*")


@dataclass(frozen=True)
class Block:
    """A part of the text: the line on which it begins, the comment lines that speak of it, and the text."""

    line: int
    comments: tuple[str, ...]
    text: str


def blocks(text: str) -> Iterator[Block]:
    """The blocks; one block where the text does not begin with a comment line.

    Where it does, a blank line above another header begins another table too; without comments of its own, that
    is below the same ones. Blank lines inside a quoted cell, or between rows, end nothing.
    """
    if not _is_comment(text.lstrip("\r\n")):
        yield Block(1, (), text)
        return
    comments: list[str] = []
    lines: list[str] = []
    start, quoted, blank, told = 1, False, False, False
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        comment = not quoted and _is_comment(line)
        if lines and (comment or (blank and _is_header(line))):
            yield Block(start, tuple(comments), "".join(lines))
            lines, told = [], True
        if comment:
            comments = [] if told else comments
            told = False
            comments.append(line.strip().strip('"'))
            continue
        blank = not quoted and not line.strip(_NOTHING)
        if lines or not blank:
            start = start if lines else number
            lines.append(line)
            quoted ^= line.count('"') % 2 == 1
    if lines:
        yield Block(start, tuple(comments), "".join(lines))


def sheet_blocks(grid: Grid) -> list[Grid]:
    """The tables of a sheet that begins with comment lines, as a text that was opened in a spreadsheet does."""
    if not grid.head or not _is_comment_row(grid.head[0][1]):
        return [grid]
    starts: list[tuple[int, tuple[str, ...]]] = []
    comments: list[str] = []
    told, before = True, 0
    for line, cells in grid.rows():
        if _is_comment_row(cells):
            comments = [] if told else comments
            told = False
            comments.append(str(cells[0]).strip())
        elif not told or (line > before + 1 and _names_only(cells)):
            starts.append((line, tuple(comments)))
            told = True
        before = line
    ends = [*(line for line, _ in starts[1:]), sys.maxsize]
    return [_part(grid, start, end, said) for (start, said), end in zip(starts, ends, strict=True)]


def _part(grid: Grid, start: int, end: int, comments: tuple[str, ...]) -> Grid:
    """The rows of a sheet from `start` up to `end`, without comment lines."""

    def rows() -> Iterator[Row]:
        return (row for row in grid.rows() if start <= row[0] < end and not _is_comment_row(row[1]))

    return replace(grid, head=tuple(islice(rows(), HEAD)), rows=rows, comments=comments)


def _is_comment_row(cells: Sequence[Native]) -> bool:
    return bool(cells) and isinstance(cells[0], str) and cells[0].startswith("#")


def _names_only(cells: Sequence[Native]) -> bool:
    """Whether the row can be one of column names: text from the first cell on, without a gap or a number."""
    filled = [cell not in (None, "") for cell in cells]
    texts = [isinstance(cell, str) and _NUMBER.fullmatch(cell) is None for cell in cells]
    return (
        filled[0]
        and not any(b and not a for a, b in pairwise(filled))
        and texts[: sum(filled)].count(False) == 0
    )


def _is_comment(line: str) -> bool:
    return line.startswith(("#", '"#'))


def _is_header(line: str) -> bool:
    """Whether the line can be one of column names: nothing in it is empty or a number."""
    cells = [cell.strip(' "\r\n') for cell in _PARTED.split(line)]
    while cells and not cells[-1]:
        cells.pop()
    return bool(cells) and all(cell and _NUMBER.fullmatch(cell) is None for cell in cells)
