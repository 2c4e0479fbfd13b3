"""From a file's bytes to typed records, or to the one sentence that says why not.

It is a pure function of the bytes and the options: no clock, no database, no other file but the layouts.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from zoneinfo import ZoneInfo

from kpi.catalogue.measures import Fact
from kpi.importing.cells.columns import Columns
from kpi.importing.conversations import Linked, LinkedReader, of_account
from kpi.importing.errors import BadCell, UnreadableFile
from kpi.importing.ignoring import ignoring
from kpi.importing.layout import Layout, shipped
from kpi.importing.moments import INSTITUTION, Clock, Reading
from kpi.importing.readers import delimited, xlsx
from kpi.importing.readers.grid import Grid, Native
from kpi.importing.readers.sniff import Kind, kind_of
from kpi.importing.recognise import Fit, recognise
from kpi.importing.records import (
    GoalRecord,
    Parsed,
    Record,
    Refusal,
    TotalsRecord,
)
from kpi.importing.report import Fault
from kpi.importing.rows import Setting, builder
from kpi.importing.source import Source
from kpi.importing.spans import span_of
from kpi.importing.years import dated, has_yearless
from kpi.words import N_, Message

MOST_FAULTS: Final = 5
MOST_FAULTY_SHARE: Final = 0.10

WIDTH: Final = N_(
    "The row has {found} cells and the header has {expected}: a cell is missing or one too many."
)
OTHER_PLATFORM: Final = N_(
    "The layout {layout} is of {platform}, but the channel given is on {asked}. Correct --channel."
)
CUT: Final = N_("The file ends in the middle of line {line}: it was cut. Export it again.")
NO_ROWS: Final = N_("The file has the header of {layout} and no rows. Export a period that has data.")
NOTHING_TAKEN: Final = N_(
    "None of the {rows} rows holds a figure for this account and platform. Nothing to import."
)
ONLY_DAILY: Final = N_(
    "Each row holds one day's figures of a post, not the totals of its life. "
    "Export the posts again with lifetime totals."
)
DAILY_LEFT_OUT: Final = N_(
    "{rows} rows hold one day's figures of a post and were left out: its lifetime totals count."
)
SEVERAL_ACCOUNTS: Final = N_("The file holds several accounts ({accounts}). Import it without --channel.")
CLOCKS: Final = N_(
    "Times without an offset were read on the clocks of {times}; days begin on those of {days}."
)
ONE_FAULT: Final = N_("row {row}, {column}: {reason}")
TOO_MANY_1: Final = N_("{faulty} of {rows} rows cannot be read: {first}")
TOO_MANY_2: Final = N_("{faulty} of {rows} rows cannot be read: {first} {second}")
TOO_MANY_3: Final = N_("{faulty} of {rows} rows cannot be read. The first: {first} {second} {third}")


def parse(
    source: Source,
    *,
    institution_timezone: ZoneInfo,
    channel: tuple[str, str] | None = None,
    layout: Layout | None = None,
    year: int | None = None,
) -> Parsed | Refusal:
    """What `source` says, in our own terms.

    Args:
        source: the file's name and bytes.
        institution_timezone: where days begin, and whose clocks local times in the file mean.
        channel: (platform, handle) that the caller named; it wins over what the file says.
        layout: the one layout to read it with; None tries all that ship with the project.
        year: of the file's last row, for dates without a year.

    Returns:
        `Parsed`, with a fault for every row that could not be taken; or `Refusal`, when the file as a whole
        cannot be: no layout or several fit, it is not text, it ends in the middle, too many rows are bad.
    """
    layouts = shipped() if layout is None else (layout,)
    try:
        kind, grids = _grids(source.content, layouts)
        fits = recognise(grids, kind, layouts)
    except UnreadableFile as problem:
        return Refusal(problem.reason, layout.key if layout else None)
    if isinstance(fits, Message):
        return Refusal(fits, layout.key if layout else None)
    found = fits[0].layout
    try:
        return _Reading(found, institution_timezone, channel, year).read(fits)
    except UnreadableFile as problem:
        return Refusal(problem.reason, found.key)


def _grids(content: bytes, layouts: Sequence[Layout]) -> tuple[Kind, Sequence[Grid]]:
    kind = kind_of(content)
    if kind == "xlsx":
        return kind, xlsx.grids(content)
    try:
        return kind, delimited.grids(delimited.decode(content))
    except UnreadableFile:
        # Not Unicode: only a layout that declares how its older files are written may still read it.
        for encoding in {each.encoding for each in layouts if each.encoding}:
            grids = delimited.grids(delimited.decode(content, encoding))
            older = [each for each in layouts if each.encoding == encoding]
            if not isinstance(recognise(grids, kind, older), Message):
                return kind, grids
        raise


@dataclass
class _Reading:
    """One file being read: the options, and what has come out so far."""

    layout: Layout
    institution_timezone: ZoneInfo
    channel: tuple[str, str] | None
    year: int | None
    records: list[Record] = field(default_factory=list)
    linked: list[Linked] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0
    ignored: int = 0
    daily: int = 0
    accounts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        layout = self.layout
        if self.channel and layout.platform and self.channel[0] != layout.platform:
            raise UnreadableFile(
                OTHER_PLATFORM, layout=layout.key, platform=layout.platform, asked=self.channel[0]
            )
        if self.channel:
            self.channel = (self.channel[0], self.channel[1].lstrip("@"))
        own = layout.timezone == INSTITUTION
        zone = self.institution_timezone if own else ZoneInfo(layout.timezone)
        self.clock = Clock(zone, self.institution_timezone)

    def read(self, fits: Sequence[Fit]) -> Parsed | Refusal:
        for fit in fits:
            self._table(fit, f"{fit.grid.name}!" if len(fits) > 1 else "")
        if self.linked:
            self._join()
        return self._refusal() or self._parsed()

    def _table(self, fit: Fit, prefix: str) -> None:
        columns = Columns(self.layout, fit.header, self.clock)
        take = self._taker(fit, columns)
        ignored = ignoring(self.layout, columns)
        header_line, width = fit.header.line, len(fit.header.names)
        short: int | None = None
        for line, row in fit.grid.rows():
            if line <= header_line:
                continue
            self.rows += 1
            short = None
            try:
                cells = row if len(row) == width else _fitted(row, width, fit.grid.native)
                if cells is None:
                    short = line if len(row) < width else None
                    raise BadCell("", "", Message(WIDTH, {"found": len(row), "expected": width}))
                why = ignored(cells) if ignored else None
                if why is None:
                    take(line, cells)
                else:
                    self.ignored += 1
                    self.daily += why == "daily"
            except BadCell as bad:
                self.faults.append(Fault(line, prefix + bad.column, bad.value, bad.reason))
        if short is not None and fit.grid.open_end:
            raise UnreadableFile(CUT, line=short)

    def _taker(self, fit: Fit, columns: Columns) -> Callable[[int, Sequence[Native]], None]:
        """What takes a row in: appends its record, or leaves it to be joined to a conversation."""
        if columns.has("links"):
            reader = LinkedReader(columns, self.channel[1] if self.channel else None)
            linked = self.linked
            return lambda line, cells: linked.append(reader(line, cells))
        span = span_of(self.layout, fit.grid.comments)
        setting = Setting(columns, self.layout.platform, self.channel, span, self._days(fit, columns))
        build = builder(self.layout.kind, setting)
        read_account = columns["handle"] if self.channel else None
        records = self.records

        def take(line: int, cells: Sequence[Native]) -> None:
            record = build(line, cells)
            if record is None:
                self.ignored += 1
                return
            records.append(record)
            if read_account is not None:
                self.accounts.add(read_account(cells) or "")

        return take

    def _days(self, fit: Fit, columns: Columns) -> dict[int, int] | None:
        """The day of each line, where the file's dates have no year."""
        if self.layout.kind is not Fact.CHANNEL_DAY:
            return None
        found = columns.reader("day")
        if found is None:
            return None
        spot, read = found
        readings: list[tuple[int, Reading]] = []
        for line, cells in fit.grid.rows():
            if line > fit.header.line and spot.index < len(cells):
                try:
                    reading = read(cells[spot.index])
                except BadCell:
                    continue  # reported when the row itself is read
                if reading is not None:
                    readings.append((line, reading))
        return dated(readings, self.year) if has_yearless(readings) else None

    def _join(self) -> None:
        platform = self.layout.platform
        messages = of_account(self.linked, platform, self.channel[1] if self.channel else None)
        self.ignored += len(self.linked) - len(messages)
        self.records.extend(messages)

    def _refusal(self) -> Refusal | None:
        key, faults = self.layout.key, tuple(self.faults)
        if not self.rows:
            return Refusal(Message(NO_ROWS, {"layout": key}), key)
        if len(faults) == self.rows or len(faults) > max(MOST_FAULTS, MOST_FAULTY_SHARE * self.rows):
            return Refusal(_too_many(faults, self.rows), key, faults)
        if len(self.accounts) > 1:
            names = ", ".join(sorted(self.accounts))
            return Refusal(Message(SEVERAL_ACCOUNTS, {"accounts": names}), key)
        if not self.records and self.daily:
            return Refusal(Message(ONLY_DAILY), key)
        if not self.records and not faults:
            return Refusal(Message(NOTHING_TAKEN, {"rows": self.rows}), key)
        return None

    def _parsed(self) -> Parsed:
        platforms = {_platform(record) for record in self.records}
        days = [day for record in self.records for day in _days(record)]
        return Parsed(
            layout=self.layout.key,
            platform=self.layout.platform or (platforms.pop() if len(platforms) == 1 else None) or None,
            fact=self.layout.kind,
            records=self.records,
            faults=tuple(self.faults),
            rows_read=self.rows,
            rows_ignored=self.ignored,
            notes=tuple(self._notes()),
            first_day=min(days, default=None),
            last_day=max(days, default=None),
        )

    def _notes(self) -> list[Message]:
        notes = []
        if self.clock.read_wall_times:
            notes.append(Message(CLOCKS, {"times": self.clock.times.key, "days": self.clock.days.key}))
        if self.daily:
            notes.append(Message(DAILY_LEFT_OUT, {"rows": self.daily}))
        return notes


def _fitted(row: Sequence[Native], width: int, native: bool) -> Sequence[Native] | None:
    """The row cut or filled to the header's width, where only empty cells are over or (in a sheet) missing."""
    if len(row) > width:
        return row[:width] if all(cell in (None, "") for cell in row[width:]) else None
    return (*row, *[None] * (width - len(row))) if native else None


def _too_many(faults: Sequence[Fault], rows: int) -> Message:
    shown = [
        Message(ONE_FAULT, {"row": str(fault.row), "column": fault.column or "—", "reason": fault.reason})
        for fault in faults[:3]
    ]
    values = {"faulty": len(faults), "rows": rows}
    template = {1: TOO_MANY_1, 2: TOO_MANY_2}.get(len(shown), TOO_MANY_3)
    names = ("first", "second", "third")
    return Message(template, {**values, **dict(zip(names, shown, strict=False))})


def _platform(record: Record) -> str:
    return record.platform


def _days(record: Record) -> tuple[int, ...]:
    if isinstance(record, TotalsRecord):
        return record.first_day, record.last_day
    return (record.month,) if isinstance(record, GoalRecord) else (record.day,)
