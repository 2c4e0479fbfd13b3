"""Columns that stand in a file twice under one name, or under its translations: which of them counts.

Meta calls two columns "Views", one of everything and one of videos; its older exports write the count and the
people under one name, now this first and now that; in other languages it leaves one of the two untranslated. So
their places and names say nothing. Their numbers do: what the layout wants is the larger, because a part is never
more than the whole. Columns that say the same are one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kpi.importing.cells.columns import Columns
from kpi.importing.cells.spot import Read, as_text
from kpi.importing.clock import Clock
from kpi.importing.errors import BadCell, UnreadableFile
from kpi.importing.fields import FIELDS_OF, Cell
from kpi.importing.headers import Header
from kpi.importing.ignoring import Ignored, ignoring
from kpi.importing.layout import Layout
from kpi.importing.readers.grid import Native
from kpi.importing.recognise import Fit
from kpi.words import N_

Rows = Iterator[tuple[int, list[object]]]
"""Of each row of data its line, and what each of the columns says."""

NUMBERS: Final = (Cell.WHOLE, Cell.NUMBER)
DESCRIBING: Final = ("title", "permalink", "format")
"""Fields that describe a post and count nothing; of two such columns the first is taken."""

UNDECIDED: Final = N_(
    "The column “{column}” stands in the file {times} times, and row {row} has “{value}” there, which is no number: "
    "nobody can say which counts. Import the file as it was downloaded."
)
CONTRADICTION: Final = N_(
    "The column “{column}” stands in the file {times} times and does not say the same (row {row}: {one} and "
    "{other}): nobody can say which counts. Export again without the other, or delete it."
)


def settled(fit: Fit, clock: Clock) -> Fit:
    """The table with one place for each column that is read.

    Raises:
        UnreadableFile: columns of one name contradict one another, and the layout does not say which counts.
    """
    header = fit.header
    for field, group in _doubled(fit.layout, header):
        places = header.places(group)
        kind = FIELDS_OF[fit.layout.kind][field]
        if field in DESCRIBING:
            continue
        numbers = kind in NUMBERS and fit.layout.twice == "larger"
        columns = Columns(fit.layout, header, clock)
        reads = [columns.at(field, place) if kind in NUMBERS else _text_at(place) for place in places]
        rows = _values(fit, reads, ignoring(fit.layout, columns))
        place = _larger(fit, places, rows) if numbers else _same(fit, places, rows)
        header = header.taking(place, group)
    return fit if header is fit.header else replace(fit, header=header)


def _doubled(layout: Layout, header: Header) -> Iterator[tuple[str, Sequence[str]]]:
    """The fields that several columns say, each with the names of those: of a column's names the first that the file
    has, and of names that are translations of one another all.
    """
    for field, column in layout.fields.items():
        for group in column.groups if header.find(column.unless) is None else ():
            there = [name for name in group if header.places([name])]
            names = there if column.translated else there[:1]
            if len(header.places(names)) > 1:
                yield field, names


def _text_at(place: int) -> Read:
    return lambda cells: as_text(cells[place]).strip() or None


def _values(fit: Fit, reads: Sequence[Read], ignored: Ignored | None) -> Rows:
    """(line, what each column says in a row of data): None for nothing, the `BadCell` where it cannot be read."""
    width = len(fit.header.names)
    for line, cells in fit.grid.rows():
        if line > fit.header.line:
            filled = (*cells, *[None] * (width - len(cells)))
            if ignored is None or ignored(filled) is None:
                yield line, [_read(read, filled) for read in reads]


def _read(read: Read, cells: Sequence[Native]) -> object:
    try:
        return read(cells)
    except BadCell as bad:
        return bad


def _same(fit: Fit, places: Sequence[int], rows: Rows) -> int:
    """The column that says most, where all that say anything say the same."""
    said = [0] * len(places)
    for line, values in rows:
        found = [value for value in values if value is not None and not isinstance(value, BadCell)]
        other = next((value for value in found if value != found[0]), None)
        if other is not None:
            raise _contradiction(fit, places, line, found[0], other)
        for index, value in enumerate(values):
            said[index] += value in found
    return places[said.index(max(said))]


def _larger(fit: Fit, places: Sequence[int], rows: Rows) -> int:
    """The column whose numbers are nowhere smaller than another's; of several such, the one that says most.

    A row in which one of them cannot be read says nothing of which is the larger; then the others have to.
    """
    said = [0] * len(places)
    left = set(range(len(places)))
    unread: tuple[int, BadCell] | None = None
    for line, values in rows:
        bad = next((value for value in values if isinstance(value, BadCell)), None)
        if bad is not None:
            unread = unread or (line, bad)
            continue
        numbers = {index: value for index, value in enumerate(values) if isinstance(value, int | float)}
        for index, value in numbers.items():
            said[index] += 1
            if value < max(numbers.values()):
                left.discard(index)
        if not left:
            raise _contradiction(fit, places, line, min(numbers.values()), max(numbers.values()))
    if unread is not None and len(left) > 1:
        line, bad = unread
        name = _called(fit, places)
        raise UnreadableFile(UNDECIDED, column=name, times=len(places), row=str(line), value=bad.value)
    return places[max(left, key=lambda index: (said[index], -index))]


def _called(fit: Fit, places: Sequence[int]) -> str:
    """What the columns are called; each of their names once."""
    return ", ".join(dict.fromkeys(fit.header.names[place].strip() for place in places))


def _contradiction(fit: Fit, places: Sequence[int], line: int, one: object, other: object) -> UnreadableFile:
    name = _called(fit, places)
    values = {"row": str(line), "one": str(one), "other": str(other)}
    return UnreadableFile(CONTRADICTION, column=name, times=len(places), **values)
