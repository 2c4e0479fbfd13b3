"""Daily and monthly totals, as the platforms and the web analytics report them."""

from dataclasses import dataclass
from datetime import date, timedelta

from sample_data.bank import FIRST, FOLLOWERS, LAST, channel_on, factor
from sample_data.chance import around, chance
from sample_data.posts import Post
from sample_data.timeline import Trend, days, months
from sample_data.visits import Visit

# Visitors a day to what the platform counts as new and returning ones.
VIEWERS = {
    "tiktok": (
        Trend({"2024-11-01": 1_250, "2026-10-31": 3_400}),
        Trend({"2024-11-01": 0.17, "2026-10-31": 0.27}),
    ),
    "youtube": (
        Trend({"2024-11-01": 420, "2026-10-31": 470}),
        Trend({"2024-11-01": 0.235, "2026-10-31": 0.255}),
    ),
}

# The web's acquisition channels: new users a month, and returning ones for each new one.
ACQUISITION = {
    "Direct": (7_800, 0.86),
    "Organic Search": (6_900, 0.52),
    "Organic Social": (1_450, 0.34),
    "Paid Search": (1_900, 0.22),
    "Email": (820, 0.95),
    "Referral": (640, 0.41),
    "Organic Video": (210, 0.18),
    "Unassigned": (60, 0.30),
}
COMING_BACK = Trend({"2024-11-01": 0.90, "2026-10-31": 1.07})


@dataclass(frozen=True, slots=True)
class ChannelDay:
    """A channel's day. None: the platform does not report it."""

    day: date
    followers: int
    new_followers: int
    lost_followers: int
    page_views: int | None = None
    page_reach: int | None = None
    page_engagements: int | None = None
    profile_visits: int | None = None
    new_visitors: int | None = None
    returning_visitors: int | None = None


@dataclass(frozen=True, slots=True)
class Acquisition:
    """Users of the website in a month (up to the last day, in the last one), by the channel that first brought them."""

    month: date
    last: date
    channel: str
    new: int
    returning: int
    seconds_engaged: float
    sessions: float
    events: int
    key_events: int


def channel_days_on(platform: str, posts: list[Post]) -> list[ChannelDay]:
    """A channel's days, from the first to the last, gap included (the writers leave it out)."""
    generator = chance("totals", platform)
    story = FOLLOWERS[platform]
    posted = _per_day(posts)
    followers = story.start
    result = []
    for day in days(max(FIRST, channel_on(platform).since), LAST):
        gained = int(generator.poisson(story.gained.at(day) * factor(platform, day, "followers")))
        lost = int(generator.poisson(story.lost.at(day)))
        followers += gained - lost
        views, engagements = posted.get(day, (0, 0))
        page_views = round(around(generator, 260 + 0.9 * views, 0.12))
        new, returning = _viewers(platform, day, around(generator, 1.0, 0.16))
        result.append(
            ChannelDay(
                day=day,
                followers=followers,
                new_followers=gained,
                lost_followers=lost,
                page_views=page_views,
                page_reach=round(page_views * 0.71),
                page_engagements=int(generator.poisson(6 + 0.95 * engagements)),
                profile_visits=int(generator.poisson(30 + followers / 900)),
                new_visitors=new,
                returning_visitors=returning,
            )
        )
    return result


def _viewers(platform: str, day: date, luck: float) -> tuple[int | None, int | None]:
    if platform not in VIEWERS:
        return None, None
    total, share = VIEWERS[platform]
    viewers = total.at(day) * luck * factor(platform, day, "views")
    returning = round(viewers * share.at(day) * (1.12 if day.weekday() < 5 else 0.9))
    return round(viewers) - returning, returning


def community_days(posts: list[Post], visits: list[Visit]) -> list[ChannelDay]:
    """The community's days, counted from its visits: members are those who have come once and not left."""
    generator = chance("totals", "community")
    posted = _per_day(posts)
    known: set[str] = set()
    by_day: dict[date, list[str]] = {}
    for visit in visits:
        by_day.setdefault(visit.day, []).append(visit.visitor)
    members = 0
    result = []
    for day in days(channel_on("community").since, LAST):
        today = set(by_day.get(day, ()))
        new = today - known
        known |= new
        lost = int(generator.poisson(members * 0.00035))
        members += len(new) - lost
        views, engagements = posted.get(day, (0, 0))
        result.append(
            ChannelDay(
                day=day,
                followers=members,
                new_followers=len(new),
                lost_followers=lost,
                page_views=round(len(today) * 5.5 + 0.4 * views),
                page_engagements=engagements,
                new_visitors=len(new),
                returning_visitors=len(today - new),
            )
        )
    return result


def acquisition() -> list[Acquisition]:
    """The website's users, month by month and channel by channel."""
    generator = chance("web")
    result = []
    for month in months(FIRST, LAST):
        season = 0.86 if month.month == 8 else 1.0
        end = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        last = min(end, LAST)
        grown = 1 + 0.006 * ((month.year - FIRST.year) * 12 + month.month - FIRST.month)
        for channel, (new_users, returning_for_each) in ACQUISITION.items():
            new = round(around(generator, new_users * season * grown * last.day / end.day, 0.05))
            returning = round(
                new * returning_for_each * COMING_BACK.at(month) * float(generator.uniform(0.95, 1.05))
            )
            result.append(
                Acquisition(
                    month=month,
                    last=last,
                    channel=channel,
                    new=new,
                    returning=returning,
                    seconds_engaged=float(generator.uniform(38, 115)),
                    sessions=float(generator.uniform(0.55, 1.3)),
                    events=round((new + returning) * float(generator.uniform(11, 24))),
                    key_events=int(generator.poisson((new + returning) * 0.012)),
                )
            )
    return result


def _per_day(posts: list[Post]) -> dict[date, tuple[int, int]]:
    """Views and engagements of the posts of each day."""
    result: dict[date, tuple[int, int]] = {}
    for post in posts:
        views, engagements = result.get(post.day, (0, 0))
        result[post.day] = (views + post.views, engagements + post.engagements)
    return result
