"""Delimited text: comma, semicolon or tab, in Unicode or in the encoding that a layout declares.

The bytes are decoded strictly and the rows are split strictly: what does not follow the rules is refused with
its line, because a lenient reader loses rows or shifts columns without a word.
"""

import csv
import io
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate, chain, islice, pairwise
from typing import Final

from kpi.importing.errors import UnreadableFile
from kpi.importing.limits import DEFAULT, Limits
from kpi.importing.readers.blocks import blocks
from kpi.importing.readers.grid import HEAD, Grid, Native, Row, Tell
from kpi.words import N_

DELIMITERS: Final = (",", ";", "\t")
PIECE: Final = 256 * 1024
_BREAK: Final = re.compile("\r\n|\r|\n")
ROWS: Final = 200
"""Rows that are looked at together."""

TOO_WIDE: Final = N_(
    "The row on line {line} has more than {limit} columns, which no export has. Export again as CSV."
)
TOO_MANY_CELLS: Final = N_("The file has more than {limit} cells. Export a shorter period.")


class TooWide(UnreadableFile):
    """A row of more columns than any export has."""


def decode(content: bytes, encoding: str = "") -> str:
    """The text of a file: by its byte-order mark, else as strict UTF-8, else in `encoding`.

    Raises:
        UnreadableFile: the bytes are no such text; the sentence names the byte and its line.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16", "UTF-16")
    if not encoding:
        return _decoded(content, "utf-8-sig", "UTF-8")
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(content, encoding, encoding)
    return _decoded(content, "utf-8-sig", "UTF-8")


def is_damaged_unicode(content: bytes) -> bool:
    """Whether bytes that are not UTF-8 were: most letters beyond ASCII in them still are, or the last is cut."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as problem:
        if problem.reason == "unexpected end of data":
            return True
    letters = [letter for letter in content.decode("utf-8", "replace") if letter > "\x7f"]
    return 2 * letters.count("\ufffd") < len(letters)


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        if encoding == "utf-16" or problem.reason == "unexpected end of data":
            raise UnreadableFile(
                N_("The file ends in the middle of a letter on line {line}: it was cut. Export it again."),
                line=line,
            ) from None
        raise UnreadableFile(
            N_(
                "Line {line} has a byte ({byte}) that is not {encoding} text. "
                "Save the file as “CSV UTF-8” and import it again."
            ),
            line=line,
            byte=f"0x{content[problem.start]:02X}",
            encoding=name,
        ) from None
    if "\x00" in text:
        raise UnreadableFile(
            N_("Line {line} holds NUL bytes: the file is damaged, or it is not text. Export it again."),
            line=text[: text.index("\x00")].count("\n") + 1,
        )
    return text


def grids(text: str, limits: Limits = DEFAULT, tell: Tell | None = None) -> list[Grid]:
    """The tables that the text may be, for each delimiter: one a block between comment lines, or a title line.

    Raises:
        UnreadableFile: a row has more columns than `limits` allows. Later, where all rows are read: there are more
            cells than that, or a row follows no rule.
    """
    meter = Meter(limits, len(text), tell)
    found: list[Grid] = []
    for block in blocks(text):
        said, rest = _said_delimiter(block.text)
        start = block.line + 1 if said else block.line
        for delimiter in (said,) if said else DELIMITERS:
            found += _tables(_Text(rest, start, delimiter, block.comments, meter))
    return found


@dataclass(frozen=True)
class _Text:
    """A block of the text as one delimiter parts it."""

    block: str
    first_line: int
    delimiter: str
    comments: tuple[str, ...]
    meter: "Meter"

    def grid(self, title: str = "", after: int = 0, before: int = sys.maxsize) -> Grid:
        """The table between two lines of the file."""

        def rows() -> Iterator[Row]:
            every = _rows(self.block, self.first_line, self.delimiter, self.meter)
            if not title:
                return every
            return (row for row in every if after < row[0] < before)

        open_end = not self.block.endswith(("\n", "\r"))
        head = _readable_head(rows())
        return Grid("", head, rows, False, self.comments, open_end, self.delimiter, title)


def _tables(text: _Text) -> list[Grid]:
    """The block as one table; or, where it begins with a title line, as the tables below such lines."""
    titles = _titles(text)
    if not titles:
        return [text.grid()]
    ends = [line for line, _ in titles[1:]] + [sys.maxsize]
    return [text.grid(title, line, end) for (line, title), end in zip(titles, ends, strict=True)]


def _titles(text: _Text) -> list[tuple[int, str]]:
    """(line, title) of each row of one cell above a row of several, if the first row is such a one."""
    titles: list[tuple[int, str]] = []
    with suppress(UnreadableFile):  # raised again for whoever reads the rows
        for (line, cells), (_, below) in pairwise(
            _rows(text.block, text.first_line, text.delimiter, text.meter)
        ):
            if _is_title(cells, below):
                titles.append((line, str(cells[0]).strip()))
            elif not titles:
                break
    return titles


def _is_title(cells: Sequence[Native], below: Sequence[Native]) -> bool:
    """Whether a row is one cell above several, or as a spreadsheet fills it up, above what is no row of data."""
    if len(cells) == 1:
        return len(below) > 1
    filled = [str(cell) for cell in below if cell]
    alone = bool(cells[0]) and not any(cells[1:])
    return alone and len(filled) > 1 and not any(map(str.isdigit, "".join(filled)))


def _readable_head(rows: Iterator[Row]) -> tuple[Row, ...]:
    """The rows before the first that cannot be read; the error itself is for whoever reads all rows.

    Raises:
        TooWide: whatever follows, that is no header of anything.
    """
    head: list[Row] = []
    try:
        head.extend(islice(rows, HEAD))
    except TooWide:
        raise
    except UnreadableFile:
        pass
    return tuple(head)


def _rows(block: str, first_line: int, delimiter: str, meter: "Meter") -> Iterator[Row]:
    """The rows of `block`, each with the line of the file on which it begins."""
    lines = chain.from_iterable(io.StringIO(piece, newline="") for piece in meter.pieces(block))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    above = first_line - 1
    cells_left = meter.limits.cells
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
        cells_left -= sum(widths)
        begins = _first_lines(line, above + reader.line_num + 1, some)
        if cells_left < 0:
            raise UnreadableFile(TOO_MANY_CELLS, limit=meter.limits.cells)
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
    breaks = (sum(len(_BREAK.findall(cell)) for cell in cells) for cells in rows)
    return list(accumulate((1 + each for each in breaks), initial=first))


@dataclass(frozen=True)
class Meter:
    """How much of a text may be read, and who is told how much was: `size` is the whole text's."""

    limits: Limits
    size: int
    tell: Tell | None

    def pieces(self, block: str) -> Iterator[str]:
        """The text in pieces that end with a line: one by one they take little memory beside it."""
        start = 0
        while start < len(block):
            if start and self.tell is not None:
                self.tell(start, self.size)
            end = block.find("\n", start + PIECE) + 1 or len(block)
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
            N_("A quotation mark opens in the row on line {line} and never closes: the file was cut there."),
            line=line,
        )
    return UnreadableFile(
        N_(
            "The row on line {line} has a quotation mark in the wrong place. Correct that line or export again."
        ),
        line=line,
    )


def _said_delimiter(block: str) -> tuple[str, str]:
    """The delimiter that a first line `sep=;` names ("" if none does), and the text after that line."""
    line, _, rest = block.partition("\n")
    said = line.strip('\r "')
    if said.lower().startswith("sep=") and len(said) <= 5:
        return said[4:] or "\t", rest
    return "", block
