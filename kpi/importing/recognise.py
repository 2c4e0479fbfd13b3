"""Which layout a file has: exactly one must fit, and nothing is tried out on the data to find it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kpi.importing.headers import Header, plain
from kpi.importing.layout import Column, Form, Layout
from kpi.importing.readers.grid import Grid
from kpi.words import N_, Message

SHOWN: Final = 6

SEVERAL: Final = N_("The file fits more than one layout: {layouts}. Say which with --layout.")
SEVERAL_TABLES: Final = N_(
    "The file holds several tables of the layout {layout} (lines {lines}). Export them one by one."
)
NO_HEADER: Final = N_("The file has no header: no layout can tell its columns. Export it again.")
UNKNOWN: Final = N_(
    "No layout knows this file. Its first columns are {columns}. "
    "Give a layout of your own with --layout FILE.toml, as docs/templates.md shows."
)
NEAREST: Final = N_(
    "The file fits no layout. The nearest, {layout}, needs the columns {lacks}; the file begins with {columns}."
)
FORBIDDEN: Final = N_("The file fits no layout. The nearest, {layout}, never has the column “{forbidden}”.")


@dataclass(frozen=True)
class Fit:
    """A layout, and the table and header that it fits."""

    layout: Layout
    grid: Grid
    header: Header


@dataclass(frozen=True)
class _Miss:
    layout: Layout
    header: Header
    found: int
    lacks: tuple[str, ...]
    forbidden: str


def recognise(grids: Sequence[Grid], kind: Form, layouts: Sequence[Layout]) -> list[Fit] | Message:
    """The fits of the one layout that reads the file (several, where several sheets have it), or why none."""
    fits: list[Fit] = []
    misses: list[_Miss] = []
    for layout in layouts:
        if kind not in layout.kinds:
            continue
        for grid in grids:
            for header in _headers(grid, layout):
                miss = _miss(layout, header)
                if miss is None:
                    fits.append(Fit(layout, grid, header))
                    break
                misses.append(miss)
    if not fits:
        return _nearest(misses, layouts)
    keys = sorted({fit.layout.key for fit in fits})
    if len(keys) > 1:
        return Message(SEVERAL, {"layouts": ", ".join(keys)})
    if kind == "csv" and len(fits) > 1:
        lines = ", ".join(str(fit.header.line) for fit in fits)
        return Message(SEVERAL_TABLES, {"layout": keys[0], "lines": lines})
    return fits


def _headers(grid: Grid, layout: Layout) -> Iterator[Header]:
    """The rows that may be the header, as far as the layout lets anything stand above it."""
    if grid.comments and layout.preamble == "none":
        return
    rows = grid.head if layout.preamble == "lines" else grid.head[:1]
    yield from (Header.of(row) for row in rows)


def _groups(layout: Layout) -> Iterator[Sequence[str]]:
    """The names of each column without which the layout does not fit."""
    for name in layout.needed:
        column: Column = layout.fields[name]
        yield from column.groups
    yield from layout.also_needed


def _miss(layout: Layout, header: Header) -> _Miss | None:
    groups = list(_groups(layout))
    lacks = tuple(names[0] for names in groups if header.find(names) is None)
    forbidden = next((name for name in layout.forbidden if plain(name) in header.at), "")
    if not lacks and not forbidden:
        return None
    return _Miss(layout, header, len(groups) - len(lacks), lacks, forbidden)


def _nearest(misses: Sequence[_Miss], layouts: Sequence[Layout]) -> Message:
    best = max(misses, key=_nearness, default=None)
    if best is None or not best.header.names:
        return Message(NO_HEADER)
    columns = ", ".join(f"“{name}”" for name in best.header.names[:SHOWN] if name)
    if best.found == 0 and len(layouts) > 1:
        return Message(UNKNOWN, {"columns": columns})
    if best.lacks:
        lacks = ", ".join(f"“{name}”" for name in best.lacks)
        return Message(NEAREST, {"layout": best.layout.key, "lacks": lacks, "columns": columns})
    return Message(FORBIDDEN, {"layout": best.layout.key, "forbidden": best.forbidden})


def _nearness(miss: _Miss) -> tuple[float, int]:
    """How near a layout came: the share of what it needs, then how many columns it knows at all."""
    groups = [group for column in miss.layout.fields.values() for group in column.groups]
    known = sum(miss.header.find(group) is not None for group in groups)
    return miss.found / max(1, miss.found + len(miss.lacks)), known
