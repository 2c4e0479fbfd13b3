"""Files of comma-separated cells, in the habits of different vendors."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

BOM = "\ufeff"
Cell = str | int | float | None


@dataclass(frozen=True)
class SampleFile:
    """A file of the sample bank, and what its entry in `bank.toml` says. `path` is below `exports/`."""

    path: PurePosixPath
    text: str
    channel: str = ""
    year: int | None = None
    layout: str = ""


def minimal(rows: Iterable[Sequence[Cell]], *, line_end: str = "\n", separator: str = ",") -> str:
    """Quotes only where a cell needs them."""
    return _written(rows, csv.QUOTE_MINIMAL, line_end, separator)


def all_quoted(rows: Iterable[Sequence[Cell]]) -> str:
    """Quotes around every cell."""
    return _written(rows, csv.QUOTE_ALL, "\n", ",")


def spaced(rows: Iterable[Sequence[Cell]]) -> str:
    """Quotes around cells with a blank, as Meta writes them."""
    return "".join(",".join(_spaced_cell(_text(cell)) for cell in row) + "\n" for row in rows)


def _spaced_cell(text: str) -> str:
    if any(mark in text for mark in ' ,"\t\r\n\\'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _written(rows: Iterable[Sequence[Cell]], quoting: int, line_end: str, separator: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, lineterminator=line_end, delimiter=separator)  # type: ignore[arg-type]
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return out.getvalue()


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
