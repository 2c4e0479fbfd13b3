"""One column of the file, and what every kind of cell needs of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

import pyarrow as pa

from kpi.importing.errors import BadCell
from kpi.importing.readers.grid import Native
from kpi.words import N_, Message

Read = Callable[[Sequence[Native]], Any]
"""Reads one value from the cells of a row."""

Texts: TypeAlias = Sequence[str] | pa.StringArray
"""The cells of a column."""

Plain = Callable[[Sequence[Texts]], Any]
"""Reads a field of many rows at once, from its columns, if all cells are in their plainest form; None if not."""

MOST_REMEMBERED: Final = 10_000
EXACT_DIGITS: Final = 15  # a spreadsheet's number holds no more
EMPTY: Final = N_("The cell is empty; without it the row cannot be kept.")


@dataclass(frozen=True)
class Field:
    """How one of our fields is read.

    `read` is what it means, for one row. `places` are the columns that it depends on, and on nothing else.
    `plain` is a quick way to the same values, where there is one.
    """

    read: Read
    places: tuple[int, ...]
    plain: Plain | None = None

    def then(self, change: Callable[[Any], Any]) -> "Field":
        """The field with something done to each value; `change` leaves what `plain` finds as it is."""
        read = self.read
        return replace(self, read=lambda cells: change(read(cells)))


@dataclass(frozen=True)
class Spot:
    """One column of the file: where it stands, what the file calls it, and what counts as missing there."""

    index: int
    name: str
    missing: frozenset[str]
    required: bool

    def bad(self, value: Native, template: str, **values: object) -> BadCell:
        shown = as_text(value)[:200]
        return BadCell(self.name, shown, Message(template, {"value": shown, **values}))

    def text(self, value: Native) -> str:
        """The cell as text, "" where it is missing."""
        text = (value if value.__class__ is str else as_text(value)).strip()
        if text in self.missing:
            text = ""
        if not text and self.required:
            raise self.bad(value, EMPTY)
        return text


def remembering(read: Callable[[Native], Any]) -> Callable[[Native], Any]:
    """`read`, asked once for each different cell: for columns that repeat a few values a million times."""
    known: dict[Native, Any] = {}

    def remembered(value: Native) -> Any:
        if value in known:
            return known[value]
        found = read(value)
        if len(known) < MOST_REMEMBERED:
            known[value] = found
        return found

    return remembered


def as_text(value: Native) -> str:
    """A spreadsheet's cell as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**EXACT_DIGITS:
        return str(int(value))
    return str(value)
