"""Verdicts for the cells of an answer: which goal holds for each, and what became of it or is to be expected of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, NamedTuple

from kpi.answers.goal_book import GoalBook
from kpi.answers.profile import WEEKS, Profile, profile_of
from kpi.answers.question import Question
from kpi.answers.running import is_running, promised
from kpi.answers.status import Case, verdict, verdict_so_far
from kpi.answers.value import GoalLevels, Status, Value
from kpi.catalogue.kpis import Kpi, Sum
from kpi.periods import Grain, Period
from kpi.words import Message

Lately = Sequence[Value]
"""One KPI of one scope, day by day, in the weeks before the data end."""


class Judgement(NamedTuple):
    """A goal, what became of it and why; `expected` is what leads to it by now, of a sum that still grows."""

    levels: GoalLevels | None = None
    status: Status | None = None
    reason: Message | None = None
    expected: float | None = None


NO_JUDGEMENT: Final = Judgement()


@dataclass(frozen=True)
class Judge:
    """An institution's goals, the first day that its data do not cover (None: nothing still runs), and its last import.

    `lately` holds by KPI and scope the days that tell how far a running sum should be: they are read beforehand, since
    verdicts are found only when somebody looks.
    """

    goals: GoalBook
    grain: Grain = Grain.TOTAL
    until: int | None = None
    today: int | None = None
    lately: Mapping[tuple[str, int], Lately] = field(default_factory=dict)

    def judge(self, kpi: Kpi, scope: int, platform: str, piece: Period, case: Case) -> Judgement:
        """The verdict on one cell; none where no goal holds for it."""
        period = promised(piece, self.until, self.grain)
        levels = self.goals.for_period(kpi.key, platform, period)
        if levels is None:
            return NO_JUDGEMENT
        if self.until is None or not is_running(period, self.until, self.today):
            return Judgement(levels, *verdict(kpi, levels, case))
        expected = self._expected(kpi, scope, platform, period)
        found = verdict_so_far(kpi, levels, case, self.until, expected)
        return Judgement(levels, *found, expected if isinstance(expected, float) else None)

    def _expected(self, kpi: Kpi, scope: int, platform: str, period: Period) -> float | Message | None:
        profile = self._profile(kpi.key, scope)
        if not isinstance(profile, Profile):
            return profile
        return self.goals.expected(kpi.key, platform, period, profile.until, profile.passed)

    def _profile(self, kpi: str, scope: int) -> Profile | Message | None:
        key = (kpi, scope)
        if self.until is None or key not in self.lately:
            return None
        if key not in self._profiles:
            self._profiles[key] = profile_of(self.lately[key], self.until)
        return self._profiles[key]

    @cached_property
    def _profiles(self) -> dict[tuple[str, int], Profile | Message]:
        return {}


def running_sums(kpis: Sequence[Kpi], judge: Judge, pieces: Sequence[Period], until: int) -> tuple[str, ...]:
    """The KPIs that grow day by day, have goals, and are asked for a period that still runs."""
    if not any(is_running(promised(piece, until, judge.grain), until, judge.today) for piece in pieces):
        return ()
    return tuple(kpi.key for kpi in kpis if isinstance(kpi.formula, Sum) and judge.goals.knows(kpi.key))


def before_the_end(question: Question, kpis: tuple[str, ...], until: int) -> Question:
    """The question for the days that tell how weekdays differ, of the scopes of `question`."""
    weeks = Period(until - 7 * WEEKS, until)
    return replace(question, period=weeks, kpis=kpis, measures=(), grain=Grain.DAY, judged=False)


def by_scope(days: Sequence[Value], kpis: Sequence[str], scopes: int) -> dict[tuple[str, int], Lately]:
    """The answer to that question, taken apart."""
    each, size = len(kpis), 7 * WEEKS * len(kpis)
    return {
        (key, scope): days[scope * size + number : (scope + 1) * size : each]
        for scope in range(scopes)
        for number, key in enumerate(kpis)
    }
