"""Facts that are restated: posts and totals, as every import had them and as the latest has them."""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from kpi.store.schema.base import Table, big_or_none


class PostColumns(SQLModel):
    """What an export says of a post. Counters are lifetime totals up to the export.

    `impressions` are what the platform counted before it counted views; a post has one of the two, or both.
    """

    published_at: int | None = big_or_none()
    day: int
    format: str = ""
    title: str = ""
    permalink: str = ""
    campaign: str = ""
    purpose: str = ""
    views: int | None = big_or_none()
    reach: int | None = big_or_none()
    reactions: int | None = big_or_none()
    comments: int | None = big_or_none()
    shares: int | None = big_or_none()
    saves: int | None = big_or_none()
    link_clicks: int | None = big_or_none()
    video_views: int | None = big_or_none()
    impressions: int | None = big_or_none()


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
    """What a platform reports for a channel and a day, or for a channel and several days at once.

    The last four come for calendar months alone: customers who are members of a community and those who are not,
    and how many of each took up a product in the month.
    """

    page_views: int | None = big_or_none()
    page_reach: int | None = big_or_none()
    page_engagements: int | None = big_or_none()
    profile_visits: int | None = big_or_none()
    new_followers: int | None = big_or_none()
    lost_followers: int | None = big_or_none()
    followers: int | None = big_or_none()
    new_visitors: int | None = big_or_none()
    returning_visitors: int | None = big_or_none()
    member_customers: int | None = big_or_none()
    member_takers: int | None = big_or_none()
    non_member_customers: int | None = big_or_none()
    non_member_takers: int | None = big_or_none()


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


COUNTERS: tuple[str, ...] = (
    "views", "reach", "reactions", "comments", "shares", "saves", "link_clicks", "video_views",
    "impressions",
)  # fmt: skip
TOTALS: tuple[str, ...] = tuple(TotalColumns.model_fields)
OF_MONTHS: tuple[str, ...] = (
    "member_customers", "member_takers", "non_member_customers", "non_member_takers",
)  # fmt: skip
"""Totals that nobody reports for a day."""
