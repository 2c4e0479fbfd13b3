"""What a change of facts reaches beyond the rows it names, and the recount of just that."""

from collections import Counter
from collections.abc import Collection, Set
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, exists, func, or_, select

from kpi.rollup import scope as scopes
from kpi.rollup.cutoffs import move_message_cutoff, move_visit_cutoff
from kpi.rollup.histograms import roll_care, roll_returns
from kpi.rollup.messages import WEEK
from kpi.rollup.posts import POST
from kpi.rollup.progress import Tell, nobody, scaled
from kpi.rollup.scope import CHANNEL
from kpi.rollup.service_times import follow_messages
from kpi.rollup.stage import (
    DAILY,
    MESSAGES,
    POSTS,
    STORED,
    TOTALS,
    TURNS,
    VISITS,
    Group,
    care_days,
    recount_days,
    roll_turns,
    roll_visitors,
)
from kpi.rollup.turns import TURN
from kpi.rollup.visitors import VISITOR

Pairs = Set[tuple[int, int]]
Days = set[tuple[int, int]]
LONGEST_WINDOW: Final = WEEK
HALF: Final = 0.5
MOST: Final = 2
"""A channel with at most so many turns for each touched conversation is read as a whole."""


def increment_posts(connection: Connection, post_days: Pairs, total_days: Pairs) -> Days:
    """Recount days of posts, and of channel totals; new followers reach the posts of that day and later.

    Returns, as the others here, the (channel, day) pairs whose rows may have changed.
    """
    _recount(connection, TOTALS, total_days)
    later: Days = set()
    if total_days:
        with scopes.keys(connection, total_days) as scope:
            later = _pairs(connection, _posts_since(scope))
    _recount(connection, POSTS, post_days | later)
    return {*post_days, *total_days, *later}


def increment_messages(
    connection: Connection,
    conversations: Pairs,
    message_days: Pairs,
    whole: Set[int] = frozenset(),
    tell: Tell = nobody,
) -> Days:
    """Replace the turns of touched conversations, then recount the days on which anything may have changed.

    The conversations are those of `conversations`, and all of the channels `whole`. The days are those of the
    messages themselves, those on which the old and the new turns opened and closed, and, when the cut-off moves,
    those of open turns that become due or cease to be. A channel with most of its conversations touched is counted
    anew in one go along its indexes: each conversation and each day of its own has to be looked up several times.
    A day is told as half counted when its turns are.
    """
    channels = sorted({*whole, *_channels(conversations, message_days)})
    if not channels:
        return set()
    follow_messages(connection, channels)
    anew = whole | _mostly_touched(connection, conversations)
    days: Days = set()
    for channel_id in sorted(anew):
        part = sum(each == channel_id for each, _ in message_days)
        days |= _count_anew(connection, channel_id, scaled(tell, part))
    named = sorted(pair for pair in conversations if pair[0] not in anew)
    there = {pair for pair in message_days if pair[0] not in anew}
    return days | _replace_turns(connection, named, there, scaled(tell, len(there)))


def _mostly_touched(connection: Connection, conversations: Pairs) -> set[int]:
    """The channels that have at most MOST turns for each of their touched conversations."""
    counts = Counter(channel_id for channel_id, _ in conversations)
    return {each for each, count in counts.items() if not _has_more_turns(connection, each, MOST * count)}


def _has_more_turns(connection: Connection, channel_id: int, count: int) -> bool:
    some = select(TURN.c.turn_no).where(TURN.c.channel_id == channel_id).limit(1).offset(count)
    return connection.execute(some).first() is not None


def _count_anew(connection: Connection, channel_id: int, tell: Tell) -> Days:
    """Count everything that messages say of a channel; returns the days that have, or had, messages.

    Tells which share of it is done, here and in `_replace_turns`.
    """
    had = _pairs(connection, care_days(DAILY, [channel_id]))
    move_message_cutoff(connection, channel_id)
    with scopes.whole_channel(connection, channel_id) as scope:
        roll_turns(connection, STORED, scope)
        tell(HALF)
        for group in (MESSAGES, TURNS):
            recount_days(connection, STORED, group, scope)
        has = _pairs(connection, care_days(DAILY, [channel_id]))
        roll_care(connection, STORED.turn, STORED.daily_histogram, scope, has)
    tell(1 - HALF)
    return had | has


