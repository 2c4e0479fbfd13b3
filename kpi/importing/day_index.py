"""Days that a report counts from its first one, and writes in the order of whatever language it was opened in.

"3/4/19" may be March or April. Nothing is guessed: the report says its first and its last day above the table, the
rows follow one another, and each has to be its own day in one of the orders that the layout lists.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from kpi.importing.cells.spot import as_text
from kpi.importing.errors import UnreadableFile
from kpi.importing.moments import NoSuchDate, reader_of
from kpi.importing.readers.grid import Native
from kpi.periods import date_of
from kpi.words import N_

NOT_NEXT: Final = N_(
    "Line {line} should be {expected}, the day after the line before it, and is “{value}”: the rows were changed. "
    "Import the export as it was downloaded."
)


def indexed(
    cells: Sequence[tuple[int, Native]], formats: Sequence[str], span: tuple[int, int]
) -> dict[int, int]:
    """The day of each (line, cell), counted from the report's first.

    Raises:
        UnreadableFile: a row is not the day after the one before it, or lies behind the report's last day.
    """
    days: dict[int, int] = {}
    for day, (line, cell) in enumerate(cells, span[0]):
        if day > span[1] or date_of(day) not in _dates(cell, formats):
            expected = date_of(min(day, span[1]))
            raise UnreadableFile(NOT_NEXT, line=line, expected=expected, value=as_text(cell)[:40])
        days[line] = day
    return days


def _dates(cell: Native, formats: Sequence[str]) -> list[date]:
    """What the cell may mean."""
    found: list[date] = []
    for format in formats:  # noqa: A001 (strptime's own word)
        try:
            read = reader_of(format)(as_text(cell).strip())
        except NoSuchDate:
            continue
        if type(read) is date:
            found.append(read)
    return found
