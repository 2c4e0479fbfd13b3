"""Rows with a time that the clocks show twice, in the night in which they are put back: read as the first, and counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import pyarrow as pa

from kpi.catalogue.measure import Fact
from kpi.importing.cells.columns import Columns
from kpi.importing.chunk import Chunk
from kpi.importing.columnar import Batch
from kpi.importing.errors import BadCell
from kpi.importing.readers.grid import Native
from kpi.importing.records import MessageRecord, PostRecord, Record, VisitRecord

TIMES: Final = {
    Fact.POST: ("published_at",),
    Fact.MESSAGE: ("sent_at", "answered_at"),
    Fact.VISIT: ("visited_at",),
}
"""The fields that hold a time of day; the first is what records call it."""


def count_double(chunk: Chunk, found: Sequence[Record] | Batch, columns: Columns) -> int:
    """How many of the chunk's rows have such a time.

    A time with an offset is never one. What became of it is the same instant, so the cells of the few rows that
    may have one are looked at once more.
    """
    names = TIMES.get(columns.layout.kind, ())
    if not columns.clock.read_double_times or not names:
        return 0
    readers = [each for each in map(columns.reader, filter(columns.has, names)) if each is not None]
    wanted = {row for row, at in _instants(found, names[0]) if columns.clock.may_be_double(at)}

    def is_double(cells: Sequence[Native]) -> bool:
        for spot, read in readers:
            try:
                reading = read(cells[spot.index])
            except BadCell:
                continue  # of a kind whose cells are no dates, such as a link that holds one
            if isinstance(reading, datetime) and columns.clock.is_double(reading):
                return True
        return False

    return sum(
        line in wanted and is_double(cells) for line, cells in zip(chunk.lines, chunk.rows, strict=True)
    )


def _instants(found: Sequence[Record] | Batch, name: str) -> list[tuple[int, int]]:
    """(row, instant) of the records that have one."""
    if isinstance(found, pa.RecordBatch):
        return list(zip(found.column("row").to_pylist(), found.column(name).to_pylist(), strict=True))
    timed = [each for each in found if isinstance(each, PostRecord | MessageRecord | VisitRecord)]
    instants = [(each.row, getattr(each, name)) for each in timed]
    return [(row, at) for row, at in instants if at is not None]
