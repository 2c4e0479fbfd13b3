"""X's own exports: activity per post and per day, in the form of 2014 and in that of 2024.

The bank kept the old form until June 2025; then only the new one could be had.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePosixPath

from sample_data.bank import FIRST, LAST, channel_on
from sample_data.chance import chance
from sample_data.posts import Post
from sample_data.timeline import cut
from sample_data.totals import ChannelDay
from sample_data.writers.cells import Cell, SampleFile, all_quoted, minimal
from sample_data.writers.english import spoken

LAST_OLD = date(2025, 6, 30)
FIRST_NEW = LAST_OLD + timedelta(days=1)
SNOWFLAKE_EPOCH_MS = 1_288_834_974_657

OLD_COUNTERS = (
    "impressions", "engagements", "engagement rate", "retweets", "replies", "likes", "user profile clicks",
    "url clicks", "hashtag clicks", "detail expands", "permalink clicks", "app opens", "app installs",
    "follows", "email tweet", "dial phone", "media views", "media engagements",
)  # fmt: skip
PROMOTED = (
    "promoted impressions", "promoted engagements", "promoted engagement rate", "promoted retweets",
    "promoted replies", "promoted likes", "promoted user profile clicks", "promoted url clicks",
    "promoted hashtag clicks", "promoted detail expands", "promoted permalink clicks", "promoted app opens",
    "promoted app installs", "promoted follows", "promoted email tweet", "promoted dial phone",
    "promoted media views", "promoted media engagements",
)  # fmt: skip
OLD_POSTS_HEADER = ("Tweet id", "Tweet permalink", "Tweet text", "time", *OLD_COUNTERS, *PROMOTED)
OLD_DAYS_HEADER = ("Date", "Tweets published", *OLD_COUNTERS, *PROMOTED)
NEW_POSTS_HEADER = (
    "Post id", "Date", "Post text", "Post Link", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares",
    "New follows", "Replies", "Reposts", "Profile visits", "Detail Expands", "URL Clicks", "Hashtag Clicks",
    "Permalink Clicks",
)  # fmt: skip
NEW_DAYS_HEADER = (
    "Date", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares", "New follows", "Unfollows",
    "Replies", "Reposts", "Profile visits", "Create Post", "Video views", "Media views",
)  # fmt: skip


def x_files(posts: Sequence[Post], totals: Sequence[ChannelDay]) -> Iterator[SampleFile]:
    """Posts and days, a few months a file: the old form first, then the new one."""
    ids = {post.number: _snowflake(post) for post in posts}
    handle = channel_on("x").handle
    for first, last in cut(FIRST, LAST_OLD, 3):
        name = f"{handle}_{first:%Y%m%d}_{last + timedelta(days=1):%Y%m%d}_en.csv"
        chosen = [p for p in reversed(posts) if first <= p.day <= last]
        yield _file(f"tweet_activity_metrics_{name}", _old_posts(chosen, ids))
        yield _file(f"daily_tweet_activity_metrics_{name}", _old_days(posts, _within(totals, first, last)))
    for first, last in cut(FIRST_NEW, LAST, 4):
        name = f"{first.isoformat()}_{last.isoformat()}.csv"
        chosen = [p for p in reversed(posts) if first <= p.day <= last]
        yield _file(f"account_analytics_content_{name}", _new_posts(chosen, ids))
        yield _file(f"account_overview_analytics_{name}", _new_days(posts, _within(totals, first, last)))


def _old_posts(posts: Sequence[Post], ids: dict[int, str]) -> str:
    rows: list[Sequence[Cell]] = [OLD_POSTS_HEADER]
    for post in posts:
        link = f"https://twitter.com/{channel_on('x').handle}/status/{ids[post.number]}"
        when = datetime.fromtimestamp(post.published_at, UTC).strftime("%Y-%m-%d %H:%M +0000")
        extra = _extra(post)
        shown = post.engagements - post.saves + extra.clicks
        floats = [post.views, shown, shown / post.views, post.shares, post.comments, post.reactions]
        floats += [extra.profile, post.link_clicks or 0, extra.hashtag, extra.expands, 0]
        rows.append([ids[post.number], link, post.text, when, *map(float, floats), *["0"] * 7, *_dashes()])
    return all_quoted(rows)


def _old_days(posts: Sequence[Post], totals: Sequence[ChannelDay]) -> str:
    rows: list[Sequence[Cell]] = [OLD_DAYS_HEADER]
    for total in totals:
        published = [p for p in posts if p.day == total.day]
        shown = sum(p.engagements - p.saves + _extra(p).clicks for p in published)
        views = total.page_views or 0
        rows.append(
            [
                total.day.isoformat(), len(published), views, shown, shown / views,
                sum(p.shares for p in published), sum(p.comments for p in published),
                sum(p.reactions for p in published), total.profile_visits,
                sum(p.link_clicks or 0 for p in published), 0, sum(_extra(p).expands for p in published), 0,
                0, 0, total.new_followers, 0, 0, 0, 0, *_dashes(),
            ]
        )  # fmt: skip
    return all_quoted(rows)


def _new_posts(posts: Sequence[Post], ids: dict[int, str]) -> str:
    rows: list[Sequence[Cell]] = [NEW_POSTS_HEADER]
    for post in posts:
        link = f"https://x.com/{channel_on('x').handle}/status/{ids[post.number]}"
        extra = _extra(post)
        rows.append(
            [
                ids[post.number], spoken(post.day), post.text, link,
                post.views, post.reactions, post.engagements + extra.clicks, post.saves, extra.sent, 0,
                post.comments, post.shares - extra.sent, extra.profile, extra.expands, post.link_clicks, extra.hashtag, 0,
            ]
        )  # fmt: skip
    return minimal(rows).removesuffix("\n")


def _new_days(posts: Sequence[Post], totals: Sequence[ChannelDay]) -> str:
    rows: list[Sequence[Cell]] = [NEW_DAYS_HEADER]
    for total in reversed(totals):
        published = [p for p in posts if p.day == total.day]
        rows.append(
            [
                spoken(total.day), total.page_views,
                sum(p.reactions for p in published), sum(p.engagements + _extra(p).clicks for p in published),
                sum(p.saves for p in published), sum(_extra(p).sent for p in published), total.new_followers,
                total.lost_followers, sum(p.comments for p in published),
                sum(p.shares - _extra(p).sent for p in published), total.profile_visits, len(published), 0, 0,
            ]
        )  # fmt: skip
    return minimal(rows).removesuffix("\n")


class _Extra:
    """Clicks that X counts among engagements and we do not, and the shares that are not reposts (from 2024)."""

    def __init__(self, post: Post) -> None:
        self.sent = post.shares // 5
        self.profile = post.views // 700
        self.hashtag = post.views // 2_900
        self.expands = post.views // 160
        self.clicks = self.profile + self.hashtag + self.expands + (post.link_clicks or 0)


def _extra(post: Post) -> _Extra:
    return _Extra(post)


def _dashes() -> list[str]:
    return ["-"] * len(PROMOTED)


def _snowflake(post: Post) -> str:
    """X's ids hold the instant: milliseconds above 22 other bits."""
    rest = int(chance("snowflake", str(post.number)).integers(1 << 22))
    return str((post.published_at * 1000 - SNOWFLAKE_EPOCH_MS << 22) + rest)


def _within(totals: Sequence[ChannelDay], first: date, last: date) -> list[ChannelDay]:
    return [total for total in totals if first <= total.day <= last]


def _file(name: str, text: str) -> SampleFile:
    return SampleFile(PurePosixPath("x", name), text, f"x:{channel_on('x').handle}")
