"""Workbooks in SpreadsheetML 2003: XML under the name .xls, as Facebook Insights and other tools write it.

Read with expat, one event at a time. A document type is refused before anything in it is read, so there are no
entities to expand and nothing outside of the file is ever asked for.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Final
from xml.parsers import expat  # nosec: document types, and so entities, are refused below

from kpi.importing.errors import UnreadableFile
from kpi.importing.limits import DEFAULT, Limits
from kpi.importing.readers.grid import HEAD, Grid, Native, Row
from kpi.words import N_

_SHEET: Final = "urn:schemas-microsoft-com:office:spreadsheet "

DAMAGED: Final = N_("The workbook (XML) is damaged or was cut on line {line}. Export it again.")
DOCUMENT_TYPE: Final = N_(
    "The workbook (XML) declares a document type, which no export has: it is not read. Export it again."
)
TOO_LARGE: Final = N_("The workbook (XML) has more than {limit} cells. Export a shorter period.")


def grids(content: bytes, limits: Limits = DEFAULT) -> list[Grid]:
    """The sheets of a workbook that hold anything.

    Raises:
        UnreadableFile: it is no well-formed XML, declares a document type, or is too large.
    """
    book = _Book(limits)
    try:
        book.parser.Parse(content, True)
    except (expat.ExpatError, ValueError):
        raise UnreadableFile(DAMAGED, line=book.parser.CurrentLineNumber) from None
    return [_grid(name, rows) for name, rows in book.sheets if rows]


def _grid(name: str, found: list[Row]) -> Grid:
    def rows() -> Iterator[Row]:
        return iter(found)

    return Grid(name, tuple(islice(found, HEAD)), rows, native=True)


class _Book:
    """Gathers the sheets while expat walks through the document."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sheets: list[tuple[str, list[Row]]] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self._cells: list[Native] = []
        self._row = 0
        self._read = 0
        self._type = ""
        self._text: list[str] | None = None

    def _document_type(self, *_: object) -> None:
        raise UnreadableFile(DOCUMENT_TYPE)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.removeprefix(_SHEET):
            case "Worksheet":
                self.sheets.append((attributes.get(f"{_SHEET}Name", ""), []))
                self._row = 0
            case "Row":
                self._row = int(attributes.get(f"{_SHEET}Index", self._row + 1))
                self._cells = []
            case "Cell":
                self._skip_to(int(attributes.get(f"{_SHEET}Index", len(self._cells) + 1)))
                self._cells.append(None)
            case "Data":
                self._type = attributes.get(f"{_SHEET}Type", "String")
                self._text = []
            case _:
                return

    def _skip_to(self, column: int) -> None:
        if not len(self._cells) < column <= self.limits.columns:
            raise ValueError(column)
        self._cells += [None] * (column - 1 - len(self._cells))

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        match name.removeprefix(_SHEET):
            case "Data" if self._text is not None and self._cells:
                self._cells[-1] = _native(self._type, "".join(self._text))
                self._text = None
            case "Row" if self.sheets:
                self._read += len(self._cells) or 1
                if self._read > self.limits.cells:
                    raise UnreadableFile(TOO_LARGE, limit=self.limits.cells)
                if any(cell not in (None, "") for cell in self._cells):
                    self.sheets[-1][1].append((self._row, tuple(self._cells)))
            case _:
                return


def _native(kind: str, text: str) -> Native:
    """A cell as an .xlsx would hold it. Text that is not what its type says stays text, and is judged later."""
    try:
        match kind:
            case "Number":
                number = float(text)
                return int(text) if text.strip().lstrip("+-").isdigit() else number
            case "DateTime":
                return datetime.fromisoformat(text)
            case "Boolean":
                return text.strip() == "1"
            case _:
                return text
    except ValueError:
        return text
