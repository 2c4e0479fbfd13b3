"""The cells of a file that a fault speaks of, as whoever has the file sees them.

What contradicts something that is stored is found when the file is saved, and then only our own values are left:
a direction is a flag, an instant a number. So the file is asked again for the few cells.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from kpi.catalogue.measure import OF_PEOPLE, Fact
from kpi.importing.cells.columns import Columns
from kpi.importing.cells.names import FLAGS
from kpi.importing.cells.spot import Read, as_text
from kpi.importing.clock import Clock
from kpi.importing.discreet import shape
from kpi.importing.errors import BadCell, UnreadableFile
from kpi.importing.fields import FIELDS_OF, Cell
from kpi.importing.headers import plain
from kpi.importing.layout import Layout
from kpi.importing.layout_parts import Column
from kpi.importing.limits import DEFAULT, Limits
from kpi.importing.parse import tables_of
from kpi.importing.readers.grid import Native
from kpi.importing.recognise import Fit
from kpi.importing.records import Refusal
from kpi.importing.source import Source
from kpi.importing.twice import settled

Wanted = Sequence[tuple[int, str]]
"""Lines of the file, each with one of our fields."""

Cite = Callable[[Fact, Wanted], Sequence[str | None]]
"""Asks for the cells of these lines in the tables of this fact."""

LONGEST: Final = 200


@dataclass(frozen=True)
class Cited:
    """The cells that were asked for, in their order; None where there is no such cell, or more than one."""

    cells: tuple[str | None, ...]


def nothing_cited(_: Fact, wanted: Wanted) -> Sequence[str | None]:
    """Where there is no file to ask."""
    return [None] * len(wanted)


def cells_of(
    source: Source,
    *,
    fact: Fact,
    wanted: Wanted,
    layout: Layout | None = None,
    own: Sequence[Layout] = (),
    limits: Limits = DEFAULT,
) -> Cited | Refusal:
    """The cells of `wanted`; of a file about people their shape, but for the words that the layout itself knows."""
    try:
        found = tables_of(source, layout, own, limits)
        if isinstance(found, Refusal):
            return found
        fits = [fit for fit in found[1] if fit.layout.fact != "none" and fit.layout.kind is fact]
        lines = {line for line, _ in wanted}
        said = [dict(_cells(fit, lines, {field for _, field in wanted})) for fit in fits]
    except UnreadableFile as problem:
        return Refusal(problem.reason)
    return Cited(tuple(_only(said, place) for place in wanted))


def _only(said: Sequence[Mapping[tuple[int, str], str]], place: tuple[int, str]) -> str | None:
    """What the one table says that has the place: two sheets may have the same line."""
    found = [cells[place] for cells in said if place in cells]
    return found[0] if len(found) == 1 else None


def _cells(fit: Fit, lines: set[int], fields: set[str]) -> Iterator[tuple[tuple[int, str], str]]:
    if fit.layout.rows != "record":
        return  # a record is of several lines
    clock = Clock(ZoneInfo("UTC"), ZoneInfo("UTC"))  # nobody reads a time here
    fit = settled(fit, clock)
    columns = Columns(fit.layout, fit.header, clock)
    places = {field: place for field in fields if (place := _place(fit.layout, columns, field)) is not None}
    reads = {field: columns.at(field, place) for field, place in places.items()}
    for line, cells in fit.grid.rows():
        if line in lines and line > fit.header.line:
            for field, place in places.items():
                if place < len(cells):
                    text = as_text(cells[place]).strip()
                    ours = _is_word(fit.layout, field, text) or _is_moment(
                        fit.layout, field, reads[field], cells
                    )
                    yield (line, field), _told(fit.layout, text, ours=ours)


def _place(layout: Layout, columns: Columns, field: str) -> int | None:
    """Where the field's column stands; None where its value comes of several."""
    column = layout.fields.get(field)
    if column is None or not columns.has(field):
        return None
    spots = [spot for group in column.groups if (spot := columns.spot(group)) is not None]
    return spots[0].index if len(spots) == 1 else None


def _told(layout: Layout, text: str, *, ours: bool) -> str:
    return text[:LONGEST] if ours or layout.kind not in OF_PEOPLE else shape(text)


def _is_word(layout: Layout, field: str, text: str) -> bool:
    """Whether the cell says one of the words that the layout knows, and nothing of anybody's own."""
    column: Column = layout.fields[field]
    match FIELDS_OF[layout.kind][field]:
        case Cell.CHOICE:
            return plain(text) in map(plain, column.choices)
        case Cell.FLAG:
            return plain(text) in FLAGS
        case _:
            return False


def _is_moment(layout: Layout, field: str, read: Read, cells: Sequence[Native]) -> bool:
    """Whether the cell is a date and time as the layout writes them, and so nothing else."""
    if FIELDS_OF[layout.kind][field] is not Cell.MOMENT:
        return False
    try:
        return read(cells) is not None
    except BadCell:
        return False
