"""CSV files that people open in a spreadsheet and that programs read back without loss.

Two forms. `SPANISH` is what Excel in Spanish opens with a double click: `;`, decimal comma, and a UTF-8 byte
order mark, without which it shows `Ã±` for `ñ`. `ENGLISH` is what programs and Excel in English read: `,`,
decimal point, and no mark, because plain CSV readers take it for a part of the first heading.

A cell is a text, a number, a day or missing. Texts always stand in quotes; numbers never do and keep every digit;
a day is written year-month-day; missing is an empty cell, and so differs from zero.

Texts can come from customers and vendors, and a spreadsheet runs a text that begins like a formula. `harmless`
puts an apostrophe before such a text (OWASP ASVS 5.0, 1.2.10). Numbers never pass through it: a blanket rule
would turn every negative number into a text.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Final

from kpi.catalogue.units import Unit

Cell = str | int | float | date | None

LINE_END: Final = "\r\n"  # RFC 4180


@dataclass(frozen=True)
class CsvForm:
    """How the cells of a file are written."""

    separator: str
    decimal: str
    mark: bool

    @property
    def encoding(self) -> str:
        return "utf-8-sig" if self.mark else "utf-8"


SPANISH: Final = CsvForm(separator=";", decimal=",", mark=True)
ENGLISH: Final = CsvForm(separator=",", decimal=".", mark=False)


def form_for(locale: str) -> CsvForm:
    """The form that a spreadsheet set to `locale` (`es`, `en`, `es-ES` ...) opens without questions."""
    return SPANISH if locale.casefold().startswith("es") else ENGLISH


@dataclass(frozen=True)
class Column:
    """A column: `key` is the same in every language, `heading` is what stands in the file.

    `unit` is that of its numbers, where all have the same; `row_unit` says that each row's column `unit` names it.
    `coded` columns repeat another one in a form for programs: what people open in a spreadsheet does without.
    """

    key: str
    heading: str
    unit: Unit | None = None
    row_unit: bool = False
    coded: bool = False


@dataclass(frozen=True)
class CsvTable:
    """A file before it is written: its name, columns, rows as wide as the columns, and what it holds in words."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""


def write_csv(table: CsvTable, form: CsvForm) -> bytes:
    """The bytes of `table`: one line of headings, then every row."""
    return write_rows((column.heading for column in table.columns), table.rows, form)


def write_rows(headings: Iterable[str], rows: Iterable[Sequence[Cell]], form: CsvForm) -> bytes:
    """The bytes of a file with one line of `headings` and every one of `rows`.

    Raises:
        ValueError: a number is infinite or not a number; missing is written as None.
    """
    texts = _Written(form)
    written, separator = texts.__getitem__, form.separator
    lines = [separator.join(map(written, headings))]
    lines.extend([separator.join(map(written, row)) for row in rows])
    lines.append("")
    return LINE_END.join(lines).encode(form.encoding)


class _Written(dict[Cell, str]):
    """Cells as they stand in one file, each different one written once: most cells of a long file repeat."""

    def __init__(self, form: CsvForm) -> None:
        super().__init__()
        self._form = form

    def __missing__(self, cell: Cell) -> str:
        text = _in_quotes(harmless(cell)) if isinstance(cell, str) else cell_text(cell, self._form)
        self[cell] = text
        return text


def cell_text(cell: Cell, form: CsvForm) -> str:
    """What a spreadsheet reads in the cell: the text without its quotes; "" when missing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return number_text(cell).replace(".", form.decimal)


def number_text(number: float) -> str:
    """Every digit of `number`, without an exponent: reading it back gives the same number."""
    if isinstance(number, int):
        return str(int(number))
    if not isfinite(number):
        raise ValueError(f"{number} cannot stand in a CSV file; write None for a missing value")
    if number.is_integer():
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def _in_quotes(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


# What spreadsheets take for the beginning of a formula, in ASCII and in full width.
_OPERATORS: Final = frozenset("=+-@＝＋－＠")
# Blanks of every kind, control characters and marks without width: they hide the first visible character.
_HIDDEN: Final = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]*"
)
_CONTROL: Final = ("\x00", "\t", "\r", "\n")  # a text that begins with one of these is refused by ASVS too
# Where a spreadsheet with other settings than the writer's begins a new cell, even inside quotes.
_NEW_CELL: Final = re.compile(r"([;,\t|\r\n\v\f\x1c-\x1e\x85\u2028\u2029])")
_PLAIN_NUMBER: Final = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,9})?\s?%?")


@lru_cache(maxsize=4096)  # a file repeats its few labels on every row
def harmless(text: str) -> str:
    """`text` with an apostrophe before every place where a spreadsheet would see a formula begin.

    That is the first visible character, and the first one after a separator, a tab or a line break inside the
    text. A text that is a plain number (`-12,5 %`) stays as it is. Doing it twice changes nothing.
    """
    if _PLAIN_NUMBER.fullmatch(text):
        return text
    first, *others = _NEW_CELL.split(text)
    safe = _guarded(first) + "".join(_guarded(piece, after_separator=True) for piece in others)
    return "'" + safe if safe.startswith(_CONTROL) else safe


def _guarded(piece: str, *, after_separator: bool = False) -> str:
    """One piece between separators. After one, quotes hide too: `""=1` read askew is an empty text and `=1`."""
    visible = _bare(piece, quotes=after_separator)
    if not visible or visible[0] not in _OPERATORS or _PLAIN_NUMBER.fullmatch(visible.strip()):
        return piece
    return "'" + piece


def _bare(piece: str, *, quotes: bool) -> str:
    rest = _HIDDEN.sub("", piece, count=1)
    while quotes and rest.startswith('"'):
        rest = _HIDDEN.sub("", rest[1:], count=1)
    return rest
