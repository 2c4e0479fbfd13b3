"""When posts earn most: the median engagement rate by the weekday and hour of publication.

A median of the posts' own rates, because one post that everybody saw would otherwise decide for its hour.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from kpi.answers.posts import TAGGED, PostChoice, condition
from kpi.answers.rows import tuples
from kpi.answers.scopes import subject_of
from kpi.rollup.posts import POST, engagements, shown

FEW: Final = 3
"""From fewer posts than these no hour is said to be good or bad."""


@dataclass(frozen=True)
class PublishingHour:
    """An hour of the week (0 is Monday): its posts that report views, and the median of their engagement rates.

    `rate` is None where there are fewer than FEW.
    """

    weekday: int
    hour: int
    posts: int
    rate: float | None


@dataclass(frozen=True)
class BestTimes:
    """All 168 hours, Monday at midnight first; the median of all posts; and the posts whose hour nobody reports."""

    hours: tuple[PublishingHour, ...]
    rate: float | None
    without_hour: int

    @property
    def best(self) -> tuple[PublishingHour, ...]:
        """The hours with a median, the best first."""
        known = [hour for hour in self.hours if hour.rate is not None]
        return tuple(sorted(known, key=lambda one: (-(one.rate or 0.0), one.weekday, one.hour)))


def best_times(connection: Connection, choice: PostChoice) -> BestTimes:
    """The hours of the week in which the choice's posts were published, on the institution's clocks."""
    zone = subject_of(connection, choice.question).timezone
    query = (
        select(POST.c.published_at, engagements(), shown())
        .select_from(TAGGED)
        .where(condition(connection, choice), shown() > 0, engagements().is_not(None))
    )
    rows = tuples(connection, query)
    by_hour: dict[tuple[int, int], list[float]] = {}
    for place, rate in _placed(rows, zone):
        by_hour.setdefault(place, []).append(rate)
    rates = [rate for some in by_hour.values() for rate in some]
    hours = tuple(
        _hour(weekday, hour, by_hour.get((weekday, hour), [])) for weekday in range(7) for hour in range(24)
    )
    return BestTimes(hours, median(rates) if rates else None, len(rows) - len(rates))


def _placed(
    rows: Iterable[tuple[int | None, int, int]], zone: ZoneInfo
) -> Iterable[tuple[tuple[int, int], float]]:
    """The weekday and hour of each post that has an instant, and its rate."""
    for published_at, engaged, views in rows:
        if published_at is not None:
            local = datetime.fromtimestamp(published_at, zone)
            yield (local.weekday(), local.hour), engaged / views


def _hour(weekday: int, hour: int, rates: list[float]) -> PublishingHour:
    return PublishingHour(weekday, hour, len(rates), median(rates) if len(rates) >= FEW else None)
