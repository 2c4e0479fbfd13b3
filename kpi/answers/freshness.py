"""How fresh the data are: each source, an account's one kind of data, beside the newest of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kpi.answers.coverage import Coverage
from kpi.periods import Period

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
        return self.newest.end - source.period.end >= STALE_DAYS

    @property
    def behind(self) -> tuple[Coverage, ...]:
        return tuple(source for source in self.sources if self.is_behind(source))


def freshness(sources: Sequence[Coverage]) -> Freshness | None:
    """What these sources say; None without any."""
    if not sources:
        return None
    end = max(source.period.end for source in sources)
    return Freshness(Period(end - 1, end), tuple(sources))
