"""The tables, as SQLModel classes on a registry of their own.

Instants are UTC epoch seconds, days are integers in the institution's timezone (`kpi.periods`). Large tables
(message, visit, turn, visitor) hold integers only. Every fact carries the import and the file row it came
from. Readings keep what each import said; `post`, `channel_day` and `channel_span` hold, column by column, the
latest reading that has a value.
"""

from sqlalchemy import BigInteger, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Table(SQLModel, registry=registry()):
    """The base of every table: a registry of our own, so that a hot reload cannot meet itself."""


def big(*, primary_key: bool = False, nullable: bool = False) -> int:
    """A 64-bit integer column that must have a value."""
    return Field(sa_type=BigInteger, primary_key=primary_key, nullable=nullable)  # type: ignore[no-any-return]


def big_or_none() -> int | None:
    """A 64-bit integer column that may be missing. Missing is not zero."""
    return Field(default=None, sa_type=BigInteger, nullable=True)  # type: ignore[no-any-return]


WITHOUT_ROWID = {"sqlite_with_rowid": False}


class Institution(Table, table=True):
    """The tenant. `data_version` grows with every change of its data: caches are keyed by it."""

    __tablename__ = "institution"
    id: int | None = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    kind: str = "bank"
    country: str = "ES"
    timezone: str = "Europe/Madrid"
    language: str = "es"
    is_sample: bool = False
    data_version: int = 0


class Channel(Table, table=True):
    """One account on one platform. `handle` "" is an account that no file has named yet.

    `message_cutoff` (epoch seconds) and `visit_cutoff` (day) are the last instant and day that its messages
    and visits cover: what is due, and which cohorts are complete, is counted up to there.
    """

    __tablename__ = "channel"
    __table_args__ = (UniqueConstraint("institution_id", "platform", "handle_key"),)
    id: int | None = Field(default=None, primary_key=True)
    institution_id: int = Field(foreign_key="institution.id", index=True)
    platform: str
    handle: str = ""
    handle_key: str = ""
    audience: str = "public"
    purpose: str = ""
    message_cutoff: int | None = big_or_none()
    visit_cutoff: int | None = None


