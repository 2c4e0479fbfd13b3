"""What a file says, row by row, in our own terms: the typed records between a reader and the store.

`row` is the line of the file on which the record's row begins (1 is the first line), as an editor counts.
`platform` is a key of `kpi.platforms`. `handle` is the account as the file names it, without a leading "@";
None where neither the file nor the caller names one, and saving has to choose the channel. Instants are UTC
epoch seconds; days are days since 1970-01-01 on the institution's clocks. None is missing, never zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kpi.catalogue.measures import Fact
from kpi.importing.report import Fault
from kpi.words import Message


@dataclass(frozen=True, slots=True)
class PostRecord:
    """A post with its lifetime counters, in the order of `kpi.store.schema.COUNTERS`.

    `published_at` is None where the export has a date but no time. `campaign` is a name, `purpose` a key of
    `kpi.catalogue.purposes_of_posts`.
    """

    row: int
    platform: str
    handle: str | None
    post_id: str
    published_at: int | None
    day: int
    format: str
    title: str
    permalink: str
    counters: tuple[int | None, ...]
    campaign: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class TotalsRecord:
    """What a platform reports for a channel, from `first_day` to `last_day` inclusive.

    `first_day` == `last_day` is a channel day. `segment` "" is the whole channel; otherwise it names a part of
    it (a traffic source). `totals` are in the order of `kpi.store.schema.TOTALS`.
    """

    row: int
    platform: str
    handle: str | None
    first_day: int
    last_day: int
    segment: str
    totals: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class MessageRecord:
    """A message in or out. Conversations are named by `conversation_id`, or linked by `reply_to`.

    `message_id` and `reply_to` are the file's own ids. `reply_to` is None where the layout has no reply links;
    it holds every message that this one answers or is answered by, also those that the file does not hold.
    `conversation_id` is None exactly where conversations come from links. With `silence` it names a customer: all
    that was written between the two is parted into conversations where nobody wrote for more than so many seconds.
    """

    row: int
    platform: str
    handle: str | None
    message_id: str
    conversation_id: str | None
    reply_to: tuple[str, ...] | None
    sent_at: int
    day: int
    outbound: bool
    automated: bool
    author: str
    silence: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenMessage(MessageRecord):
    """A message with its text, which is read only where somebody asks for texts; None where the file has none."""

    text: str | None = None


def message_kind(*, texts: bool) -> type[MessageRecord]:
    """The class of messages, with or without their texts."""
    return WrittenMessage if texts else MessageRecord


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """A visit of a (pseudonymous) visitor, or with `liked` the moment of a Like. `visit_id` None: none given."""

    row: int
    platform: str
    handle: str | None
    visit_id: str | None
    visitor: str
    visited_at: int
    day: int
    liked: bool


@dataclass(frozen=True, slots=True)
class GoalRecord:
    """A goal for a KPI or measure. `platform` "" is all platforms; `month` is the day of the month's first.

    Levels are in the KPI's unit: shares from 0 to 1, times in seconds.
    """

    row: int
    kpi: str
    platform: str
    month: int
    floor: float | None
    target: float
    stretch: float | None
    owner: str
    reason: str


Record = PostRecord | TotalsRecord | MessageRecord | VisitRecord | GoalRecord


@dataclass(frozen=True)
class Parsed:
    """A file, understood. `rows_read` = records + rows with a fault + `rows_ignored`.

    `platform` is None where the rows are of several platforms, or of none (goals). `fact` says which record
    class `records` holds; a CHANNEL_SPAN file may hold spans of one day. Each row has at most one fault.
    `more` is what other layouts read in other tables of the same file; `headers` are what the file calls our fields.
    """

    layout: str
    platform: str | None
    fact: Fact
    records: Sequence[Record]
    faults: tuple[Fault, ...] = ()
    rows_read: int = 0
    rows_ignored: int = 0
    notes: tuple[Message, ...] = field(default=())
    first_day: int | None = None
    last_day: int | None = None
    more: tuple["Parsed", ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> tuple["Parsed", ...]:
        """Everything that the file holds, one part for each layout that reads some of its tables."""
        return (self, *self.more)


@dataclass(frozen=True)
class Refusal:
    """Why a file cannot be taken, in one sentence; with the layout that was recognised, if one was.

    `faults` are the rows that led to it, where rows did.
    """

    reason: Message
    layout: str | None = None
    faults: tuple[Fault, ...] = ()
