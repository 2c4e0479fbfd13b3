"""What the roll-up counts from the facts."""

from sqlalchemy import Index, SmallInteger
from sqlmodel import Field

from kpi.store.schema.base import WITHOUT_ROWID, Table, big, big_or_none


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
