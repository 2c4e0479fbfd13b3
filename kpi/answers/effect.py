"""What an import changes in the KPIs: the answers before it and after it, in its own transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from kpi.answers.coverage import covered_days
from kpi.answers.question import By, Question
from kpi.answers.values import answer
from kpi.importing.columnar import accounts_of
from kpi.importing.records import Parsed
from kpi.importing.report import ChangedKpi
from kpi.periods import Grain, Period, day_of, next_start, start_of
from kpi.platforms import PLATFORMS
from kpi.store.institutions import find_institution

ROUNDING: Final = 1e-9
"""Shares of the larger value below which two answers are the same: sums in another order differ by this much."""

Answers = Mapping[tuple[str, str, int], float]
"""By platform, KPI and first day of the month; months without a value have no entry."""


class Effect:
    """Looks on at one import after the other (`kpi.importing.onlooker`).

    Asked are all KPIs of the file's platforms for every month that the institution has data of, not only the
    months of the file: an answer closes a question of the month before, a visit completes an older cohort.
    """

    def __init__(self) -> None:
        self._institution = ""
        self._platforms: tuple[str, ...] = ()
        self._before: Answers = {}

    def before(self, connection: Connection, institution: str, parsed: Parsed) -> None:
        """Remember what the KPIs are that the file can reach."""
        self._institution = institution
        self._platforms = platforms_of(parsed)
        self._before = self._answers(connection)

    def after(self, connection: Connection) -> tuple[ChangedKpi, ...]:
        """The KPIs that are otherwise now, month by month and platform by platform."""
        return changed(self._before, self._answers(connection))

    def _answers(self, connection: Connection) -> Answers:
        found = find_institution(connection, self._institution)
        covered = covered_days(connection, found.id) if found else None
        if found is None or covered is None or not self._platforms:
            return {}
        months = Period(start_of(covered.start, Grain.MONTH), next_start(covered.end - 1, Grain.MONTH))
        question = Question(found.id, months, self._platforms, by=By.PLATFORM, grain=Grain.MONTH)
        return {
            (value.platform or "", value.key, day_of(value.period.first)): value.value
            for value in answer(connection, question)
            if value.value is not None
        }


def platforms_of(parsed: Parsed) -> tuple[str, ...]:
    """The platforms that a file says something of, in the project's order; goals are of none."""
    found: set[str] = set()
    for part in parsed.parts:
        if part.platform:
            found.add(part.platform)
        else:
            found |= {platform for platform, _ in accounts_of(part.records)}
    return tuple(platform.key for platform in PLATFORMS if platform.key in found)


def changed(before: Answers, after: Answers) -> tuple[ChangedKpi, ...]:
    """What differs, the biggest change first; then what had no value or has none any more, the newest first.

    A change is measured by its share of the larger of the two values, so that rates and counts stand beside
    each other.
    """
    differences = [
        ChangedKpi(kpi, platform, month, before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if _differ(before.get(key), after.get(key))
        for platform, kpi, month in [key]
    ]
    return tuple(sorted(differences, key=_rank))


@dataclass(frozen=True)
class Counted:
    """Of some changes, the values that are others now, and those that there were none of before."""

    changed: int
    new: int


def counted(changes: Sequence[ChangedKpi]) -> Counted:
    """How many had another value before, and how many had none."""
    new = sum(change.before is None for change in changes)
    return Counted(len(changes) - new, new)


def first_of(changes: Sequence[ChangedKpi], most: int) -> list[ChangedKpi]:
    """Those to show: what changed before what is new; each import has its own in their order already."""
    return sorted(changes, key=lambda change: change.before is None)[:most]


def _differ(before: float | None, after: float | None) -> bool:
    if before is None or after is None:
        return before is not after
    return abs(after - before) > ROUNDING * max(abs(before), abs(after))


def _rank(change: ChangedKpi) -> tuple[bool, float, int]:
    if change.before is None or change.after is None:
        return True, 0.0, -change.month
    return (
        False,
        -abs(change.after - change.before) / max(abs(change.before), abs(change.after)),
        -change.month,
    )
