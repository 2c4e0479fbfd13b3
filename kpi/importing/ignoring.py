"""Rows that are not data: totals, footers, another grain than the layout's."""

from collections.abc import Callable, Sequence

from kpi.importing.cells.columns import Columns
from kpi.importing.cells.spot import as_text
from kpi.importing.headers import plain
from kpi.importing.layout import Layout
from kpi.importing.layout_parts import Ignore, Why
from kpi.importing.readers.grid import Native

Ignored = Callable[[Sequence[Native]], Why | None]


def ignoring(layout: Layout, columns: Columns) -> Ignored | None:
    """Says why a row is left out, None for a row of data; None altogether where no rule applies."""
    rules = [rule for rule in (_rule(each, columns) for each in layout.ignore) if rule is not None]
    if not rules:
        return None

    def why(cells: Sequence[Native]) -> Why | None:
        return next((found for found in (rule(cells) for rule in rules) if found is not None), None)

    return why


def _rule(ignore: Ignore, columns: Columns) -> Ignored | None:
    spot = columns.spot(ignore.columns)
    if spot is None:
        return None
    index, leave = spot.index, bool(ignore.equals)
    if ignore.begins:
        return lambda cells: ignore.why if as_text(cells[index]).startswith(ignore.begins) else None
    if ignore.dated:
        # No language writes "lifetime" with a digit, and no date is without one.
        return lambda cells: ignore.why if any(map(str.isdigit, as_text(cells[index]))) else None
    values = {plain(value) for value in ignore.equals or ignore.unless}
    return lambda cells: ignore.why if (plain(as_text(cells[index])) in values) is leave else None
