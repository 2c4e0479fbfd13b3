"""The measures of visits and cohorts, per channel and day.

Where a channel has any Like, a visitor's cohort day is the first Like, else the first visit. Every cohort day
is a day with a visit or a Like, so on each such day all of these are numbers; other days have no value.
"""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    FromClause,
    Select,
    case,
    exists,
    func,
    literal_column,
    select,
    union_all,
)

from kpi.rollup.scope import CHANNEL, narrowed
from kpi.rollup.visitors import VISIT, VISITOR

WINDOWS: Final = {"returned_1d": 1, "returned_7d": 7, "returned_30d": 30, "returned_90d": 90}
VISIT_COLUMNS: Final = ("visits", "cohort", *WINDOWS)


def visit_days(scope: FromClause | None = None, visitor: FromClause = VISITOR) -> Select[Any]:
    """One row per channel and day with visits or Likes: `channel_id`, `day` and VISIT_COLUMNS.

    A scope names days. `visitor` is where the visitors lie.
    """
    parts = union_all(_counts(scope), _cohorts(scope, visitor)).subquery("part")
    sums = [func.sum(parts.c[name]).label(name) for name in VISIT_COLUMNS]
    return select(parts.c.channel_id, parts.c.day, *sums).group_by(parts.c.channel_id, parts.c.day)


def _counts(scope: FromClause | None) -> Select[Any]:
    visits = func.sum(case((VISIT.c.liked == 0, 1), else_=0)).label("visits")
    zero: ColumnElement[int] = literal_column("0")
    nothing = [zero.label(name) for name in VISIT_COLUMNS[1:]]
    query = select(VISIT.c.channel_id, VISIT.c.day, visits, *nothing).group_by(
        VISIT.c.channel_id, VISIT.c.day
    )
    return narrowed(query, scope, VISIT.c.channel_id, VISIT.c.day)


def _cohorts(scope: FromClause | None, visitor: FromClause) -> Select[Any]:
    member = _members(scope, visitor).subquery("member")
    returned = [
        func.sum(case((member.c.return_day - member.c.day <= days, 1), else_=0)).label(name)
        for name, days in WINDOWS.items()
    ]
    return select(
        member.c.channel_id, member.c.day, literal_column("0").label("visits"), func.count(), *returned
    ).group_by(member.c.channel_id, member.c.day)


def _members(scope: FromClause | None, visitor: FromClause) -> CompoundSelect[Any]:
    """Each visitor once, with the cohort day and the first visit after it."""
    c = visitor.c
    likers = select(c.channel_id, c.like_day.label("day"), c.like_return_day.label("return_day")).where(
        c.like_day.is_not(None)
    )
    firsts = select(c.channel_id, c.first_day.label("day"), c.first_return_day.label("return_day")).where(
        c.first_day.is_not(None), c.channel_id.in_(_channels_without_likes(visitor))
    )
    return union_all(
        narrowed(likers, scope, c.channel_id, c.like_day), narrowed(firsts, scope, c.channel_id, c.first_day)
    )


def _channels_without_likes(visitor: FromClause) -> Select[Any]:
    liker = visitor.alias("liker")
    has_likes = exists().where(liker.c.channel_id == CHANNEL.c.id, liker.c.like_day.is_not(None))
    return select(CHANNEL.c.id).where(~has_likes)
