"""Posts one by one: those of a choice, sorted and a page at a time, and those that a KPI's value is made of.

A post's engagements and views are counted by the expressions of the roll-up, so that what the posts add up to is the
KPI's own numerator and denominator.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Float, FromClause, and_, cast, func, or_, select

from kpi.answers.question import Question
from kpi.answers.rows import tuples
from kpi.answers.scopes import subject_of
from kpi.rollup.posts import POST, engagements, shown
from kpi.store.post_tags import PostKey
from kpi.store.schema import metadata

CHANNEL: Final = metadata.tables["channel"]
TAG: Final = metadata.tables["post_tag"]
TAGGED: Final[FromClause] = POST.join(CHANNEL, CHANNEL.c.id == POST.c.channel_id).outerjoin(
    TAG, and_(TAG.c.channel_id == POST.c.channel_id, TAG.c.post_id == POST.c.post_id)
)
"""Posts with their channels and with what people have said of them: what `condition` is about."""
CAMPAIGN: Final = func.coalesce(TAG.c.campaign, POST.c.campaign)
PURPOSE: Final = func.coalesce(TAG.c.purpose, POST.c.purpose)
"""What a person has said of a post, else what its export says."""
NOTHING: Final = "-"
"""What is asked for to have the posts that say nothing: no format, no purpose, no campaign."""


class Sort(StrEnum):
    """What posts are sorted by, the highest first."""

    PUBLISHED = "published"
    VIEWS = "views"
    REACH = "reach"
    ENGAGEMENTS = "engagements"
    RATE = "rate"


@dataclass(frozen=True)
class PostChoice:
    """Which posts: those of a question's channels and days, and of them those of a format, purpose and campaign.

    "" is any, NOTHING those without. `kpi` narrows them to those that this KPI counts, one of COUNTED_BY.
    """

    question: Question
    format: str = ""
    purpose: str = ""
    campaign: str = ""
    kpi: str = ""


@dataclass(frozen=True)
class Post:
    """A post as it is stored. `views` are impressions where the platform counted those; None: not reported.

    `campaign` and `purpose` are those that count; `tagged_by_hand` says that a person has set one of them.
    """

    platform: str
    channel: str
    post_id: str
    published_at: int | None
    day: int
    format: str
    purpose: str
    campaign: str
    title: str
    permalink: str
    views: int | None
    reach: int | None
    reactions: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    link_clicks: int | None
    engagements: int | None
    channel_id: int
    tagged_by_hand: bool

    @property
    def key(self) -> PostKey:
        return (self.channel_id, self.post_id)

    @property
    def rate(self) -> float | None:
        """Engagements ÷ views of this post alone."""
        return self.engagements / self.views if self.engagements is not None and self.views else None


@dataclass(frozen=True)
class PostPage:
    """Some of the posts of a choice, and how many there are in all."""

    posts: tuple[Post, ...]
    count: int


_ANY: Final = POST.c.day.is_not(None)
_SEEN: Final = shown().is_not(None)
COUNTED_BY: Final[Mapping[str, ColumnElement[bool]]] = {
    "engagements": _ANY,
    "engagement_rate_views": _SEEN,
    "engagement_rate_reach": POST.c.reach.is_not(None),
    "engagements_per_post": _ANY,
    "applause_rate": _ANY,
    "conversation_rate": _ANY,
    "amplification_rate": _ANY,
    "click_through_rate": and_(_SEEN, POST.c.link_clicks.is_not(None)),
}
"""KPIs of posts, and which posts each of them counts."""

_RATE: Final = cast(engagements(), Float) / func.nullif(shown(), 0)
_BY: Final[Mapping[Sort, ColumnElement[Any]]] = {
    Sort.PUBLISHED: func.coalesce(POST.c.published_at, POST.c.day * 86_400),
    Sort.VIEWS: shown(),
    Sort.REACH: POST.c.reach,
    Sort.ENGAGEMENTS: engagements(),
    Sort.RATE: _RATE,
}
_COLUMNS: Final = (
    CHANNEL.c.platform, CHANNEL.c.handle, POST.c.post_id, POST.c.published_at, POST.c.day, POST.c.format,
    PURPOSE, CAMPAIGN, POST.c.title, POST.c.permalink, shown(), POST.c.reach, POST.c.reactions, POST.c.comments,
    POST.c.shares, POST.c.saves, POST.c.link_clicks, engagements(), POST.c.channel_id,
    or_(TAG.c.campaign.is_not(None), TAG.c.purpose.is_not(None)),
)  # fmt: skip


def posts(
    connection: Connection, choice: PostChoice, sort: Sort = Sort.PUBLISHED, *, first: int = 0, most: int = 25
) -> PostPage:
    """The posts of a choice, the highest first; those that do not report what they are sorted by come last.

    Raises:
        UnknownInstitution, UnknownPlatform: the question names something that does not exist.
    """
    here = condition(connection, choice)
    (count,) = connection.execute(select(func.count()).select_from(TAGGED).where(here)).one()
    query = (
        select(*_COLUMNS)
        .select_from(TAGGED)
        .where(here)
        .order_by(_BY[sort].desc().nulls_last(), POST.c.day.desc(), POST.c.channel_id, POST.c.post_id)
        .offset(first)
        .limit(most)
    )
    return PostPage(tuple(Post(*row) for row in tuples(connection, query)), count)


def condition(connection: Connection, choice: PostChoice) -> ColumnElement[bool]:
    """What is true of the choice's posts, among TAGGED."""
    question = choice.question
    channels = [place.id for place in subject_of(connection, question).places]
    wanted = [
        POST.c.channel_id.in_(channels),
        POST.c.day >= question.period.start,
        POST.c.day < question.period.end,
    ]
    said = (
        (POST.c.format, choice.format),
        (PURPOSE, choice.purpose),
        (CAMPAIGN, choice.campaign),
    )
    wanted += [column == ("" if asked == NOTHING else asked) for column, asked in said if asked]
    if choice.kpi:
        wanted.append(COUNTED_BY[choice.kpi])
    return and_(*wanted)
