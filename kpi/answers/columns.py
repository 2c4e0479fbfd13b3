"""The numbers that formulas are computed from: a rule applied to a measure."""

from enum import StrEnum
from typing import NamedTuple


class Rule(StrEnum):
    ADDED = "added"  # the days' sum
    COMPLETE = (
        "complete"  # the sum over the days whose `days` days have passed at the channel's visit cut-off
    )
    RATES = "rates"  # the sum of engagements ÷ followers, day by day
    LAST = "last"  # the last known day's value
    START = "start"  # what growth starts from
    END = "end"  # what growth ends with
    OPEN = "open"  # turns open at the end
    OLDEST = "oldest"  # seconds that the oldest of them has waited
    PROMISED = "promised"  # turns, where a reply time was promised


class Column(NamedTuple):
    """A rule, the measure it is applied to, and for some rules a number of days."""

    rule: Rule
    measure: str
    days: int = 0


OPEN = Column(Rule.OPEN, "")
OLDEST = Column(Rule.OLDEST, "")
KEPT = Column(Rule.PROMISED, "kept")
DUE = Column(Rule.PROMISED, "due")


def added(measure: str) -> Column:
    """A measure's column whose days are added up, as most are."""
    return Column(Rule.ADDED, measure)
