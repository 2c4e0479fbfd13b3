"""What the roll-up must give, in plain loops over plain dataclasses: no SQL, nothing of `kpi.rollup`.

Slow and obvious on purpose. A result is a dict of {(channel, day): {measure: number}}; a measure that no
fact reports is not in the inner dict.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

Row = TypeVar("Row")
Day = tuple[int, int]
Measures = dict[Day, dict[str, int]]


@dataclass(frozen=True)
class Message:
    channel: int
    key: int
    conversation: int
    at: int
    day: int
    outbound: bool = False
    automated: bool = False


@dataclass(frozen=True)
class Visit:
    channel: int
    key: int
    visitor: int
    day: int
    liked: bool = False


@dataclass(frozen=True)
class Post:
    channel: int
    key: str
    day: int
    views: int | None = None
    reach: int | None = None
    reactions: int | None = None
    comments: int | None = None
    shares: int | None = None
    saves: int | None = None
    link_clicks: int | None = None
    video_views: int | None = None
    impressions: int | None = None

    @property
    def shown(self) -> int | None:
        """Views, or the impressions of earlier years."""
        return self.impressions if self.views is None else self.views


@dataclass(frozen=True)
class Total:
    channel: int
    day: int
    page_views: int | None = None
    new_followers: int | None = None
    followers: int | None = None
    new_visitors: int | None = None


@dataclass(frozen=True)
class Turn:
    channel: int
    conversation: int
    opened_at: int
    day: int
    first: bool
    answered_at: int | None = None
    reply_day: int | None = None

    @property
    def wait(self) -> int | None:
        return None if self.answered_at is None else self.answered_at - self.opened_at


def turns_of(messages: Iterable[Message]) -> list[Turn]:
    """Walk through each conversation: a customer's message waits until a person answers."""
    found: list[Turn] = []
    for conversation in _grouped(messages, lambda m: (m.channel, m.conversation)):
        waiting: Message | None = None
        first = True
        for message in sorted(conversation, key=lambda m: (m.at, m.outbound)):
            if not message.outbound:
                waiting = waiting or message
            elif not message.automated and waiting:
                found.append(_turn(waiting, first, message))
                waiting, first = None, False
        if waiting:
            found.append(_turn(waiting, first, None))
    return found


def _turn(opened: Message, first: bool, answer: Message | None) -> Turn:
    at, day = (answer.at, answer.day) if answer else (None, None)
    return Turn(opened.channel, opened.conversation, opened.at, opened.day, first, at, day)


def message_measures(messages: Sequence[Message]) -> Measures:
    result: Measures = defaultdict(lambda: dict.fromkeys(MESSAGE_MEASURES, 0))
    cutoff: dict[int, int] = {}
    for message in messages:
        kind = "automated" if message.outbound and message.automated else "outbound"
        result[message.channel, message.day][f"{kind if message.outbound else 'inbound'}_messages"] += 1
        cutoff[message.channel] = max(message.at, cutoff.get(message.channel, message.at))
    for turn in turns_of(messages):
        _add_turn(result[turn.channel, turn.day], turn, cutoff[turn.channel])
        if turn.reply_day is not None:
            row = result[turn.channel, turn.reply_day]
            row["turns_closed"] += 1
            row["oldest_closed_at"] = min(turn.opened_at, row.get("oldest_closed_at", turn.opened_at))
    return dict(result)


MESSAGE_MEASURES = [
    "inbound_messages", "outbound_messages", "automated_messages",
    "turns_opened", "turns_answered", "turns_closed", "turn_wait_seconds",
    "answered_1h", "answered_24h", "answered_7d", "due_1h", "due_24h", "due_7d",
    "first_turns_opened", "first_turns_answered", "first_wait_seconds", "first_answered_1h", "first_answered_24h",
]  # fmt: skip
WINDOWS = {"1h": 3600, "24h": 86400, "7d": 604800}


def _add_turn(row: dict[str, int], turn: Turn, cutoff: int) -> None:
    row["turns_opened"] += 1
    row["first_turns_opened"] += turn.first
    if turn.wait is None:
        row["oldest_open_at"] = min(turn.opened_at, row.get("oldest_open_at", turn.opened_at))
        for name, window in WINDOWS.items():
            row[f"due_{name}"] += cutoff - turn.opened_at > window
        return
    row["turns_answered"] += 1
    row["turn_wait_seconds"] += turn.wait
    for name, window in WINDOWS.items():
        row[f"due_{name}"] += 1
        row[f"answered_{name}"] += turn.wait <= window
    if turn.first:
        row["first_turns_answered"] += 1
        row["first_wait_seconds"] += turn.wait
        row["first_answered_1h"] += turn.wait <= WINDOWS["1h"]
        row["first_answered_24h"] += turn.wait <= WINDOWS["24h"]


