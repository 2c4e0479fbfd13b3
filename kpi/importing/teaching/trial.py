"""A draft tried out on its file: the first rows as they would be saved, the faults where they are, and how many."""

from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from kpi.importing import now
from kpi.importing.confined.parent import parse
from kpi.importing.layout import Layout
from kpi.importing.preview import Cell, cells_of
from kpi.importing.records import Parsed, Record, Refusal
from kpi.importing.report import Fault
from kpi.importing.source import Source
from kpi.words import Message

ROWS: Final = 10


@dataclass(frozen=True)
class Tried:
    """A row of the file: what would be saved of it, in the order of the trial's columns; or its fault."""

    line: int
    cells: tuple[Cell, ...]
    fault: Fault | None = None


@dataclass(frozen=True)
class Trial:
    """What would come of the file.

    Attributes:
        reason: why nothing would be taken; None where something would.
        columns, rows: our fields that have a value, and the first rows, good and bad, in the file's order.
        good, bad, ignored: how many rows there are of each; None where a file is refused before it is counted.
        faults: all of them.
        notes: what has to be said of it.
    """

    reason: Message | None
    columns: tuple[str, ...] = ()
    rows: tuple[Tried, ...] = ()
    good: int | None = None
    bad: int | None = None
    ignored: int | None = None
    faults: tuple[Fault, ...] = ()
    notes: tuple[Message, ...] = ()

    def at(self, column: str) -> tuple[Fault, ...]:
        """The faults of one of the file's columns."""
        return tuple(fault for fault in self.faults if fault.column == column)


def try_out(
    layout: Layout,
    source: Source,
    timezone: ZoneInfo,
    channel: tuple[str, str] | None = None,
    year: int | None = None,
) -> Trial:
    """Read the whole file with the layout, in a process of its own, and keep nothing."""
    today = now.today(timezone)
    found = parse(
        source, institution_timezone=timezone, channel=channel, layout=layout, year=year, today=today
    )
    if isinstance(found, Refusal):
        return _refused(found)
    bad = {fault.row for fault in found.faults}
    columns, rows = _rows(found, timezone)
    return Trial(
        None,
        columns,
        rows,
        good=found.rows_read - found.rows_ignored - len(bad),
        bad=len(bad),
        ignored=found.rows_ignored,
        faults=found.faults,
        notes=found.notes,
    )


def _refused(refusal: Refusal) -> Trial:
    """Nothing is taken; the rows to blame, where rows were."""
    bad = len({fault.row for fault in refusal.faults})
    rows = tuple(Tried(fault.row, (), fault) for fault in refusal.faults[:ROWS])
    return Trial(refusal.reason, (), rows, bad=bad or None, faults=refusal.faults)


def _rows(found: Parsed, timezone: ZoneInfo) -> tuple[tuple[str, ...], tuple[Tried, ...]]:
    """The first rows of the file, whether they can be taken or not."""
    records = found.records[:ROWS]
    faults = {fault.row: fault for fault in reversed(found.faults)}
    lines = sorted({*(record.row for record in records), *faults})[:ROWS]
    by_line: dict[int, Record] = {record.row: record for record in records}
    cells = {line: cells_of(by_line[line], timezone) for line in lines if line in by_line}
    columns = tuple(
        name
        for name in next(iter(cells.values()), {})
        if any(each[name] not in (None, "") for each in cells.values())
    )
    return columns, tuple(
        Tried(line, tuple(cells[line][name] for name in columns) if line in cells else (), faults.get(line))
        for line in lines
    )
