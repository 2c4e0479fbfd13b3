"""Delimited text: comma, semicolon or tab, in Unicode or in the encoding that a layout declares.

The bytes are decoded strictly and the rows are split strictly: what does not follow the rules is refused with
its line, because a lenient reader loses rows or shifts columns without a word.
"""

import codecs
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import islice, pairwise
from typing import Final

from kpi.importing.errors import UnreadableFile
from kpi.importing.limits import DEFAULT, Limits
from kpi.importing.readers.blocks import blocks
from kpi.importing.readers.grid import HEAD, Grid, Native, Row, Tell
from kpi.importing.readers.lines import BREAK, Meter, TooWide, plain_pieces, split_rows
from kpi.words import N_

SEEN: Final = 64 * 1024
CONTROLS: Final = bytes({*range(1, 32), 127} - set(b"\t\n\r\f\x1a"))
MOST_CONTROLS: Final = 0.02
NO_TEXT: Final = N_(
    "The file is neither text nor a workbook, whatever its name says. Import the export as it was downloaded."
)
DAMAGED: Final = N_(
    "Line {line} has a byte ({byte}) that is not {encoding} text, as the rest of the file is: the file was damaged "
    "on its way. Export it again."
)
OTHER_ENCODING: Final = N_(
    "Line {line} has a byte ({byte}) that is not {encoding} text. Save the file as “CSV UTF-8” and import it again."
)
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
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(content, encoding, encoding)
    return _decoded(content, "utf-8-sig", "UTF-8")


def is_damaged_unicode(content: bytes) -> bool:
    """Whether bytes that are not UTF-8 were: most letters beyond ASCII in them still are, the last is cut, or one of
    the three bytes is wrong with which such files begin.
    """
    if (
        sum(one == other for one, other in zip(content, codecs.BOM_UTF8, strict=False))
        == len(codecs.BOM_UTF8) - 1
    ):
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as problem:
        if problem.reason == "unexpected end of data":
            return True
    letters = [letter for letter in content.decode("utf-8", "replace") if letter > "\x7f"]
    return 2 * letters.count("\ufffd") < len(letters)


def is_no_text(content: bytes) -> bool:
    """Whether bytes are no text in any encoding: in one, control characters other than line ends are rare."""
    start = content[:SEEN]
    return len(start.translate(None, CONTROLS)) < (1 - MOST_CONTROLS) * len(start)


def _decoded(content: bytes, encoding: str, name: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as problem:
        seen = problem.object  # without the byte-order mark that the content may begin with
        line = seen[: problem.start].count(b"\n") + 1
        if encoding == "utf-16" or problem.reason == "unexpected end of data":
            raise UnreadableFile(
                N_("The file ends in the middle of a letter on line {line}: it was cut. Export it again."),
                line=line,
            ) from None
        if is_no_text(content):
            raise UnreadableFile(NO_TEXT) from None
        template = DAMAGED if name == "UTF-8" and is_damaged_unicode(content) else OTHER_ENCODING
        byte = f"0x{seen[problem.start]:02X}"
        raise UnreadableFile(template, line=line, byte=byte, encoding=name) from None
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
            every = self.rows()
            if not title:
                return every
            return (row for row in every if after < row[0] < before)

        plain = not title and '"' not in self.block
        by_column = partial(plain_pieces, self.block, self.first_line, self.delimiter, self.meter)
        open_end = not self.block.endswith(("\n", "\r"))
        return Grid(
            "",
            _readable_head(rows()),
            rows,
            comments=self.comments,
            open_end=open_end,
            delimiter=self.delimiter,
            title=title,
            pieces=by_column if plain else None,
        )

    def rows(self) -> Iterator[Row]:
        return split_rows(self.block, self.first_line, self.delimiter, self.meter)


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
        for (line, cells), (_, below) in pairwise(text.rows()):
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


def _said_delimiter(block: str) -> tuple[str, str]:
    """The delimiter that a first line `sep=;` names ("" if none does), and the text after that line."""
    end = BREAK.search(block)
    said = block[: end.start()].strip(' "') if end else ""
    if end and said.lower().startswith("sep=") and len(said) <= 5:
        return said[4:] or "\t", block[end.end() :]
    return "", block
