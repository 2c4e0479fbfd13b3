"""Posts: when they appear and what they earn."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from sample_data import phrases
from sample_data.bank import CAMPAIGN, FIRST, LAST, OUTAGE, POSTING, WEEKDAY_POSTS, channel_on, factor
from sample_data.chance import around, chance, one_of
from sample_data.clock import instant
from sample_data.story import Format, Posting
from sample_data.timeline import days

PUBLISHING_HOURS = (9, 10, 11, 12, 13, 14, 17, 18, 19, 20)


@dataclass(frozen=True, slots=True)
class Post:
    """A post and its counters up to the export. None: the platform does not report it."""

    number: int
    published_at: int
    day: date
    format: str
    text: str
    views: int
    reach: int | None
    reactions: int
    comments: int
    shares: int
    saves: int
    link_clicks: int | None

    @property
    def campaign(self) -> str:
        return phrases.CAMPAIGN if self.text.startswith(phrases.CAMPAIGN) else ""

    @property
    def purpose(self) -> str:
        """As the team sorts its posts: by what their text is about."""
        return next(
            (purpose for text, purpose in phrases.PURPOSE_OF.items() if text in self.text), "education"
        )

    @property
    def engagements(self) -> int:
        return self.reactions + self.comments + self.shares + self.saves


def posts_on(platform: str) -> list[Post]:
    """All posts of the bank on `platform`, oldest first."""
    generator = chance("posts", platform)
    posting = POSTING[platform]
    posts: list[Post] = []
    for day in days(max(FIRST, channel_on(platform).since), LAST):
        a_day = posting.a_week.at(day) / 7 * WEEKDAY_POSTS[day.weekday()] * factor(platform, day, "posts")
        times = sorted(_time(generator) for _ in range(generator.poisson(a_day)))
        for seconds in times:
            posts.append(_post(generator, platform, posting, day, seconds, number=len(posts)))
    return posts


def _time(generator: np.random.Generator) -> int:
    return one_of(generator, PUBLISHING_HOURS) * 3600 + int(generator.integers(0, 3600))


def _post(
    generator: np.random.Generator, platform: str, posting: Posting, day: date, seconds: int, number: int
) -> Post:
    kind = one_of(generator, posting.formats, [f.weight for f in posting.formats])
    views = round(
        around(generator, posting.views.at(day) * kind.views * factor(platform, day, "views"), 0.45)
    )
    engagements = int(generator.poisson(views * _rate(generator, platform, posting, day, kind)))
    reactions, comments, shares, saves = (int(n) for n in generator.multinomial(engagements, posting.split))
    return Post(
        number=number,
        published_at=instant(day, seconds),
        day=day,
        format=kind.name,
        text=_text(generator, platform, day),
        views=views,
        reach=None
        if posting.reach is None
        else round(views * posting.reach * float(generator.uniform(0.93, 1.07))),
        reactions=reactions,
        comments=comments,
        shares=shares,
        saves=saves,
        link_clicks=None if posting.clicks is None else int(generator.poisson(views * posting.clicks)),
    )


def _rate(generator: np.random.Generator, platform: str, posting: Posting, day: date, kind: Format) -> float:
    return around(generator, posting.rate.at(day) * kind.rate * factor(platform, day, "rate"), 0.28)


def _text(generator: np.random.Generator, platform: str, day: date) -> str:
    texts: tuple[str, ...] = phrases.POSTS
    if platform == "x" and OUTAGE[0] <= day <= OUTAGE[1]:
        texts = phrases.OUTAGE_POSTS
    elif platform in ("instagram", "tiktok") and CAMPAIGN[0] <= day <= CAMPAIGN[1]:
        texts = phrases.CAMPAIGN_POSTS
    return f"{one_of(generator, texts)} {one_of(generator, phrases.TAGS)}".strip()
