"""Delimited text: comma, semicolon or tab, in Unicode or in the encoding that a layout declares.

The bytes are decoded strictly and the rows are split strictly: what does not follow the rules is refused with
its line, because a lenient reader loses rows or shifts columns without a word.
"""

import csv
import io
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from kpi.importing.errors import UnreadableFile
from kpi.importing.readers.grid import HEAD, Grid, Row
from kpi.words import N_

DELIMITERS: Final = (",", ";", "\t")


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
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(content, encoding, encoding)


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


def grids(text: str) -> list[Grid]:
    """The tables that the text may be, for each delimiter: one a block between comment lines, or a title line."""
    found: list[Grid] = []
    for first_line, comments, block in _blocks(text):
        said, rest = _said_delimiter(block)
        start = first_line + 1 if said else first_line
        for delimiter in (said,) if said else DELIMITERS:
            found += _tables(_Text(rest, start, delimiter, comments))
    return found


@dataclass(frozen=True)
class _Text:
    """A block of the text as one delimiter parts it."""

    block: str
    first_line: int
    delimiter: str
    comments: tuple[str, ...]

    def grid(self, title: str = "", after: int = 0, before: int = sys.maxsize) -> Grid:
        """The table between two lines of the file."""

        def rows() -> Iterator[Row]:
            every = _rows(self.block, self.first_line, self.delimiter)
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
        for (line, cells), (_, below) in pairwise(_rows(text.block, text.first_line, text.delimiter)):
            if len(cells) == 1 < len(below):
                titles.append((line, str(cells[0]).strip()))
            elif not titles:
                break
    return titles


def _readable_head(rows: Iterator[Row]) -> tuple[Row, ...]:
    """The rows before the first that cannot be read; the error itself is for whoever reads all rows."""
    head: list[Row] = []
    with suppress(UnreadableFile):
        head.extend(islice(rows, HEAD))
    return tuple(head)


def _rows(block: str, first_line: int, delimiter: str) -> Iterator[Row]:
    """The rows of `block`, each with the line of the file on which it begins."""
    reader = csv.reader(io.StringIO(block, newline=""), delimiter=delimiter, strict=True)
    before = first_line - 1
    line = first_line
    try:
        for cells in reader:
            # A blank line, or one of empty cells only, is the tail that spreadsheets leave.
            if cells and (cells[0] or any(cells)):
                yield line, cells
            line = before + reader.line_num + 1
    except csv.Error as problem:
        raise _unreadable(problem, line) from None


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


def _blocks(text: str) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """(first line, comment lines above, text) of each block; one block where there are no comment lines."""
    if not text.lstrip("\r\n").startswith("#"):
        yield 1, (), text
        return
    comments: list[str] = []
    block: list[str] = []
    start = 1
    for number, line in enumerate(io.StringIO(text, newline=""), 1):
        if line.startswith("#"):
            if any(each.strip() for each in block):
                yield start, tuple(comments), "".join(block)
                comments = []
            block = []
            comments.append(line.rstrip("\r\n"))
            continue
        start = number if not block else start
        block.append(line)
    if any(each.strip() for each in block):
        yield start, tuple(comments), "".join(block)


def _said_delimiter(block: str) -> tuple[str, str]:
    """The delimiter that a first line `sep=;` names ("" if none does), and the text after that line."""
    line, _, rest = block.partition("\n")
    said = line.strip('\r "')
    if said.lower().startswith("sep=") and len(said) <= 5:
        return said[4:] or "\t", rest
    return "", block
