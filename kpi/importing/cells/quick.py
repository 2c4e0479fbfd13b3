"""Whole columns at once, where every cell is in its plainest form.

Nothing here says what a cell means: `identifiers`, `texts` and `instants` find what the functions for one cell
find, or None where these have to look at each cell.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.importing.alike import walls
from kpi.importing.cells.spot import Plain, Spot, Texts
from kpi.importing.clock import Clock, SkippedTime
from kpi.importing.layout import Layout
from kpi.importing.layout_parts import Column
from kpi.importing.moments import ISO, swappable
from kpi.importing.readers.by_column import letters, listed

_DIGITS_AND_E: Final = re.compile(r"\d[eE]\+?\d")


def texts(spot: Spot) -> Plain:
    """Texts without any blank in them."""

    def read(columns: Sequence[Texts]) -> Texts | None:
        [column] = columns
        return column if _bare(spot, column) is not None else None

    return read


def identifiers(spot: Spot, layout: Layout, *, digits: bool = False) -> Plain:
    """Identifiers that no spreadsheet can have rounded or rewritten; with `digits` of digits alone."""

    def read(columns: Sequence[Texts]) -> Texts | None:
        [column] = columns
        joined = _bare(spot, column)
        if joined is None or not joined.isascii():
            return None
        plain = _digits(joined) if digits else "," not in joined and _whole(joined, layout)
        return column if plain else None

    return read


def _bare(spot: Spot, column: Texts) -> str | None:
    """The cells, with a blank between them or with nothing, if they have none within and none is missing."""
    if isinstance(column, pa.Array):
        joined = str(letters(column), "utf-8")
        if pc.min(pc.binary_length(column)).as_py() == 0 or len(joined.split()) != 1:
            return None
        missing = pa.array(spot.missing, pa.string())
        return None if pc.any(pc.is_in(column, missing)).as_py() else joined
    joined = " ".join(column)
    return joined if joined.split() == list(column) and spot.missing.isdisjoint(column) else None


def links(spots: Sequence[Spot], layout: Layout, *, digits: bool = False) -> Plain:
    """Lists of such identifiers, from several columns one after the other; cells may be empty."""
    missing = frozenset[str]().union(*(spot.missing for spot in spots)) - {""}

    def read(found: Sequence[Texts]) -> Sequence[tuple[str, ...]] | None:
        columns = list(map(listed, found))
        for column in columns:
            joined = " ".join(column)
            filled = [cell for cell in column if cell]
            if joined.split() != filled or not missing.isdisjoint(filled) or not joined.isascii():
                return None
            if not (_digits(joined.replace(",", "")) if digits else _whole(joined, layout)):
                return None
        rows = map(",".join, zip(*columns, strict=True))
        return [tuple([part for part in row.split(",") if part]) for row in rows]

    return read


def _digits(joined: str) -> bool:
    written = joined.replace(" ", "")
    return not written or written.isdigit()


def _whole(joined: str, layout: Layout) -> bool:
    if (layout.whole_as_decimal or layout.fact == "post") and "." in joined:
        return False
    return not (("e" in joined or "E" in joined) and _DIGITS_AND_E.search(joined))


def instants(column: Column, clock: Clock) -> Plain | None:
    """(UTC seconds, day) of times that are all written alike, an array of two columns.

    None for formats whose dates a spreadsheet may have changed, and where a time is still to come or was never shown:
    each of these has to be looked at.
    """
    formats = column.formats or [ISO]
    if any(swappable(each) for each in formats):
        return None

    def read(columns: Sequence[Texts]) -> Any:
        [cells] = columns
        found = next((each for each in (walls(form, cells) for form in formats) if each is not None), None)
        if found is None:
            return None
        wall, offset = found
        try:
            epochs = clock.epochs(wall) if offset is None else wall - offset
        except SkippedTime:
            return None
        days = clock.days_of(epochs)
        return np.column_stack([epochs, days]) if clock.has_come(int(days.max())) else None

    return read
