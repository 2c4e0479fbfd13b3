"""Walking through a table: its rows below the header, a chunk at a time, each as wide as the header."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile, islice
from typing import Final

from kpi.importing.cells.spot import as_text
from kpi.importing.chunk import CELLS, Chunk
from kpi.importing.errors import BadCell, UnreadableFile
from kpi.importing.headers import plain
from kpi.importing.readers.by_column import ByColumn
from kpi.importing.readers.grid import Native, Row
from kpi.importing.recognise import Fit
from kpi.importing.report import Fault
from kpi.words import N_, Message

WIDTH: Final = N_(
    "The row has {found} cells and the header has {expected}: a cell is missing or one too many."
)
CUT: Final = N_("The file ends in the middle of line {line}: it was cut. Export it again.")

NEITHER: Final = N_(
    "Line {line} is neither a day of the chart “{title}” nor the title of another: the file was changed. "
    "Import it as it was downloaded."
)


def chunks(fit: Fit) -> Iterator[Chunk]:
    """The table's rows; those whose width is wrong are faults of their chunk, and footers left out.

    Raises:
        UnreadableFile: a row cannot be read, after the chunk of those before it; or the last is cut short.
    """
    short: int | None = None
    for some in _below_header(fit):
        if isinstance(some, ByColumn):
            chunk, short = Chunk(some.lines, some), None
        else:
            lines, cells = zip(*some, strict=True)
            chunk = Chunk(lines, cells, fit.grid.native)
            short = _fit(chunk, fit)
        yield chunk
    if short is not None and fit.grid.open_end:
        raise UnreadableFile(CUT, line=short)


def only_days(faults: Sequence[Fault], day: str, title: str) -> None:
    """Refuse charts with a line of words: they stand below one another, and nobody knows whose rows follow."""
    for fault in faults:
        words = fault.column == day and not any(map(str.isdigit, fault.value))
        if words or not fault.column:
            raise UnreadableFile(NEITHER, line=fault.row, title=title)


def _below_header(fit: Fit) -> Iterator[ByColumn | list[Row]]:
    """The rows below the header, a chunk at a time, none of them empty."""
    width = len(fit.header.names)
    at_once = max(1, CELLS // width)
    pieces = fit.grid.pieces(width) if fit.grid.pieces else iter([fit.grid.rows()])
    for piece in pieces:
        if isinstance(piece, ByColumn):
            below = piece[max(0, fit.header.line + 1 - piece.line) :]
            yield from (below[start : start + at_once] for start in range(0, len(below), at_once))
        else:
            yield from _some(dropwhile(lambda row: row[0] <= fit.header.line, piece), at_once)


def _some(rows: Iterator[Row], at_once: int) -> Iterator[list[Row]]:
    problem: UnreadableFile | None = None
    while problem is None:
        some: list[Row] = []
        try:
            some.extend(islice(rows, at_once))
        except UnreadableFile as found:
            problem = found.with_traceback(None)  # after the rows before it
        if some:
            yield some
        elif problem is None:
            return
    raise problem


def _fit(chunk: Chunk, fit: Fit) -> int | None:
    """Bring all rows to the header's width and drop those that have another; the last row's line if it is short."""
    width = len(fit.header.names)
    if set(map(len, chunk.rows)) == {width}:
        return None
    last, cells = chunk.lines[-1], chunk.rows[-1]
    fitted = [row if len(row) == width else _fitted(row, width, fit.grid.native) for row in chunk.rows]
    for line, row, found in zip(chunk.lines, chunk.rows, fitted, strict=True):
        if found is None and fit.layout.footers and _is_footer(row, fit.layout.footers):
            chunk.ignored += 1
        elif found is None:
            reason = Message(WIDTH, {"found": len(row), "expected": width})
            chunk.faults.append((line, BadCell("", "", reason)))
    short = any(line == last for line, _ in chunk.faults) and len(cells) < width
    chunk.rows = [() if row is None else row for row in fitted]
    chunk.keep([row is not None for row in fitted])
    return last if short else None


def _fitted(row: Sequence[Native], width: int, native: bool) -> Sequence[Native] | None:
    """The row cut or filled to the header's width, where only empty cells are over or (in a sheet) missing."""
    if len(row) > width:
        return row[:width] if all(cell in (None, "") for cell in row[width:]) else None
    return (*row, *[None] * (width - len(row))) if native else None


def _is_footer(row: Sequence[Native], footers: Sequence[str]) -> bool:
    """Whether the row's last cell says that it is a total; such a cell may be one more than the header has."""
    return plain(as_text(row[-1])) in map(plain, footers)
