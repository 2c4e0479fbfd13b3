"""The words in which the sample bank's story is told; `bank.py` and `care.py` tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sample_data.timeline import Steps, Trend


@dataclass(frozen=True)
class Institution:
    """The bank itself."""

    name: str
    kind: str
    country: str
    timezone: str
    language: str


@dataclass(frozen=True)
class Channel:
    """An account: what it is for, since when, and the days of which nobody kept the totals."""

    platform: str
    handle: str
    audience: str
    purpose: str
    since: date
    gap: tuple[date, date] | None = None


@dataclass(frozen=True)
class Event:
    """Something that marks a chart. `platform` "" is all of them."""

    platform: str
    kind: str
    first: date
    last: date
    title: str
    note: str


@dataclass(frozen=True)
class Followers:
    """How an audience grows: followers at the start, gained and lost a day."""

    start: int
    gained: Trend
    lost: Trend


@dataclass(frozen=True)
class Format:
    """A kind of post: how often, and how it does beside the channel's ordinary post."""

    name: str
    weight: float
    views: float = 1.0
    rate: float = 1.0


@dataclass(frozen=True)
class Posting:
    """What a channel publishes and earns.

    Attributes:
        a_week: posts a week.
        views: of the median post.
        rate: engagements ÷ views of the median post.
        split: how engagements divide into reactions, comments, shares and saves.
        reach: people reached ÷ views; None where the platform does not say.
        clicks: link clicks ÷ views.
    """

    a_week: Trend
    views: Trend
    rate: Trend
    split: tuple[float, float, float, float]
    formats: tuple[Format, ...]
    reach: float | None = None
    clicks: float | None = None


@dataclass(frozen=True)
class Boost:
    """What an event does to one platform while it lasts: factors on what is ordinary."""

    platform: str
    first: date
    last: date
    posts: float = 1.0
    views: float = 1.0
    rate: float = 1.0
    followers: float = 1.0
    messages: float = 1.0
    wait: float = 1.0
    topic: str = ""


@dataclass(frozen=True)
class Hours:
    """When somebody answers, in hours of the day; None: nobody that day."""

    weekdays: tuple[int, int]
    saturday: tuple[int, int] | None = None


@dataclass(frozen=True)
class Schedule:
    """The hours that the bank has told the application: of a platform ("" is all), from a day on."""

    platform: str
    since: date
    hours: Hours
    holidays: str = "ES"
    opened: tuple[date, ...] = ()
    """Holidays on which the Saturday shift works all the same."""


@dataclass(frozen=True)
class Care:
    """How customers write and how the bank answers on one channel.

    Attributes:
        a_day: conversations opened on an ordinary weekday.
        weekend: the same on a Saturday or Sunday, as a share of a weekday's.
        hours: when somebody answers.
        wait: median minutes of work (not of waiting at night) until the answer.
        spread: of the logarithm of that wait.
        never: share of turns that nobody ever answers.
        again: share of answers after which the customer writes again.
        twice: share of turns in which the customer writes a second message while waiting.
        robot: share of conversations that an automated acknowledgement greets.
    """

    a_day: Trend
    weekend: float
    hours: Steps[Hours]
    wait: Steps[float] | Trend
    spread: float
    never: float
    again: float
    twice: float = 0.12
    robot: float = 0.0


@dataclass(frozen=True)
class Visiting:
    """Who comes to a page and who comes back.

    Attributes:
        arrivals: new people a day (with a Like where `likes`).
        returns: share of them who visit on a later day within 30 days.
        later: share of them whose first later visit comes only after those 30 days.
        again: chance of one more visit after each visit on a later day.
        gap: mean days between visits.
        likes: whether the first thing on record is a Like.
        passers: visitors a day who never click Like, where `likes`.
    """

    arrivals: Trend
    returns: Trend
    later: float
    again: float
    gap: float
    likes: bool = False
    passers: float = 0.0


@dataclass(frozen=True)
class Level:
    """Floor, target and stretch of a promise."""

    floor: float
    target: float
    stretch: float


@dataclass(frozen=True)
class Promise:
    """What was promised for a KPI on a platform ("" is all of them), and from which month on."""

    kpi: str
    platform: str
    owner: str
    levels: Mapping[str, Level]
    reasons: Mapping[str, str]
