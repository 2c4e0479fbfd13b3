"""Which layout a file has: exactly one must fit, and nothing is tried out on the data to find it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kpi.importing.headers import Header, plain
from kpi.importing.layout import Form, Layout
from kpi.importing.layout_parts import Chart, Column
from kpi.importing.readers.grid import Grid
from kpi.words import N_, Message, quoted

SHOWN: Final = 6
LENGTH: Final = 60
FEWEST: Final = 2
"""Columns of a table: a date or a name, and something that is said of it."""

SEVERAL: Final = N_("The file fits more than one layout: {layouts}.")
SEVERAL_TABLES: Final = N_(
    "The file holds several tables of the layout {layout} (lines {lines}). Export them one by one."
)
NO_HEADER: Final = N_("The file has no header: no layout can tell its columns. Export it again.")
NO_TABLE: Final = N_(
    "The file holds no table: no comma, semicolon or tab parts its line “{line}” into columns. "
    "Import the export as it was downloaded."
)
UNKNOWN: Final = N_("No layout knows this file. Its first columns are {columns}.")
NEAREST: Final = N_(
    "The file fits no layout. The nearest, {layout}, needs the columns {lacks}; the file begins with {columns}."
)
UNKNOWN_CHART: Final = N_(
    "The chart “{title}” is not one that {layout} knows, so that nobody can say what its numbers are. "
    "Nothing of the file was taken. Export the other charts without it."
)
COMPARED: Final = N_(
    "The chart “{title}” has several columns of values, which do not say what each is. "
    "Export it without a comparison."
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
    """The tables of the file that a layout reads, exactly one layout each; or why there are none."""
    fits: list[Fit] = []
    misses: list[_Miss] = []
    for grid in grids:
        here = [
            fit
            for layout in layouts
            if kind in layout.kinds and (fit := _fit(layout, grid, misses)) is not None
        ]
        here = [fit for fit in here if not fit.layout.rest] or here
        if len(here) > 1:
            return Message(SEVERAL, {"layouts": ", ".join(sorted(fit.layout.key for fit in here))})
        fits += here
    charts = [layout for layout in layouts if layout.charts]
    if unknown := _unknown_chart(grids, fits, charts):
        return unknown
    if not fits:
        return _nearest(misses, layouts)
    fits = [_of_the_other_network(fit, fits) for fit in fits]
    return _same_tables(fits) if kind == "csv" else fits


def fits_of(layout: Layout, grid: Grid) -> bool:
    """Whether the layout reads the table, whatever others do."""
    return _fit(layout, grid, []) is not None


def _fit(layout: Layout, grid: Grid, misses: list[_Miss]) -> Fit | None:
    for header in _headers(grid, layout):
        miss = _miss(layout, header)
        if miss is not None:
            misses.append(miss)
        elif not layout.charts:
            return Fit(layout, grid, header)
        elif (chart := _chart(layout, grid)) is not None and len(header.names) == 2:
            return Fit(layout.of_chart(chart, header.names[1]), grid, header)
    return None


def _chart(layout: Layout, grid: Grid) -> Chart | None:
    """What the title above the table says that its values are."""
    title = plain(grid.title)
    return next((chart for chart in layout.charts if title in map(plain, chart.titles)), None)


def _of_the_other_network(fit: Fit, fits: Sequence[Fit]) -> Fit:
    """The chart; one whose title names no network is of the other of two, if the same chart of one is beside it."""
    layout = fit.layout
    if not layout.charts or layout.platform:
        return fit
    beside = {each.layout.platform for each in fits if each.layout.fields.keys() == layout.fields.keys()} - {
        ""
    }
    left = {chart.platform for chart in layout.charts} - beside - {""}
    if not beside or len(left) != 1:
        return fit
    return replace(fit, layout=layout.model_copy(update={"platform": left.pop()}))


def _unknown_chart(grids: Sequence[Grid], fits: Sequence[Fit], layouts: Sequence[Layout]) -> Message | None:
    """Charts are read all or not at all: one under a title that we do not know may be anything."""
    known = [fit.grid for fit in fits]
    read = any(fit.layout.charts for fit in fits)
    for grid in grids:
        if not grid.title or any(grid is each for each in known):
            continue
        for layout in layouts:
            header = next(_headers(grid, layout), None)
            columns = 0 if header is None or _miss(layout, header) is not None else len(header.names)
            if columns > 2 and _chart(layout, grid):
                return Message(COMPARED, {"title": grid.title})
            if columns == 2 or (read and len(grid.head[0][1]) > 1):
                return Message(UNKNOWN_CHART, {"title": grid.title, "layout": layout.key})
    return None


def _same_tables(fits: list[Fit]) -> list[Fit] | Message:
    """The fits, unless one layout has several tables of a text file without titles or days that tell them apart."""
    tables: dict[str, list[str]] = {}
    for fit in fits:
        if not (fit.layout.charts or fit.layout.span) and fit.layout.fact != "none":
            tables.setdefault(fit.layout.key, []).append(str(fit.header.line))
    for key, lines in tables.items():
        if len(lines) > 1:
            return Message(SEVERAL_TABLES, {"layout": key, "lines": ", ".join(lines)})
    return fits


def _headers(grid: Grid, layout: Layout) -> Iterator[Header]:
    """The rows that may be the header, as far as the layout lets anything stand above it."""
    if (grid.comments or grid.title) and layout.preamble == "none" and not (layout.charts or layout.titles):
        return
    if layout.charts and not grid.title:
        return
    if not _begins(grid.name, layout.sheets) or not _begins(grid.title, layout.titles):
        return
    if layout.comments and not any(_begins(comment, layout.comments) for comment in grid.comments):
        return
    rows = grid.head if layout.preamble == "lines" else grid.head[:1]
    yield from (Header.of(row) for row in rows)


def _begins(name: str, starts: Sequence[str]) -> bool:
    return not starts or any(plain(name).startswith(plain(start)) for start in starts)


def _groups(layout: Layout) -> Iterator[Sequence[str]]:
    """The names of each column without which the layout does not fit."""
    for name in layout.needed:
        column: Column = layout.fields[name]
        yield from column.groups
    if layout.any_of:
        yield [each for name in layout.any_of for group in layout.fields[name].groups for each in group]
    yield from layout.also_needed


def _every(layout: Layout) -> Iterator[Sequence[str]]:
    """The names of each column that the layout speaks of, without parts of sums, which many vendors write."""
    for column in layout.fields.values():
        yield from [column.columns] if column.columns else []
    yield from layout.also_needed
    yield layout.known


def _miss(layout: Layout, header: Header) -> _Miss | None:
    groups = list(_groups(layout))
    lacks = tuple(names[0] for names in groups if header.find(names) is None)
    forbidden = next((name for name in layout.forbidden if plain(name) in header.at), "")
    if layout.exact and not lacks and header.find(layout.typical) is None:
        known = {plain(name) for group in _every(layout) for name in group}
        forbidden = forbidden or next((name for name in header.names if plain(name) not in known), "")
    if not lacks and not forbidden:
        return None
    return _Miss(layout, header, len(groups) - len(lacks), lacks, forbidden)


def _nearest(misses: Sequence[_Miss], layouts: Sequence[Layout]) -> Message:
    best = max(misses, key=_nearness, default=None)
    if best is None or not any(best.header.names):
        return Message(NO_HEADER)
    columns = quoted(map(_shortened, list(filter(plain, best.header.names))[:SHOWN]))
    if best.found == 0 and all(len(miss.header.names) < FEWEST for miss in misses):
        return Message(NO_TABLE, {"line": _shortened(best.header.names[0])})
    if best.found == 0 and len(layouts) > 1:
        return Message(UNKNOWN, {"columns": columns})
    if best.lacks:
        return Message(NEAREST, {"layout": best.layout.key, "lacks": quoted(best.lacks), "columns": columns})
    return Message(FORBIDDEN, {"layout": best.layout.key, "forbidden": best.forbidden})


def _nearness(miss: _Miss) -> tuple[float, int, int]:
    """How near a layout came: the share of what it needs, then how many columns it knows at all, then how many there
    are: a header that another sign parts is one column with signs in it.
    """
    groups = [group for column in miss.layout.fields.values() for group in column.groups]
    known = sum(miss.header.find(group) is not None for group in groups)
    return miss.found / max(1, miss.found + len(miss.lacks)), known, len(miss.header.names)


def _shortened(name: str) -> str:
    """What a sentence shows of a column's name: whoever made the file may have made it a megabyte."""
    return name if len(name) <= LENGTH else f"{name[:LENGTH]}…"