class ImportRun(Table, table=True):
    """One file taken in. An undone import keeps its row, with `undone_at`, and has no facts."""

    __tablename__ = "import_run"
    __table_args__ = (
        Index(
            "import_run_once",
            "institution_id",
            "sha256",
            "target",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    institution_id: int = Field(foreign_key="institution.id", index=True)
    file_name: str
    sha256: str
    target: str = ""
    layout: str
    platform: str
    fact: str
    rows_read: int
    rows_saved: int
    rows_skipped: int
    rows_ignored: int = 0
    rows_changed: int = 0
    first_day: int | None = None
    last_day: int | None = None
    timezone: str = ""
    imported_at: int = big()
    imported_by: str = ""
    undone_at: int | None = big_or_none()
    undone_by: str = ""


class ImportFault(Table, table=True):
    """A row, or a cell, that an import could not take. `reason` is the English template, `details` its values."""

    __tablename__ = "import_fault"
    id: int | None = Field(default=None, primary_key=True)
    import_id: int = Field(foreign_key="import_run.id", index=True)
    row: int
    column: str
    value: str
    reason: str
    details: str = "{}"


class PostColumns(SQLModel):
    """What an export says of a post. Counters are lifetime totals up to the export."""

    published_at: int | None = big_or_none()
    day: int
    format: str = ""
    title: str = ""
    permalink: str = ""
    views: int | None = big_or_none()
    reach: int | None = big_or_none()
    reactions: int | None = big_or_none()
    comments: int | None = big_or_none()
    shares: int | None = big_or_none()
    saves: int | None = big_or_none()
    link_clicks: int | None = big_or_none()
    video_views: int | None = big_or_none()


class Post(PostColumns, Table, table=True):
    """A post as its latest readings have it."""

    __tablename__ = "post"
    __table_args__ = (Index("post_by_day", "channel_id", "day"),)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    post_id: str = Field(primary_key=True)


class PostReading(PostColumns, Table, table=True):
    """A post as one import had it."""

    __tablename__ = "post_reading"
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    post_id: str = Field(primary_key=True)
    import_id: int = Field(foreign_key="import_run.id", primary_key=True, index=True)
    row: int = 0


class TotalColumns(SQLModel):
    """What a platform reports for a channel and a day, or for a channel and several days at once."""

    page_views: int | None = big_or_none()
    page_reach: int | None = big_or_none()
    page_engagements: int | None = big_or_none()
    profile_visits: int | None = big_or_none()
    new_followers: int | None = big_or_none()
    lost_followers: int | None = big_or_none()
    followers: int | None = big_or_none()
    new_visitors: int | None = big_or_none()
    returning_visitors: int | None = big_or_none()


class ChannelDay(TotalColumns, Table, table=True):
    """A channel's day as its latest readings have it."""

    __tablename__ = "channel_day"
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    day: int = Field(primary_key=True)


class ChannelDayReading(TotalColumns, Table, table=True):
    """A channel's day as one import had it."""

    __tablename__ = "channel_day_reading"
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    day: int = Field(primary_key=True)
    import_id: int = Field(foreign_key="import_run.id", primary_key=True, index=True)
    row: int = 0


class ChannelSpan(TotalColumns, Table, table=True):
    """Totals that the source gives only for several days together (a web-analytics report of a month).

    They are never spread over the days: a span counts in a period that holds it whole. `segment` is the
    source's own split, for example a traffic channel; a channel's segments add up.
    """

    __tablename__ = "channel_span"
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    first_day: int = Field(primary_key=True)
    last_day: int = Field(primary_key=True)
    segment: str = Field(primary_key=True)


class ChannelSpanReading(TotalColumns, Table, table=True):
    """A channel's span as one import had it."""

    __tablename__ = "channel_span_reading"
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    first_day: int = Field(primary_key=True)
    last_day: int = Field(primary_key=True)
    segment: str = Field(primary_key=True)
    import_id: int = Field(foreign_key="import_run.id", primary_key=True, index=True)
    row: int = 0


class Message(Table, table=True):
    """A message in (`outbound` 0) or out (1). Texts and names are not stored; keys are `kpi.store.keys`."""

    __tablename__ = "message"
    __table_args__ = (
        Index(
            "message_by_conversation",
            "channel_id",
            "conversation_key",
            "sent_at",
            "outbound",
            "day",
            "automated",
        ),
        Index("message_by_day", "channel_id", "day", "outbound", "automated"),
        Index("message_by_import", "import_id"),
        WITHOUT_ROWID,
    )
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    message_key: int = big(primary_key=True)
    conversation_key: int = big()
    sent_at: int = big()
    day: int
    outbound: int = Field(sa_type=SmallInteger)
    automated: int = Field(default=0, sa_type=SmallInteger)
    author_key: int | None = big_or_none()
    import_id: int = Field(foreign_key="import_run.id")
    row: int = 0


class MessageLink(Table, table=True):
    """A reply link as one import had it: two messages belong to one conversation.

    Only messages whose conversations come from links have rows here; one without any link is linked to itself.
    `linked_key` may be a message that no file has brought: two messages that link to it still belong together.
    """

    __tablename__ = "message_link"
    __table_args__ = (Index("message_link_by_linked", "channel_id", "linked_key"), WITHOUT_ROWID)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    message_key: int = big(primary_key=True)
    linked_key: int = big(primary_key=True)
    import_id: int = Field(foreign_key="import_run.id", primary_key=True, index=True)


class Visit(Table, table=True):
    """A visit of a pseudonymous visitor (`liked` 0), or a Like by one (1)."""

    __tablename__ = "visit"
    __table_args__ = (
        Index("visit_by_visitor", "channel_id", "visitor_key", "liked", "day"),
        Index("visit_by_day", "channel_id", "day", "liked"),
        Index("visit_by_import", "import_id"),
        WITHOUT_ROWID,
    )
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    visit_key: int = big(primary_key=True)
    visitor_key: int = big()
    visited_at: int = big()
    day: int
    liked: int = Field(default=0, sa_type=SmallInteger)
    import_id: int = Field(foreign_key="import_run.id")
    row: int = 0


class Repeat(Table, table=True):
    """A message or visit that a later import held too: when the first is undone, the later one keeps it."""

    __tablename__ = "repeat"
    __table_args__ = (Index("repeat_by_import", "import_id"), WITHOUT_ROWID)
    fact: str = Field(primary_key=True)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    fact_key: int = big(primary_key=True)
    import_id: int = Field(foreign_key="import_run.id", primary_key=True)
    row: int = 0


class Turn(Table, table=True):
    """A first unanswered message and the next human answer, rolled up from messages.

    `turn_no` is the number of human answers before it. `wait` (seconds) and `reply_day` are missing while it
    is open. `first_turn` 1 marks the conversation's first.
    """

    __tablename__ = "turn"
    __table_args__ = (
        Index("turn_by_day", "channel_id", "day", "first_turn", "wait", "opened_at"),
        Index("turn_by_reply_day", "channel_id", "reply_day", "opened_at", "day"),
        WITHOUT_ROWID,
    )
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    conversation_key: int = big(primary_key=True)
    turn_no: int = Field(primary_key=True)
    opened_at: int = big()
    day: int
    answered_at: int | None = big_or_none()
    reply_day: int | None = None
    wait: int | None = big_or_none()
    first_turn: int = Field(sa_type=SmallInteger)


class Visitor(Table, table=True):
    """One visitor of a channel, rolled up from visits: first Like, first visit, and the first visit after each."""

    __tablename__ = "visitor"
    __table_args__ = (
        Index("visitor_by_like", "channel_id", "like_day", "like_return_day"),
        Index("visitor_by_first", "channel_id", "first_day", "first_return_day"),
        WITHOUT_ROWID,
    )
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    visitor_key: int = big(primary_key=True)
    like_day: int | None = None
    like_return_day: int | None = None
    first_day: int | None = None
    first_return_day: int | None = None


class DailyMeasure(Table, table=True):
    """One wide row per channel and day; each column is the measure of that name in `kpi.catalogue.measures`."""

    __tablename__ = "daily_measure"
    __table_args__ = (WITHOUT_ROWID,)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    day: int = Field(primary_key=True)
    # posts
    posts: int | None = big_or_none()
    post_views: int | None = big_or_none()
    post_reach: int | None = big_or_none()
    reactions: int | None = big_or_none()
    comments: int | None = big_or_none()
    shares: int | None = big_or_none()
    saves: int | None = big_or_none()
    link_clicks: int | None = big_or_none()
    video_views: int | None = big_or_none()
    posts_with_views: int | None = big_or_none()
    engagements_with_views: int | None = big_or_none()
    posts_with_reach: int | None = big_or_none()
    engagements_with_reach: int | None = big_or_none()
    posts_with_clicks: int | None = big_or_none()
    views_with_clicks: int | None = big_or_none()
    clicks_with_views: int | None = big_or_none()
    posts_with_followers: int | None = big_or_none()
    engagements_with_followers: int | None = big_or_none()
    followers_of_posts: int | None = big_or_none()
    # channel days
    page_views: int | None = big_or_none()
    page_reach: int | None = big_or_none()
    page_engagements: int | None = big_or_none()
    profile_visits: int | None = big_or_none()
    new_followers: int | None = big_or_none()
    lost_followers: int | None = big_or_none()
    followers: int | None = big_or_none()
    new_visitors: int | None = big_or_none()
    returning_visitors: int | None = big_or_none()
    # messages
    inbound_messages: int | None = big_or_none()
    outbound_messages: int | None = big_or_none()
    automated_messages: int | None = big_or_none()
    turns_opened: int | None = big_or_none()
    turns_answered: int | None = big_or_none()
    turns_closed: int | None = big_or_none()
    turn_wait_seconds: int | None = big_or_none()
    answered_1h: int | None = big_or_none()
    answered_24h: int | None = big_or_none()
    answered_7d: int | None = big_or_none()
    due_1h: int | None = big_or_none()
    due_24h: int | None = big_or_none()
    due_7d: int | None = big_or_none()
    first_turns_opened: int | None = big_or_none()
    first_turns_answered: int | None = big_or_none()
    first_wait_seconds: int | None = big_or_none()
    first_answered_1h: int | None = big_or_none()
    first_answered_24h: int | None = big_or_none()
    # visits
    visits: int | None = big_or_none()
    cohort: int | None = big_or_none()
    returned_1d: int | None = big_or_none()
    returned_7d: int | None = big_or_none()
    returned_30d: int | None = big_or_none()
    returned_90d: int | None = big_or_none()


class Goal(Table, table=True):
    """One version of what was promised for a KPI, a platform ("" for all) and a month.

    `month` is the first day of the month. The highest version counts; `withdrawn` marks a goal taken back.
    Floor, target and stretch are in the KPI's unit.
    """

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("institution_id", "kpi", "platform", "month", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    institution_id: int = Field(foreign_key="institution.id", index=True)
    kpi: str
    platform: str = ""
    month: int
    version: int = 1
    floor: float | None = None
    target: float
    stretch: float | None = None
    owner: str = ""
    reason: str = ""
    withdrawn: bool = False
    changed_by: str = ""
    changed_at: int = big()
    import_id: int | None = Field(default=None, foreign_key="import_run.id")


class GoalRepeat(Table, table=True):
    """A goal that a later import held too, word for word: when the first is undone, the later one keeps it."""

    __tablename__ = "goal_repeat"
    goal_id: int = Field(foreign_key="goal.id", primary_key=True)
    import_id: int = Field(foreign_key="import_run.id", primary_key=True, index=True)


class Event(Table, table=True):
    """Something that happened (campaign, outage, crisis): a mark on charts. `platform` "" is all of them."""

    __tablename__ = "event"
    id: int | None = Field(default=None, primary_key=True)
    institution_id: int = Field(foreign_key="institution.id", index=True)
    platform: str = ""
    kind: str
    first_day: int
    last_day: int
    title: str
    note: str = ""


COUNTERS: tuple[str, ...] = (
    "views", "reach", "reactions", "comments", "shares", "saves", "link_clicks", "video_views",
)  # fmt: skip
TOTALS: tuple[str, ...] = tuple(TotalColumns.model_fields)


metadata = Table.metadata
