"""How fresh the data are: each source, an account's one kind of data, beside the newest of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kpi.answers.coverage import Coverage
from kpi.catalogue.measures import Fact
from kpi.periods import Grain, Period, start_of

STALE_DAYS: Final = 7
"""A source that ends so many days before the newest one is behind: a weekly export would have brought more."""


@dataclass(frozen=True)
class Freshness:
    """The last day of any source, and the sources that end a week or more before it.

    A figure is as fresh as the kind of data that it is made of: messages may be behind where posts are not.
    """

    newest: Period
    sources: tuple[Coverage, ...]

    def is_behind(self, source: Coverage) -> bool:
        """Reports of whole months are behind when they lack the last month that is over: none can be newer."""
        newest = self.newest.end
        due = start_of(newest, Grain.MONTH) if source.fact is Fact.CHANNEL_SPAN else newest
        return due - source.period.end >= STALE_DAYS

    @property
    def behind(self) -> tuple[Coverage, ...]:
        return tuple(source for source in self.sources if self.is_behind(source))


def freshness(sources: Sequence[Coverage]) -> Freshness | None:
    """What these sources say; None without any."""
    if not sources:
        return None
    end = max(source.period.end for source in sources)
    return Freshness(Period(end - 1, end), tuple(sources))
