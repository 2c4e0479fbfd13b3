"""Reading the tables of one file with the layout that fits them: records, faults and what was left out."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from kpi.catalogue.measures import Fact
from kpi.importing import happenings, rows
from kpi.importing.cells.columns import Columns
from kpi.importing.cells.spot import Read
from kpi.importing.chunk import Chunk
from kpi.importing.clock import Clock
from kpi.importing.columnar import Batch, Columnar, HandedOver, rest
from kpi.importing.conversations import LinkedReader, of_account
from kpi.importing.day_index import indexed
from kpi.importing.double_times import count_double
from kpi.importing.errors import OTHER_FORM, BadCell, ForeignNumber, UnreadableFile
from kpi.importing.ignoring import Ignored, ignoring
from kpi.importing.layout import Layout
from kpi.importing.layout_parts import Why
from kpi.importing.mentions import MentionReader
from kpi.importing.moments import INSTITUTION
from kpi.importing.moments import Reading as Moment
from kpi.importing.readers.grid import Native
from kpi.importing.recognise import Fit
from kpi.importing.records import Record, VisitRecord, message_kind
from kpi.importing.report import Fault
from kpi.importing.rows_of_one import joined_rows
from kpi.importing.spans import part_of, span_of
from kpi.importing.tables import merged
from kpi.importing.twice import settled
from kpi.importing.walk import chunks, only_days
from kpi.importing.years import dated, first_day_named, has_yearless
from kpi.words import N_, Message

OTHER_PLATFORM: Final = N_("The layout {layout} is of {platform}, but the account given is on {asked}.")
ONLY_PART: Final = N_(
    "The file is recognised as {layout}, but it is about “{part}”, not about all visitors: it would count as "
    "everybody's. Export it without a comparison or segment."
)
UNCLAIMED: Final = N_(
    "Left out: customers' messages that name no account of ours and that no company answers in this file ({rows}). "
    "If the export was cut into several files, they may belong to answers in another: join the files and import "
    "them as one."
)
PARTS_LEFT_OUT: Final = N_("Left out: the tables about a part of the visitors ({parts}).")
WHICH_NETWORK: Final = N_("The chart “{title}” does not say whether it is of Facebook or of Instagram.")
WHICH_CHANNEL: Final = N_(
    "The file is recognised as {layout}, but it cannot say which channel its conversations count for."
)

Found: TypeAlias = list[Record] | Batch
"""What comes of a chunk: records, or messages or visits by columns."""
Hand: TypeAlias = Callable[[Batch], None]
"""Takes messages or visits before the file was read to its end."""


@dataclass
class Reading:
    """One file being read: the options, and what has come out so far.

    `left_out` counts the ignored rows by why they are no data; `double` those with a time that the clocks show
    twice; `headers` are what the file calls our fields; `accounts` are those that the file names where the caller
    named one; `absent` are fields that this export usually has; `today` is the day of the import, `name` the file's;
    `total` is what its total row says of the layout's `total_of`. `hand` is given messages and visits as they are
    read, where nothing that follows can change them. `texts` asks for those of messages.
    """

    layout: Layout
    institution_timezone: ZoneInfo
    channel: tuple[str, str] | None
    year: int | None
    tables: list[list[Record]] = field(default_factory=list)
    batches: list[Batch] = field(default_factory=list)
    linked: LinkedReader | None = None
    records: Sequence[Record] = ()
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0
    ignored: int = 0
    left_out: Counter[Why] = field(default_factory=Counter)
    accounts: set[str] = field(default_factory=set)
    absent: set[str] = field(default_factory=set)
    name: str = ""
    notes: list[Message] = field(default_factory=list)
    total: int | None = None
    hand: Hand | None = None
    texts: bool = False
    today: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    double: int = 0

    def __post_init__(self) -> None:
        layout = self.layout
        if self.channel:
            self.channel = (self.channel[0], self.channel[1].lstrip("@"))
        own = layout.timezone == INSTITUTION
        zone = self.institution_timezone if own else ZoneInfo(layout.timezone)
        self.clock = Clock(zone, self.institution_timezone, self.today)

    def read(self, fits: Sequence[Fit]) -> "Reading":
        """Read all tables.

        Raises:
            UnreadableFile: a table cannot be read to its end.
        """
        asked = self._of_everybody(self._asked(fits))
        if len(fits) > 1:
            self.hand = None
        for fit in fits:
            if any(fit is each for each in asked):
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
        span = span_of(fit.layout, fit.grid.comments, self.clock)
        columns = Columns(fit.layout, fit.header, self.clock, span)
        self.headers |= columns.headers()
        self.absent.update(name for name in fit.layout.expected if not columns.has(name))
        ignored = ignoring(fit.layout, columns)
        build = self._builder(fit, columns, ignored, span)
        read_total = columns[fit.layout.total_of] if fit.layout.total_of else None
        records: list[Record] = []
        self.tables.append(records)
        seen: set[tuple[Native, ...]] = set()
        for chunk in chunks(fit):
            self.rows += len(chunk) + len(chunk.faults) + chunk.ignored
            if fit.layout.rows != "record":
                chunk.ignore_seen(seen)
            if ignored is not None:
                self._leave_out(chunk, ignored, read_total)
            found = build(chunk)
            self.double += count_double(chunk, found, columns)
            self._note_faults(chunk, prefix)
            self.ignored += chunk.ignored
            if isinstance(found, list):
                records += found
            else:
                self.batches.append(self._handed(found))
        if fit.layout.charts:
            only_days(self.faults, prefix + columns.name("day"), fit.grid.title)

    def _handed(self, found: Batch) -> Batch:
        """What is kept of a batch: what a verdict needs, if it is handed over; linked messages wait for others."""
        if self.hand and not self.linked:
            self.hand(found)
            return rest(found)
        return found

    def _leave_out(self, chunk: Chunk, ignored: Ignored, read_total: Read | None) -> None:
        reasons = [ignored(cells) for cells in chunk.rows]
        self.left_out.update(why for why in reasons if why is not None)
        chunk.ignored += len(reasons) - reasons.count(None)
        for line, cells, why in zip(chunk.lines, chunk.rows, reasons, strict=True):
            if why == "total" and read_total is not None:
                try:
                    self.total = read_total(cells)
                except BadCell as bad:
                    chunk.faults.append((line, bad))
                    chunk.ignored -= 1
        chunk.keep([why is None for why in reasons])

    def _note_faults(self, chunk: Chunk, prefix: str) -> None:
        for line, bad in sorted(chunk.faults, key=lambda fault: fault[0]):
            column = prefix + bad.column
            if isinstance(bad, ForeignNumber):
                raise UnreadableFile(OTHER_FORM, row=str(line), column=column, reason=bad.reason)
            self.faults.append(Fault(line, column, bad.value, bad.reason))

    def _builder(
        self, fit: Fit, columns: Columns, ignored: Ignored | None, span: tuple[int, int] | None
    ) -> Callable[[Chunk], Found]:
        """What makes records of a chunk; or linked messages, which wait for their conversations."""
        if fit.layout.conversation is not None:
            return partial(rows.by_row, MentionReader(fit.layout, columns, self.channel, texts=self.texts))
        if columns.has("links") or columns.has("reply_to"):
            platform = self.layout.platform
            self.linked = self.linked or LinkedReader(columns, platform, self.channel, texts=self.texts)
            return self.linked
        asked = self.channel[0] if self.channel and (fit.layout.charts or fit.layout.asks_channel) else ""
        platform = fit.layout.platform or asked
        whole = span if self.layout.kind is Fact.CHANNEL_SPAN else None
        days = self._days(fit, columns, ignored, span)
        setting = rows.Setting(columns, platform, self.channel, whole, days, self.texts)
        build = builder(self.layout.kind, setting)
        if self.channel is None:
            return build
        account = columns.field("handle").then(lambda handle: handle or "")

        def noting_account(chunk: Chunk) -> Found:
            records = build(chunk)
            chunk.read("account", account)
            self.accounts.update(chunk.listed("account"))
            return records

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
        counted = dated(readings, self.year, self.clock, first_day_named(self.name, self.layout.named))
        self.notes += counted.notes
        return counted.days

    def _records(self) -> Sequence[Record]:
        """The records; messages with links only now, when all are known that may belong together."""
        if self.linked is not None:
            found = of_account(Columnar.joined(self.linked.kind, self.batches), self.linked)
            self.faults += found.faults
            self.ignored += (
                sum(each.num_rows for each in self.batches) - len(found.messages) - len(found.faults)
            )
            if found.unclaimed:
                self.notes.append(Message(UNCLAIMED, {"rows": found.unclaimed}))
            return found.messages
        if self.batches:
            kind = VisitRecord if self.layout.kind is Fact.VISIT else message_kind(texts=self.texts)
            return (HandedOver.left if self.hand else Columnar.joined)(kind, self.batches)
        tables = [joined_rows(self.layout, table) for table in self.tables]
        return [record for table in (merged(tables) if len(tables) > 1 else tables) for record in table]


def builder(fact: Fact, setting: rows.Setting) -> Callable[[Chunk], Found]:
    """What makes records of `fact`."""
    match fact:
        case Fact.MESSAGE:
            answered = setting.columns.has("answered_at")
            return happenings.answered(setting) if answered else happenings.messages(setting)
        case Fact.VISIT:
            return happenings.visits(setting)
        case Fact.POST:
            return partial(rows.by_row, rows.posts(setting))
        case Fact.CHANNEL_DAY | Fact.CHANNEL_SPAN:
            return partial(rows.by_row, rows.totals(setting))
        case Fact.GOAL:
            return partial(rows.by_row, rows.goals(setting))