def backlog(turns: Iterable[Turn], channel: int, last_day: int) -> int:
    """Turns that are open when `last_day` ends."""
    return sum(
        turn.day <= last_day and (turn.reply_day is None or turn.reply_day > last_day)
        for turn in turns
        if turn.channel == channel
    )


def visit_measures(visits: Sequence[Visit]) -> Measures:
    names = [name for who in ("", "likers_", "first_visitors_") for name in _returned(who)]
    result: Measures = defaultdict(
        lambda: dict.fromkeys(["visits", "cohort", "likers", "first_visitors", *names], 0)
    )
    with_likes = {visit.channel for visit in visits if visit.liked}
    for visit in visits:
        result[visit.channel, visit.day]["visits"] += not visit.liked
    for channel, liked, day, gap in cohort_members(visits):
        row = result[channel, day]
        who = "likers" if liked else "first_visitors"
        groups = [(who, f"{who}_")] + [("cohort", "")] * (liked == (channel in with_likes))
        for count, returned in groups:
            row[count] += 1
            for window, name in zip((1, 7, 30, 90), _returned(returned), strict=True):
                row[name] += gap is not None and gap <= window
    return dict(result)


def _returned(who: str) -> list[str]:
    return [f"{who}returned_{window}d" for window in (1, 7, 30, 90)]


def cohort_members(visits: Iterable[Visit]) -> Iterator[tuple[int, bool, int, int | None]]:
    """Each liker and each first visitor: channel, by a Like, the day, and the days until the first visit after it."""
    for visitor in _grouped(visits, lambda v: (v.channel, v.visitor)):
        for liked in (True, False):
            days = [visit.day for visit in visitor if visit.liked == liked]
            if days:
                gaps = [v.day - min(days) for v in visitor if not v.liked and v.day > min(days)]
                yield visitor[0].channel, liked, min(days), min(gaps, default=None)


def post_measures(posts: Iterable[Post], totals: Iterable[Total]) -> Measures:
    known = sorted((t.channel, t.day, t.followers) for t in totals if t.followers is not None)
    result: Measures = {}
    for same_day in _grouped(posts, lambda p: (p.channel, p.day)):
        channel, day = same_day[0].channel, same_day[0].day
        row = {"posts": len(same_day)}
        for name in ADDED:
            values = [value for post in same_day if (value := getattr(post, name)) is not None]
            if values:
                row[MEASURE_OF.get(name, name)] = sum(values)
        for name, counter in (("views", "shown"), ("reach", "reach")):
            reporting = [post for post in same_day if getattr(post, counter) is not None]
            row[f"posts_with_{name}"] = len(reporting)
            _set_sum(row, f"engagements_with_{name}", [engagements(post) for post in reporting])
        row["posts_with_impressions"] = sum(
            post.views is None and post.impressions is not None for post in same_day
        )
        clicked = [post for post in same_day if post.link_clicks is not None and post.shown is not None]
        row["posts_with_clicks"] = len(clicked)
        _set_sum(row, "views_with_clicks", [post.shown for post in clicked])
        _set_sum(row, "clicks_with_views", [post.link_clicks for post in clicked])
        followers = [count for of, when, count in known if of == channel and when <= day]
        measured = [number for post in same_day if (number := engagements(post)) is not None]
        if followers and followers[-1] > 0 and measured:
            row["followers_of_posts"] = followers[-1]
            row["posts_with_followers"] = len(measured)
            row["engagements_with_followers"] = sum(measured)
        result[channel, day] = row
    return result


COUNTERS = [
    "views", "reach", "reactions", "comments", "shares", "saves", "link_clicks", "video_views", "impressions",
]  # fmt: skip
ADDED = ["shown", *COUNTERS[1:-1]]
MEASURE_OF = {"shown": "post_views", "reach": "post_reach"}


def engagements(post: Post) -> int | None:
    reported = [n for n in (post.reactions, post.comments, post.shares, post.saves) if n is not None]
    return sum(reported) if reported else None


def _set_sum(row: dict[str, int], name: str, values: Iterable[int | None]) -> None:
    known = [value for value in values if value is not None]
    if known:
        row[name] = sum(known)


def total_measures(totals: Iterable[Total]) -> Measures:
    names = [field.name for field in fields(Total)][2:]
    rows = {(t.channel, t.day): {n: v for n in names if (v := getattr(t, n)) is not None} for t in totals}
    return {day: row for day, row in rows.items() if row}


def all_measures(
    messages: Sequence[Message], visits: Sequence[Visit], posts: Sequence[Post], totals: Sequence[Total]
) -> Measures:
    """The whole daily row."""
    result: Measures = defaultdict(dict)
    for part in (
        message_measures(messages),
        visit_measures(visits),
        post_measures(posts, totals),
        total_measures(totals),
    ):
        for day, row in part.items():
            result[day] |= row
    return dict(result)


def _grouped(rows: Iterable[Row], key: Callable[[Row], Hashable]) -> list[list[Row]]:
    groups: dict[Hashable, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return list(groups.values())
