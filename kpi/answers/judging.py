"""Verdicts for the cells of an answer: which goal holds for each, and what became of it or is to be expected of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final, NamedTuple

from sqlalchemy import Connection

from kpi.answers.asked import Asked
from kpi.answers.coverage import covered_days, last_import_day
from kpi.answers.goal_book import GoalBook
from kpi.answers.lately import Lately, read_lately
from kpi.answers.pieces import Cut
from kpi.answers.profile import Profile, profile_of
from kpi.answers.running import is_running, promised
from kpi.answers.scopes import Subject
from kpi.answers.status import Case, verdict, verdict_so_far
from kpi.answers.value import GoalLevels, Status
from kpi.catalogue.kpis import Kpi, Sum
from kpi.periods import Grain, Period
from kpi.words import Message


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

    `lately` holds the days that tell how far a running sum should be: they are read beforehand, since verdicts are
    found only when somebody looks.
    """

    goals: GoalBook
    grain: Grain = Grain.TOTAL
    until: int | None = None
    today: int | None = None
    lately: Lately = field(default_factory=dict)

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

    def is_running(self, piece: Period) -> bool:
        """Whether what was promised for `piece` is still to be kept."""
        return is_running(promised(piece, self.until, self.grain), self.until, self.today)

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


def judge_of(
    connection: Connection,
    subject: Subject,
    asked: Sequence[Asked],
    cut: Cut,
    goals: GoalBook,
    known: int | None,
) -> Judge:
    """Whoever judges the values of an institution, with the days that tell how far the sums that run should be.

    `known` is the first day after the data of the answer. The end of all data is asked for only where `known` does
    not tell that everything has ended.
    """
    promises = [one for one in asked if one.kpi is not None and goals.knows(one.key)]
    if not promises or _has_ended(cut, known):
        return Judge(goals, cut.grain)
    covered = covered_days(connection, subject.institution_id)
    if covered is None:
        return Judge(goals, cut.grain)
    judge = Judge(goals, cut.grain, covered.end, last_import_day(connection, subject.institution_id))
    sums = [one for one in promises if isinstance(one.formula, Sum)]
    if not sums or not any(map(judge.is_running, cut.pieces)):
        return judge
    return replace(judge, lately=read_lately(connection, subject.scopes, sums, covered.end))


def _has_ended(cut: Cut, known: int | None) -> bool:
    """Whether data that reach the day before `known` leave no day of any goal to come."""
    return known is not None and known >= promised(cut.pieces[-1], known, cut.grain).end
