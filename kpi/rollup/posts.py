"""The measures of posts, per channel and day of publication.

A counter that no post of the day reports is missing, not 0. Where a platform used to count impressions and a post
has no views, its impressions stand for them, and the post is counted apart. A post's engagements are the sum of the
counters it reports. Followers are the channel's last known ones on the day of the post or before; without them, or
with 0, no rate by followers exists and its three measures are missing together.
"""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    null,
    or_,
    select,
    union_all,
)

from kpi.rollup.scope import narrowed
from kpi.rollup.totals import CHANNEL_DAY
from kpi.store.schema import metadata

POST: Final = metadata.tables["post"]
BASKET: Final = (POST.c.reactions, POST.c.comments, POST.c.shares, POST.c.saves)
BY_FOLLOWERS: Final = ("posts_with_followers", "engagements_with_followers", "followers_of_posts")


def engagements() -> ColumnElement[Any]:
    """A post's engagements: the sum of the counters of the basket that it reports; missing where it reports none."""
    reported = or_(*(counter.is_not(None) for counter in BASKET))
    first, *others = (func.coalesce(counter, 0) for counter in BASKET)
    total: ColumnElement[Any] = first
    for counter in others:
        total = total + counter
    return case((reported, total))


def shown() -> ColumnElement[Any]:
    """How often a post was shown: its views, or the impressions of earlier years."""
    return func.coalesce(POST.c.views, POST.c.impressions)


def counted() -> dict[str, ColumnElement[Any]]:
    """Each measure that the posts of a day give by themselves."""
    p, engaged, seen = POST.c, engagements(), shown()
    views, reach, clicks = seen.is_not(None), p.reach.is_not(None), p.link_clicks.is_not(None)
    return {
        "posts": func.count(),
        "post_views": func.sum(seen),
        "post_reach": func.sum(p.reach),
        "reactions": func.sum(p.reactions),
        "comments": func.sum(p.comments),
        "shares": func.sum(p.shares),
        "saves": func.sum(p.saves),
        "link_clicks": func.sum(p.link_clicks),
        "video_views": func.sum(p.video_views),
        "posts_with_views": func.count(seen),
        "engagements_with_views": func.sum(case((views, engaged))),
        "posts_with_reach": func.count(p.reach),
        "engagements_with_reach": func.sum(case((reach, engaged))),
        "posts_with_impressions": func.sum(
            case((and_(p.views.is_(None), p.impressions.is_not(None)), 1), else_=0)
        ),
        "posts_with_clicks": func.sum(case((and_(clicks, views), 1), else_=0)),
        "views_with_clicks": func.sum(case((clicks, seen))),
        "clicks_with_views": func.sum(case((views, p.link_clicks))),
    }


POST_COLUMNS: Final = (*counted(), *BY_FOLLOWERS)


def post_days(scope: FromClause | None = None) -> Select[Any]:
    """One row per channel and day with posts: `channel_id`, `day` and POST_COLUMNS. A scope names days."""
    day, known = _by_day(scope), _last_known_day(scope)
    followers = CHANNEL_DAY.c.followers
    usable = and_(followers > 0, day.c.reporting > 0)
    return (
        select(
            day.c.channel_id,
            day.c.day,
            *(day.c[name] for name in counted()),
            case((usable, day.c.reporting)).label(BY_FOLLOWERS[0]),
            case((usable, day.c.engagements)).label(BY_FOLLOWERS[1]),
            case((usable, followers)).label(BY_FOLLOWERS[2]),
        )
        .outerjoin(known, and_(known.c.channel_id == day.c.channel_id, known.c.day == day.c.day))
        .outerjoin(
            CHANNEL_DAY,
            and_(CHANNEL_DAY.c.channel_id == known.c.channel_id, CHANNEL_DAY.c.day == known.c.known_day),
        )
        .where(day.c.posts > 0)
    )


def _by_day(scope: FromClause | None) -> FromClause:
    query = select(
        POST.c.channel_id,
        POST.c.day,
        *(column.label(name) for name, column in counted().items()),
        func.sum(engagements()).label("engagements"),
        func.count(engagements()).label("reporting"),
    ).group_by(POST.c.channel_id, POST.c.day)
    return narrowed(query, scope, POST.c.channel_id, POST.c.day).subquery("by_day")


def _last_known_day(scope: FromClause | None) -> FromClause:
    """For each day with posts, the last day up to it on which the channel's followers are known.

    Both kinds of day stand in one line, and a running maximum carries the known day on. A join on "the
    greatest day before" would compare every post's day with every earlier day.
    """
    days = union_all(_followers_days(scope), _posts_days(scope)).subquery("either_day")
    upto_here = func.max(days.c.known_day).over(partition_by=[days.c.channel_id], order_by=[days.c.day])
    line = select(days.c.channel_id, days.c.day, days.c.has_post, upto_here.label("known_day")).subquery(
        "line"
    )
    known = select(line.c.channel_id, line.c.day, line.c.known_day).where(line.c.has_post == 1).distinct()
    return known.subquery("known")


def _followers_days(scope: FromClause | None) -> Select[Any]:
    c = CHANNEL_DAY.c
    zero: ColumnElement[int] = cast(0, Integer)
    query = select(c.channel_id, c.day, c.day.label("known_day"), zero.label("has_post"))
    query = query.where(c.followers.is_not(None))
    return query if scope is None else query.where(c.channel_id.in_(select(scope.c.channel_id)))


def _posts_days(scope: FromClause | None) -> Select[Any]:
    one: ColumnElement[int] = cast(1, Integer)
    unknown: ColumnElement[Any] = cast(null(), Integer)
    query = select(
        POST.c.channel_id, POST.c.day, unknown.label("known_day"), one.label("has_post")
    ).distinct()
    return narrowed(query, scope, POST.c.channel_id, POST.c.day)
