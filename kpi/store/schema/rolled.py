"""What the roll-up counts from the facts."""

from sqlalchemy import Float, Index, LargeBinary, SmallInteger
from sqlmodel import Field, SQLModel

from kpi.store.schema.base import WITHOUT_ROWID, Table, big, big_or_none


class Turn(Table, table=True):
    """A first unanswered message and the next human answer, rolled up from messages.

    `turn_no` is the number of human answers before it. `wait` (seconds) and `reply_day` are missing while it
    is open. `first_turn` 1 marks the conversation's first. `business_wait` counts the seconds inside service
    hours; it is missing while the turn is open, and where no schedule holds for all of the wait.
    """

    __tablename__ = "turn"
    __table_args__ = (
        Index("turn_by_day", "channel_id", "day", "first_turn", "wait", "opened_at", "business_wait"),
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
    business_wait: int | None = big_or_none()


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


class MeasureColumns(SQLModel):
    """Each measure of `kpi.catalogue.measures`, and two instants (epoch seconds) behind the age of the backlog.

    `oldest_open_at` is when the oldest turn of the day was opened that has no answer yet; `oldest_closed_at` is
    when the oldest one that was answered on the day had been opened.
    """

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
    posts_with_impressions: int | None = big_or_none()
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
    business_turns_answered: int | None = big_or_none()
    business_wait_seconds: int | None = big_or_none()
    first_business_turns_answered: int | None = big_or_none()
    first_business_wait_seconds: int | None = big_or_none()
    # visits
    visits: int | None = big_or_none()
    cohort: int | None = big_or_none()
    returned_1d: int | None = big_or_none()
    returned_7d: int | None = big_or_none()
    returned_30d: int | None = big_or_none()
    returned_90d: int | None = big_or_none()
    likers: int | None = big_or_none()
    likers_returned_1d: int | None = big_or_none()
    likers_returned_7d: int | None = big_or_none()
    likers_returned_30d: int | None = big_or_none()
    likers_returned_90d: int | None = big_or_none()
    first_visitors: int | None = big_or_none()
    first_visitors_returned_1d: int | None = big_or_none()
    first_visitors_returned_7d: int | None = big_or_none()
    first_visitors_returned_30d: int | None = big_or_none()
    first_visitors_returned_90d: int | None = big_or_none()
    # months of customers
    member_customers: int | None = big_or_none()
    member_takers: int | None = big_or_none()
    non_member_customers: int | None = big_or_none()
    non_member_takers: int | None = big_or_none()
    # instants
    oldest_open_at: int | None = big_or_none()
    oldest_closed_at: int | None = big_or_none()


class DailyMeasure(MeasureColumns, Table, table=True):
    """One wide row per channel and day."""

    __tablename__ = "daily_measure"
    __table_args__ = (WITHOUT_ROWID,)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    day: int = Field(primary_key=True)


class MonthlyMeasure(Table, table=True):
    """A channel's days of one calendar month together; `month` is the day of its first.

    `numbers` are the measures (`kpi.rollup.month_numbers`): flows are added, stocks are the last known, instants the
    earliest. `follower_rates` adds each day's engagements ÷ followers. `known_days` says which days have which
    measure (`kpi.rollup.known_days`).
    """

    __tablename__ = "monthly_measure"
    __table_args__ = (WITHOUT_ROWID,)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    month: int = Field(primary_key=True)
    numbers: bytes = Field(sa_type=LargeBinary)
    follower_rates: float | None = Field(default=None, sa_type=Float(53))
    known_days: bytes = Field(sa_type=LargeBinary)


class DailyHistogram(Table, table=True):
    """How many of a day's turns or visitors fall into each bucket.

    `kind` is one of `kpi.rollup.histograms`, `counts` is as `kpi.rollup.blobs` writes it.
    """

    __tablename__ = "daily_histogram"
    __table_args__ = (WITHOUT_ROWID,)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    day: int = Field(primary_key=True)
    kind: int = Field(sa_type=SmallInteger, primary_key=True)
    counts: bytes = Field(sa_type=LargeBinary)


class YearlyHistogram(Table, table=True):
    """The histograms of a year's calendar months (`kpi.rollup.years`), those by hour apart for each weekday.

    Those of one kind lie together, as an answer reads one or two kinds of years.
    """

    __tablename__ = "yearly_histogram"
    __table_args__ = (WITHOUT_ROWID,)
    channel_id: int = Field(foreign_key="channel.id", primary_key=True)
    kind: int = Field(sa_type=SmallInteger, primary_key=True)
    year: int = Field(sa_type=SmallInteger, primary_key=True)
    counts: bytes = Field(sa_type=LargeBinary)
