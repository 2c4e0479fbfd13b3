"""Reading the tables of one file with the layout that fits them: records, faults and what was left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from kpi.catalogue.measures import Fact
from kpi.importing.cells.columns import Columns
from kpi.importing.cells.spot import as_text
from kpi.importing.conversations import Linked, LinkedReader, of_account
from kpi.importing.day_index import indexed
from kpi.importing.errors import BadCell, ForeignNumber, UnreadableFile
from kpi.importing.headers import plain
from kpi.importing.ignoring import Ignored, ignoring
from kpi.importing.layout import Layout
from kpi.importing.mentions import MentionReader
from kpi.importing.moments import INSTITUTION, Clock
from kpi.importing.moments import Reading as Moment
from kpi.importing.readers.grid import Native
from kpi.importing.recognise import Fit
from kpi.importing.records import Record
from kpi.importing.report import Fault
from kpi.importing.rows import Setting, builder
from kpi.importing.rows_of_one import joined_rows
from kpi.importing.spans import part_of, span_of
from kpi.importing.tables import merged
from kpi.importing.twice import settled
from kpi.importing.years import dated, first_day_named, has_yearless
from kpi.words import N_, Message

WIDTH: Final = N_(
    "The row has {found} cells and the header has {expected}: a cell is missing or one too many."
)
CUT: Final = N_("The file ends in the middle of line {line}: it was cut. Export it again.")
OTHER_FORM: Final = N_(
    "Row {row}, column “{column}”: {reason} Numbers in another country's form mean that a spreadsheet has "
    "rewritten the file. Import it as it was downloaded."
)
OTHER_PLATFORM: Final = N_(
    "The layout {layout} is of {platform}, but the channel given is on {asked}. Correct --channel."
)

ONLY_PART: Final = N_(
    "The file is recognised as {layout}, but it is about “{part}”, not about all visitors: it would count as "
    "everybody's. Export it without a comparison or segment."
)
PARTS_LEFT_OUT: Final = N_("Left out: the tables about a part of the visitors ({parts}).")

WHICH_NETWORK: Final = N_(
    "The chart “{title}” does not say whether it is of Facebook or of Instagram. "
    "Say which account it is of, with --channel, for example facebook:mybank."
)

WHICH_CHANNEL: Final = N_(
    "The file is recognised as {layout}, but it cannot say which channel its conversations count for. "
    "Say it with --channel, for example web:mybank."
)


@dataclass
class Reading:
    """One file being read: the options, and what has come out so far.

    `daily` counts the ignored rows that held one day's figures where lifetime totals count, `segments` those
    about a part of the visitors; `accounts` are those that the file names where the caller named one; `absent` are fields that this export usually has;
    `name` is the file's; `total` is what its total row says of the layout's `total_of`.
    """

    layout: Layout
    institution_timezone: ZoneInfo
    channel: tuple[str, str] | None
    year: int | None
    found: list[Record | Linked] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0
    ignored: int = 0
    daily: int = 0
    segments: int = 0
    accounts: set[str] = field(default_factory=set)
    starts: list[int] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    name: str = ""
    notes: list[Message] = field(default_factory=list)
    total: int | None = None

    def __post_init__(self) -> None:
        layout = self.layout
        if self.channel:
            self.channel = (self.channel[0], self.channel[1].lstrip("@"))
        own = layout.timezone == INSTITUTION
        zone = self.institution_timezone if own else ZoneInfo(layout.timezone)
        self.clock = Clock(zone, self.institution_timezone)

    def read(self, fits: Sequence[Fit]) -> "Reading":
        """Read all tables.

        Raises:
            UnreadableFile: a table cannot be read to its end.
        """
        asked = self._of_everybody(self._asked(fits))
        for fit in fits:
            if any(fit is each for each in asked):
                self.starts.append(len(self.found))
                self._table(fit, f"{fit.grid.name}!" if len(fits) > 1 and fit.grid.name else "")
            else:
                left_out = sum(line > fit.header.line for line, _ in fit.grid.rows())
                self.rows += left_out
                self.ignored += left_out
        self.records = self._records()
        return self

    def _asked(self, fits: Sequence[Fit]) -> Sequence[Fit]:
        """The tables of the platform that the caller named; all of them where nobody named one."""
        if self.channel is None:
            for fit in fits:
                if fit.layout.charts and not fit.layout.platform:
                    raise UnreadableFile(WHICH_NETWORK, title=fit.grid.title)
                if fit.layout.asks_channel:
                    raise UnreadableFile(WHICH_CHANNEL, layout=fit.layout.key)
            return fits
        platform = self.channel[0]
        asked = [fit for fit in fits if fit.layout.platform in ("", platform)]
        if not asked:
            found = fits[0].layout
            raise UnreadableFile(OTHER_PLATFORM, layout=found.key, platform=found.platform, asked=platform)
        return asked

    def _of_everybody(self, fits: Sequence[Fit]) -> Sequence[Fit]:
        """The tables that speak of all visitors, not of some that the report compares with them."""
        parts = [part_of(fit.layout, fit.grid.comments) for fit in fits]
        left_out = list(dict.fromkeys(part for part in parts if part))
        if left_out and all(parts):
            raise UnreadableFile(ONLY_PART, layout=self.layout.key, part=left_out[0])
        if left_out:
            self.notes.append(Message(PARTS_LEFT_OUT, {"parts": ", ".join(left_out)}))
        return [fit for fit, part in zip(fits, parts, strict=True) if not part]

    def _table(self, fit: Fit, prefix: str) -> None:
        fit = settled(fit, self.clock)
        span = span_of(fit.layout, fit.grid.comments)
        columns = Columns(fit.layout, fit.header, self.clock, span)
        self.absent.update(name for name in fit.layout.expected if not columns.has(name))
        ignored = ignoring(fit.layout, columns)
        build = self._builder(fit, columns, ignored, span)
        read_total = columns[fit.layout.total_of] if fit.layout.total_of else None
        keep = self.found.append
        header_line, width = fit.header.line, len(fit.header.names)
        short: int | None = None
        for line, row in fit.grid.rows():
            if line <= header_line:
                continue
            self.rows += 1
            short = None
            try:
                cells = row if len(row) == width else _fitted(row, width, fit.grid.native)
                if cells is None and fit.layout.footers and _is_footer(row, fit.layout.footers):
                    self.ignored += 1
                    continue
                if cells is None:
                    short = line if len(row) < width else None
                    raise BadCell("", "", Message(WIDTH, {"found": len(row), "expected": width}))
                why = ignored(cells) if ignored else None
                item = build(line, cells) if why is None else None
                if item is None:
                    self.ignored += 1
                    self.daily += why == "daily"
                    self.segments += why == "segment"
                    if why == "total" and read_total is not None:
                        self.total = read_total(cells)
                elif isinstance(item, tuple):
                    self.found.extend(item)
                else:
                    keep(item)
            except ForeignNumber as bad:
                column = prefix + bad.column
                raise UnreadableFile(OTHER_FORM, row=str(line), column=column, reason=bad.reason) from None
            except BadCell as bad:
                self.faults.append(Fault(line, prefix + bad.column, bad.value, bad.reason))
        if short is not None and fit.grid.open_end:
            raise UnreadableFile(CUT, line=short)

    def _builder(
        self, fit: Fit, columns: Columns, ignored: Ignored | None, span: tuple[int, int] | None
    ) -> Callable[[int, Sequence[Native]], Record | tuple[Record, ...] | Linked | None]:
        """What makes a record of a row, or a linked message that waits for its conversation."""
        if fit.layout.conversation is not None:
            return MentionReader(fit.layout, columns, self.channel)
        if columns.has("links"):
            return LinkedReader(columns, self.channel[1] if self.channel else None)
        asked = self.channel[0] if self.channel and (fit.layout.charts or fit.layout.asks_channel) else ""
        platform = fit.layout.platform or asked
        whole = span if self.layout.kind is Fact.CHANNEL_SPAN else None
        days = self._days(fit, columns, ignored, span)
        setting = Setting(columns, platform, self.channel, whole, days)
        build = builder(self.layout.kind, setting)
        if self.channel is None:
            return build
        read_account = columns["handle"]

        def noting_account(line: int, cells: Sequence[Native]) -> Record | tuple[Record, ...] | None:
            record = build(line, cells)
            if record is not None:
                self.accounts.add(read_account(cells) or "")
            return record

        return noting_account

    def _days(
        self, fit: Fit, columns: Columns, ignored: Ignored | None, span: tuple[int, int] | None
    ) -> dict[int, int] | None:
        """The day of each line, where the file's dates have no year, or are counted from the report's first."""
        if self.layout.kind is not Fact.CHANNEL_DAY or self.layout.fields["day"].type == "nth_day":
            return None
        found = columns.reader("day")
        if found is None:
            return None
        spot, read = found
        cells = [
            (line, row[spot.index])
            for line, row in fit.grid.rows()
            if line > fit.header.line
            and spot.index < len(row)
            and (ignored is None or len(row) < len(fit.header.names) or ignored(row) is None)
        ]
        if self.layout.fields["day"].type == "day_index" and span is not None:
            return indexed(cells, self.layout.fields["day"].formats, span)
        readings: list[tuple[int, Moment]] = []
        for line, cell in cells:
            try:
                reading = read(cell)
            except BadCell:
                continue  # reported when the row itself is read
            if reading is not None:
                readings.append((line, reading))
        if not has_yearless(readings):
            return None
        counted = dated(readings, self.year, first_day_named(self.name, self.layout.named))
        self.notes += counted.notes
        return counted.days

    def _records(self) -> list[Record]:
        """The records; messages with links only now, when all are known that may belong together."""
        linked = [item for item in self.found if isinstance(item, Linked)]
        if not linked:
            found: list[Record] = self.found  # type: ignore[assignment]  # nothing else is in it
            if len(self.starts) < 2:
                return joined_rows(self.layout, found)
            tables = [
                joined_rows(self.layout, found[start:end])
                for start, end in pairwise([*self.starts, len(found)])
            ]
            return [record for table in merged(tables) for record in table]
        messages = of_account(linked, self.layout.platform, self.channel[1] if self.channel else None)
        self.ignored += len(linked) - len(messages)
        return list[Record](messages)


def _fitted(row: Sequence[Native], width: int, native: bool) -> Sequence[Native] | None:
    """The row cut or filled to the header's width, where only empty cells are over or (in a sheet) missing."""
    if len(row) > width:
        return row[:width] if all(cell in (None, "") for cell in row[width:]) else None
    return (*row, *[None] * (width - len(row))) if native else None


def _is_footer(row: Sequence[Native], footers: Sequence[str]) -> bool:
    """Whether the row's last cell says that it is a total; such a cell may be one more than the header has."""
    return plain(as_text(row[-1])) in map(plain, footers)
