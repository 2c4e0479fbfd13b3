"""The blocks of a text whose tables stand below comment lines, as analytics tools write them."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

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


def _is_comment(line: str) -> bool:
    return line.startswith(("#", '"#'))


def _is_header(line: str) -> bool:
    """Whether the line can be one of column names: nothing in it is empty or a number."""
    cells = [cell.strip(' "\r\n') for cell in _PARTED.split(line)]
    while cells and not cells[-1]:
        cells.pop()
    return bool(cells) and all(cell and _NUMBER.fullmatch(cell) is None for cell in cells)
