"""What KPIs must be, in plain loops over facts: no SQL, no measures, no histograms, nothing of `kpi.answers`.

Written from the definitions. `None` is missing. Percentiles are exact here; an answer may lie within 1 % of them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from tests.kpi.rollup.oracle import Post, Turn, cohort_members, engagements, turns_of
from tests.kpi.rollup.world import World

MADRID = ZoneInfo("Europe/Madrid")
EPOCH = date(1970, 1, 1)
WITHIN = {"answered_within_1h": 3_600, "answered_within_24h": 86_400, "response_rate": 604_800}
WINDOWS = (1, 7, 30, 90)
Found = dict[str, float | None]


@dataclass(frozen=True)
class Cell:
    """Some channels, and the days from `first` to `last`, both included."""

    channels: frozenset[int]
    first: int
    last: int

    def holds(self, channel: int, day: int) -> bool:
        return channel in self.channels and self.first <= day <= self.last


def values_of(world: World, cell: Cell) -> Found:
    """Each KPI of the facts in the cell."""
    return _replies(world, cell) | _backlog(world, cell) | _revisits(world, cell) | _posts(world, cell)


def _replies(world: World, cell: Cell) -> Found:
    turns = [turn for turn in turns_of(world.messages) if cell.holds(turn.channel, turn.day)]
    found: Found = {}
    for name, mine in (("reply_time", turns), ("first_response", [turn for turn in turns if turn.first])):
        waits = sorted(turn.wait for turn in mine if turn.wait is not None)
        found[f"{name}_median"] = _percentile(waits, Fraction(1, 2))
        found[f"{name}_p90"] = _percentile(waits, Fraction(9, 10))
        found[f"{name}_mean"] = _ratio(sum(waits), len(waits))
    for name, window in WITHIN.items():
        in_time = sum(turn.wait is not None and turn.wait <= window for turn in turns)
        due = sum(turn.wait is not None or _open_for(world, turn) > window for turn in turns)
        found[name] = _ratio(in_time, due)
    return found


def _open_for(world: World, turn: Turn) -> int:
    return max(m.at for m in world.messages if m.channel == turn.channel) - turn.opened_at


def _percentile(waits: Sequence[int], share: Fraction) -> float | None:
    if not waits:
        return None
    whole, rest = divmod(share * (len(waits) - 1), 1)
    low, high = waits[int(whole)], waits[min(int(whole) + 1, len(waits) - 1)]
    return float(low + (high - low) * rest)


def _backlog(world: World, cell: Cell) -> Found:
    """Of channels that have begun by the cell's end, and whose messages reach into it.

    All wait until the last message of any channel.
    """
    reached = {
        channel
        for channel in cell.channels
        if (days := [m.day for m in world.messages if m.channel == channel])
        and min(days) <= cell.last
        and max(days) >= cell.first
    }
    waiting = [
        turn
        for turn in turns_of(world.messages)
        if turn.channel in reached
        and turn.day <= cell.last
        and (turn.reply_day is None or turn.reply_day > cell.last)
    ]
    midnight = datetime.combine(EPOCH + timedelta(days=cell.last + 1), datetime.min.time(), MADRID)
    end = int(midnight.astimezone(UTC).timestamp())
    last_message = max((m.at for m in world.messages), default=end)
    ages = [min(end, last_message) - turn.opened_at for turn in waiting]
    return {"backlog": len(waiting) if reached else None, "backlog_oldest": max(ages, default=None)}


def _revisits(world: World, cell: Cell) -> Found:
    with_likes = {visit.channel for visit in world.visits if visit.liked}
    last = {visit.channel: 0 for visit in world.visits}
    for visit in world.visits:
        last[visit.channel] = max(last[visit.channel], visit.day)
    members = [one for one in cohort_members(world.visits) if cell.holds(one[0], one[2])]
    kinds: dict[str, Callable[[int, bool], bool]] = {
        "revisit_rate": lambda channel, liked: liked == (channel in with_likes),
        "revisit_rate_likers": lambda _, liked: liked,
        "revisit_rate_first_visitors": lambda _, liked: not liked,
    }
    found: Found = {}
    for name, belongs in kinds.items():
        for days in WINDOWS:
            gaps = [
                gap
                for channel, liked, day, gap in members
                if belongs(channel, liked) and day + days <= last[channel]
            ]
            back = sum(gap is not None and gap <= days for gap in gaps)
            found[f"{name}_{days}d"] = _ratio(back, len(gaps))
    return found


def _posts(world: World, cell: Cell) -> Found:
    posts = [post for post in world.posts if cell.holds(post.channel, post.day)]
    baskets = [number for post in posts if (number := engagements(post)) is not None]
    shown = [post for post in posts if post.views is not None]
    reached = [post for post in posts if post.reach is not None]
    clicked = [post for post in shown if post.link_clicks is not None]
    return {
        "engagements": _added(baskets),
        "engagement_rate_views": _of_posts(shown, lambda post: post.views),
        "engagement_rate_reach": _of_posts(reached, lambda post: post.reach),
        "engagements_per_post": _ratio(_added(baskets), len(posts)),
        "applause_rate": _ratio(_added(post.reactions for post in posts), len(posts)),
        "conversation_rate": _ratio(_added(post.comments for post in posts), len(posts)),
        "amplification_rate": _ratio(_added(post.shares for post in posts), len(posts)),
        "click_through_rate": _ratio(
            _added(post.link_clicks for post in clicked), _added(post.views for post in clicked)
        ),
    }


def _of_posts(posts: Sequence[Post], counter: Callable[[Post], int | None]) -> float | None:
    return _ratio(_added(map(engagements, posts)), _added(map(counter, posts)))


def _added(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _ratio(top: int | None, bottom: int | None) -> float | None:
    return top / bottom if top is not None and bottom else None
