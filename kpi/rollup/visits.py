"""The measures of visits and cohorts, per channel and day.

Likers are those whose first Like falls on the day, first visitors those whose first visit does. The cohort is
the likers where the channel has any Like, else the first visitors. Every cohort day is a day with a visit or a
Like, so on each such day all of these are numbers; other days have no value.
"""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    and_,
    case,
    exists,
    func,
    literal_column,
    select,
    union_all,
)

from kpi.rollup.scope import CHANNEL, narrowed
from kpi.rollup.visitors import VISIT, VISITOR

WINDOWS: Final = (1, 7, 30, 90)
COHORT: Final = ("cohort", *(f"returned_{days}d" for days in WINDOWS))
LIKERS: Final = ("likers", *(f"likers_returned_{days}d" for days in WINDOWS))
FIRST_VISITORS: Final = ("first_visitors", *(f"first_visitors_returned_{days}d" for days in WINDOWS))
VISIT_COLUMNS: Final = ("visits", *COHORT, *LIKERS, *FIRST_VISITORS)


def visit_days(scope: FromClause | None = None, visitor: FromClause = VISITOR) -> Select[Any]:
    """One row per channel and day with visits or Likes: `channel_id`, `day` and VISIT_COLUMNS.

    A scope names days. `visitor` is where the visitors lie.
    """
    parts = union_all(_counts(scope), _likers(scope, visitor), _first_visitors(scope, visitor)).subquery(
        "part"
    )
    sums = [func.sum(parts.c[name]).label(name) for name in VISIT_COLUMNS]
    return select(parts.c.channel_id, parts.c.day, *sums).group_by(parts.c.channel_id, parts.c.day)


def _counts(scope: FromClause | None) -> Select[Any]:
    visits = func.sum(case((VISIT.c.liked == 0, 1), else_=0))
    query = _part(VISIT.c.channel_id, VISIT.c.day, {"visits": visits})
    return narrowed(query, scope, VISIT.c.channel_id, VISIT.c.day)


def _likers(scope: FromClause | None, visitor: FromClause) -> Select[Any]:
    c = visitor.c
    sizes = _sizes(c.like_day, c.like_return_day)
    counted = dict(zip(LIKERS, sizes, strict=True)) | dict(zip(COHORT, sizes, strict=True))
    query = _part(c.channel_id, c.like_day, counted).where(c.like_day.is_not(None))
    return narrowed(query, scope, c.channel_id, c.like_day)


def _first_visitors(scope: FromClause | None, visitor: FromClause) -> Select[Any]:
    c, without_likes = visitor.c, _channels_without_likes(visitor)
    sizes = _sizes(c.first_day, c.first_return_day)
    of_cohort = _sizes(c.first_day, c.first_return_day, without_likes.c.id.is_not(None))
    counted = dict(zip(FIRST_VISITORS, sizes, strict=True)) | dict(zip(COHORT, of_cohort, strict=True))
    query = (
        _part(c.channel_id, c.first_day, counted)
        .outerjoin_from(visitor, without_likes, without_likes.c.id == c.channel_id)
        .where(c.first_day.is_not(None))
    )
    return narrowed(query, scope, c.channel_id, c.first_day)


def _sizes(
    day: ColumnElement[Any], return_day: ColumnElement[Any], also: ColumnElement[bool] | None = None
) -> list[ColumnElement[int]]:
    """How many there are, and how many returned within each window, of those for whom `also` holds."""
    conditions = [day.is_not(None), *(return_day - day <= days for days in WINDOWS)]
    if also is not None:
        conditions = [and_(also, condition) for condition in conditions]
    return [func.sum(case((condition, 1), else_=0)) for condition in conditions]


def _part(
    channel: ColumnElement[int], day: ColumnElement[Any], counted: dict[str, ColumnElement[int]]
) -> Select[Any]:
    """The counted columns, and 0 for those that another part counts."""
    nothing: ColumnElement[int] = literal_column("0")
    columns = [counted.get(name, nothing).label(name) for name in VISIT_COLUMNS]
    return select(channel.label("channel_id"), day.label("day"), *columns).group_by(channel, day)


def _channels_without_likes(visitor: FromClause) -> FromClause:
    liker = visitor.alias("liker")
    has_likes = exists().where(liker.c.channel_id == CHANNEL.c.id, liker.c.like_day.is_not(None))
    return select(CHANNEL.c.id).where(CHANNEL.c.had_likes.is_(None), ~has_likes).subquery("without_likes")
