"""Columns that stand in a file twice under one name: which of them counts.

Meta calls two columns "Views", one of everything and one of videos; its older exports write the count and the
people under one name, now this first and now that. So their places say nothing. Their numbers do: what the
layout wants is the larger, because a part is never more than the whole. Columns that say the same are one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kpi.importing.cells.columns import Columns
from kpi.importing.cells.spot import Read, as_text
from kpi.importing.errors import BadCell, UnreadableFile
from kpi.importing.fields import FIELDS_OF, Cell
from kpi.importing.headers import Header
from kpi.importing.layout import Layout
from kpi.importing.moments import Clock
from kpi.importing.readers.grid import Native
from kpi.importing.recognise import Fit
from kpi.words import N_

NUMBERS: Final = (Cell.WHOLE, Cell.NUMBER)
PASSED_OVER: Final = (Cell.TEXT,)  # a text that stands twice changes no number
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
        if kind in PASSED_OVER:
            continue
        numbers = kind in NUMBERS and fit.layout.twice == "larger"
        columns = Columns(fit.layout, header, clock)
        reads = [columns.at(field, place) if kind in NUMBERS else _text_at(place) for place in places]
        place = _larger(fit, places, reads) if numbers else _same(fit, places, reads)
        header = header.taking(place)
    return fit if header is fit.header else replace(fit, header=header)


def _doubled(layout: Layout, header: Header) -> Iterator[tuple[str, Sequence[str]]]:
    for field, column in layout.fields.items():
        for group in column.groups:
            if len(header.places(group)) > 1:
                yield field, group


def _text_at(place: int) -> Read:
    return lambda cells: as_text(cells[place]).strip() or None


def _values(fit: Fit, reads: Sequence[Read]) -> Iterator[tuple[int, list[object]]]:
    """(line, what each column says there), None where it says nothing that can be read."""
    width = len(fit.header.names)
    for line, cells in fit.grid.rows():
        if line > fit.header.line:
            filled = (*cells, *[None] * (width - len(cells)))
            yield line, [_read(read, filled) for read in reads]


def _read(read: Read, cells: Sequence[Native]) -> object:
    try:
        return read(cells)
    except BadCell:
        return None  # reported when the row itself is read


def _same(fit: Fit, places: Sequence[int], reads: Sequence[Read]) -> int:
    """The column that says most, where all that say anything say the same."""
    said = [0] * len(places)
    for line, values in _values(fit, reads):
        found = [value for value in values if value is not None]
        other = next((value for value in found if value != found[0]), None)
        if other is not None:
            raise _contradiction(fit, places, line, found[0], other)
        for index, value in enumerate(values):
            said[index] += value is not None
    return places[said.index(max(said))]


def _larger(fit: Fit, places: Sequence[int], reads: Sequence[Read]) -> int:
    """The column whose numbers are nowhere smaller than another's; of several such, the one that says most."""
    said = [0] * len(places)
    left = set(range(len(places)))
    for line, values in _values(fit, reads):
        numbers = {index: value for index, value in enumerate(values) if isinstance(value, int | float)}
        for index, value in numbers.items():
            said[index] += 1
            if value < max(numbers.values()):
                left.discard(index)
        if not left:
            raise _contradiction(fit, places, line, min(numbers.values()), max(numbers.values()))
    return places[max(left, key=lambda index: (said[index], -index))]


def _contradiction(fit: Fit, places: Sequence[int], line: int, one: object, other: object) -> UnreadableFile:
    name = fit.header.names[places[0]]
    values = {"row": str(line), "one": str(one), "other": str(other)}
    return UnreadableFile(CONTRADICTION, column=name, times=len(places), **values)
