"""The shape of a week: what each weekday gave on average lately, for what grows day by day.

Days are not alike: what a Monday, a Tuesday … gave in the eight weeks before the end of the data says how much of a
period has passed, and what its days to come will give.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import mean
from typing import Final

from kpi.periods import Period
from kpi.words import N_, Message

WEEKS: Final = 8
LEAST_WEEKS: Final = 4
TOO_LITTLE: Final = N_("Four whole weeks of data are needed before a forecast; there are {weeks}.")

Amounts = Mapping[int, float]
"""What came on each day that is known."""


@dataclass(frozen=True)
class Profile:
    """The weeks up to `until`, the first day that the data do not cover: each has seven days, the oldest first."""

    until: int
    weeks: Sequence[Sequence[float]]

    @cached_property
    def _week(self) -> list[float]:
        return [mean(week[place] for week in self.weeks) for place in range(7)]

    def ahead(self, period: Period) -> float:
        """What the profile gives for the days of `period`, one after the other."""
        week = self._week
        return sum(week[(day - self.until) % 7] for day in range(period.start, period.end))

    def passed(self, period: Period) -> float:
        """The share of `period` that lies before `until`, 0 to 1, weighed by the profile."""
        if not period.start < self.until < period.end:
            return 0.0 if self.until <= period.start else 1.0
        past = self.ahead(Period(period.start, self.until))
        whole = past + self.ahead(Period(self.until, period.end))
        return past / whole if whole else (self.until - period.start) / period.days


def profile_of(known: Amounts, until: int) -> Profile | Message:
    """The profile of the eight weeks before `until`; a week with a day that is not known is left out.

    Returns the reason where fewer than four weeks are known.
    """
    spans = [range(until - 7 * number, until - 7 * (number - 1)) for number in range(1, WEEKS + 1)]
    weeks = [[known[day] for day in span] for span in spans if all(day in known for day in span)]
    if len(weeks) < LEAST_WEEKS:
        return Message(TOO_LITTLE, {"weeks": len(weeks)})
    return Profile(until, weeks)
