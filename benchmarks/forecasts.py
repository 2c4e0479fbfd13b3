"""How well forecasts come true: `python -m benchmarks.forecasts [DATABASE]`, without one over the sample bank.

For every month of an institution's data, every platform and some measures, the forecast is made as it would have been
after 7, 14 and 21 days, and set beside what the month came to. The naive forecast lets the days to come be like the
mean of those that have passed.
"""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import Final

from kpi.answers.coverage import covered_days
from kpi.answers.pace import forecast
from kpi.answers.profile import WEEKS
from kpi.answers.question import By, Question
from kpi.answers.value import Value, amount, is_known
from kpi.answers.values import answer
from kpi.importing.sample import load_sample
from kpi.periods import Grain, Period
from kpi.rollup.current import open_store
from kpi.store.institutions import institutions
from kpi.words import Message

KPIS: Final = ("engagements",)
MEASURES: Final = ("inbound_messages", "page_views", "new_followers", "visits")
AFTER: Final = (7, 14, 21)
LEAST: Final = 20
"""Months that come to less are left out: an error in per cent says nothing of a handful."""


@dataclass(frozen=True)
class Trial:
    """A forecast of a month after some of its days, and what came of it."""

    key: str
    after: int
    forecast: float
    low: float
    high: float
    naive: float
    actual: float

    @property
    def came_true(self) -> bool:
        return self.low <= self.actual <= self.high

    @property
    def error(self) -> float:
        """Of the forecast, as a share of what came."""
        return abs(self.forecast - self.actual) / self.actual

    @property
    def naive_error(self) -> float:
        return abs(self.naive - self.actual) / self.actual

    @property
    def half_width(self) -> float:
        """Of the interval, as a share of what came."""
        return (self.high - self.low) / 2 / self.actual


def main(words: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(words[0] if words else f"sqlite:///{Path(folder) / 'sample.sqlite'}")
        if not words:
            load_sample(store)
        with store.reading() as connection:
            found: list[Trial] = []
            for institution in institutions(connection):
                known = covered_days(connection, institution.id)
                if known is not None:
                    question = Question(institution.id, known, (), KPIS, MEASURES, By.PLATFORM, Grain.DAY)
                    found += trials(list(answer(connection, question)), known)
        store.engine.dispose()
    for line in table(found):
        print(line)


def trials(values: Sequence[Value], known: Period) -> Iterator[Trial]:
    """What would have been foretold from daily values of several scopes and keys, for the whole months inside `known`."""
    lines: dict[tuple[str, str | None], list[Value]] = defaultdict(list)
    for value in values:
        lines[value.key, value.platform].append(value)
    for (key, _), days in lines.items():
        for month in known.cut(Grain.MONTH)[1:-1]:
            of_month = [amount(day) for day in _within(days, month.start, month.end) if is_known(day)]
            if sum(of_month) >= LEAST:
                yield from _of_month(key, days, month, sum(of_month))


def _of_month(key: str, days: Sequence[Value], month: Period, actual: float) -> Iterator[Trial]:
    for after in AFTER:
        until = month.start + after
        seen = _within(days, min(month.start, until - 7 * WEEKS), until)
        made = forecast(seen, month, until)
        if not isinstance(made, Message):
            naive = made.so_far / after * month.days
            yield Trial(key, after, made.forecast, made.low, made.high, naive, actual)


def _within(days: Sequence[Value], start: int, end: int) -> list[Value]:
    return [day for day in days if start <= day.period.start < end]


def table(found: Iterable[Trial]) -> Iterator[str]:
    """A row of Markdown for each key and number of days, and for all keys together."""
    groups: dict[tuple[str, int], list[Trial]] = defaultdict(list)
    for trial in found:
        groups[trial.key, trial.after].append(trial)
        groups["all", trial.after].append(trial)
    yield "| measure | after days | forecasts | came true within 95 % | error | naive error | half of the interval |"
    yield "|---|---|---|---|---|---|---|"
    for (key, after), group in sorted(groups.items()):
        shares = (
            mean(trial.came_true for trial in group),
            median(trial.error for trial in group),
            median(trial.naive_error for trial in group),
            median(trial.half_width for trial in group),
        )
        yield f"| {key} | {after} | {len(group)} | {' | '.join(f'{share:.1%}' for share in shares)} |"


if __name__ == "__main__":
    main(sys.argv[1:])