def _replace_turns(
    connection: Connection, conversations: Collection[tuple[int, int]], touched: Pairs, tell: Tell
) -> Days:
    """Replace the turns of these conversations, and recount `touched` days and those that turns and cut-offs add."""
    if not conversations and not touched:
        return set()
    days = set(touched)
    channels = _channels(conversations, days)
    with scopes.keys(connection, conversations) as scope:
        days |= _turn_days(connection, scope)
        roll_turns(connection, STORED, scope)
        days |= _turn_days(connection, scope)
    tell(HALF)
    for channel_id in channels:
        before, after = move_message_cutoff(connection, channel_id)
        if before is not None and after is not None and before != after:
            days |= _pairs(connection, _days_falling_due(channel_id, min(before, after), max(before, after)))
    recount_message_days(connection, days)
    tell(1 - HALF)
    return days


def recount_message_days(connection: Connection, days: Pairs) -> None:
    """Count anew what messages and turns say of these days; the turns are as they should be."""
    _recount(connection, MESSAGES, days)
    _recount(connection, TURNS, days)
    if days:
        with scopes.keys(connection, days) as scope:
            roll_care(connection, STORED.turn, STORED.daily_histogram, scope, days)


def increment_visits(connection: Connection, visitors: Pairs, visit_days: Pairs) -> Days:
    """Replace touched visitors, then recount the days of visits and of old and new cohorts.

    With a channel's first Like, or without its last, the cohorts of all its days change their meaning.
    """
    if not visitors and not visit_days:
        return set()
    channels = _channels(visitors, visit_days)
    days = set(visit_days)
    had_likes = {channel_id: _has_likes(connection, channel_id) for channel_id in channels}
    with scopes.keys(connection, visitors) as scope:
        days |= _cohort_days(connection, _in(scope))
        roll_visitors(connection, STORED, scope)
        days |= _cohort_days(connection, _in(scope))
    for channel_id in channels:
        move_visit_cutoff(connection, channel_id)
        if _has_likes(connection, channel_id) != had_likes[channel_id]:
            days |= _cohort_days(connection, VISITOR.c.channel_id == channel_id)
    _recount(connection, VISITS, days)
    if days:
        with scopes.keys(connection, days) as scope:
            roll_returns(connection, STORED.visitor, STORED.daily_histogram, scope)
    return days


def _recount(connection: Connection, group: Group, days: Pairs) -> None:
    if days:
        with scopes.keys(connection, days) as scope:
            recount_days(connection, STORED, group, scope)


def _posts_since(scope: FromClause) -> Select[Any]:
    since = (
        select(scope.c.channel_id, func.min(scope.c.key).label("day")).group_by(scope.c.channel_id).subquery()
    )
    later = and_(POST.c.channel_id == since.c.channel_id, POST.c.day >= since.c.day)
    return select(POST.c.channel_id, POST.c.day).join(since, later).distinct()


def _turn_days(connection: Connection, scope: FromClause) -> set[tuple[int, int]]:
    here = scopes.condition(scope, TURN.c.channel_id, TURN.c.conversation_key)
    opened = select(TURN.c.channel_id, TURN.c.day).where(here).distinct()
    closed = select(TURN.c.channel_id, TURN.c.reply_day).where(here, TURN.c.reply_day.is_not(None)).distinct()
    return _pairs(connection, opened) | _pairs(connection, closed)


def _days_falling_due(channel_id: int, earlier: int, later: int) -> Select[Any]:
    """Days of open turns that may be due at one of the two cut-offs and not at the other."""
    return (
        select(TURN.c.channel_id, TURN.c.day)
        .where(
            TURN.c.channel_id == channel_id,
            TURN.c.reply_day.is_(None),
            TURN.c.opened_at >= earlier - LONGEST_WINDOW,
            TURN.c.opened_at < later,
        )
        .distinct()
    )


def _has_likes(connection: Connection, channel_id: int) -> bool:
    liker = exists().where(VISITOR.c.channel_id == channel_id, VISITOR.c.like_day.is_not(None))
    had = exists().where(CHANNEL.c.id == channel_id, CHANNEL.c.had_likes.is_not(None))
    return bool(connection.execute(select(or_(liker, had))).scalar())


def _in(scope: FromClause) -> ColumnElement[bool]:
    return scopes.condition(scope, VISITOR.c.channel_id, VISITOR.c.visitor_key)


def _cohort_days(connection: Connection, here: ColumnElement[bool]) -> set[tuple[int, int]]:
    """The days that the chosen visitors' first Likes and first visits fall on."""
    days: set[tuple[int, int]] = set()
    for column in (VISITOR.c.like_day, VISITOR.c.first_day):
        query = select(VISITOR.c.channel_id, column).where(here, column.is_not(None)).distinct()
        days |= _pairs(connection, query)
    return days


def _pairs(connection: Connection, query: Select[Any]) -> set[tuple[int, int]]:
    with connection.execute(query) as result:
        return set(result.cursor.fetchall())


def _channels(*pairs: Collection[tuple[int, int]]) -> list[int]:
    return sorted({channel_id for some in pairs for channel_id, _ in some})
