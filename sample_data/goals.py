"""Goals: the promises of `promises/`, one row a month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sample_data.bank import FIRST, PROMISED_UNTIL
from sample_data.promises import PROMISES
from sample_data.story import Level, Promise
from sample_data.timeline import Steps, Trend, months

SLIDING: Final = frozenset({"followers"})


@dataclass(frozen=True, slots=True)
class Goal:
    """A promise for one month; `month` is its first day."""

    kpi: str
    platform: str
    month: date
    level: Level
    owner: str
    reason: str


def goals() -> Iterator[Goal]:
    """Every promise for every month from its first one to the end of the year."""
    for promise in PROMISES:
        first = date.fromisoformat(f"{min(promise.levels)}-01")
        reasons = Steps(promise.reasons)
        for month in months(max(FIRST, first), PROMISED_UNTIL):
            yield Goal(
                promise.kpi, promise.platform, month, _level(promise, month), promise.owner, reasons.at(month)
            )


def _level(promise: Promise, month: date) -> Level:
    if promise.kpi not in SLIDING:
        return Steps(promise.levels).at(month)

    def slide(name: str) -> float:
        return round(Trend({m: getattr(level, name) for m, level in promise.levels.items()}).at(month))

    return Level(slide("floor"), slide("target"), slide("stretch"))
