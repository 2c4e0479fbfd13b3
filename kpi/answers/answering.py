"""The values of an answer, each with everything that explains it, made from the cells and figures of all."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import repeat
from typing import Any, Final, NamedTuple

import numpy as np

from kpi.answers.answer import Answer
from kpi.answers.asked import Asked
from kpi.answers.cells import Cells
from kpi.answers.definitions import DEFINITIONS
from kpi.answers.figures import CODE_OF, REASONS, Figures
from kpi.answers.formulas import all_are
from kpi.answers.judging import NO_JUDGEMENT, Judge
from kpi.answers.numbers import Numbers
from kpi.answers.scopes import Subject
from kpi.answers.status import Case
from kpi.answers.value import Missing, Value
from kpi.catalogue.references import Reference, references_for
from kpi.periods import Period

Judged = tuple[Iterable[Any], ...]
"""The goals of all cells, their statuses, the reasons, and what leads to the goals by now."""

NOT_JUDGED: Final = (repeat(None),) * len(NO_JUDGEMENT)
MAKE: Final = partial(tuple.__new__, Value)  # what Value._make does, without a step through Python each time


@dataclass(frozen=True)
class Answering:
    """What every value of one answer is made from. Cells stand in the order of scope, then piece.

    `cells` may be those of several institutions: `rows` are the scopes of this one.
    """

    subject: Subject
    cells: Cells
    judge: Judge
    rows: slice

    def values(self, asked: Sequence[Asked], figures: Sequence[Figures]) -> Answer:
        """The institution's part of what was computed: `figures` are those of `asked`, in its order, of all scopes."""
        columns = [partial(self._values_of, *pair) for pair in zip(asked, figures, strict=True)]
        numbers = [partial(self._numbers_of, one) for one in figures]
        return Answer(self._count, [one.key for one in asked], columns, numbers)

    def _numbers_of(self, of_all: Figures) -> list[float | None]:
        return of_all.of_scopes(self.rows).value.lists()

    def _values_of(self, asked: Asked, of_all: Figures) -> list[Value]:
        """The values of one KPI or measure, for all cells."""
        figures = of_all.of_scopes(self.rows)
        known = self._known_days(asked)
        value, n, pending = figures.value.lists(), self._lists(figures.n), self._lists(figures.pending)
        missing = self._missing(asked, figures, known.covered)
        judged = self._judged(asked, map(Case, value, n, pending, missing))
        rows = zip(
            repeat(self.subject.name),
            *self._places,
            repeat(asked.key),
            repeat(asked.kpi is not None),
            repeat(asked.unit),
            value,
            self._lists(figures.numerator),
            self._lists(figures.denominator),
            n,
            self._lists(figures.low),
            self._lists(figures.high),
            missing,
            known.days_listed,
            known.covered_listed,
            *judged[:3],
            self._references(asked, self._count),
            pending,
            self._definitions(figures),
            judged[3],
            strict=False,
        )
        return list(map(MAKE, rows))

    def _definitions(self, figures: Figures) -> Iterator[str | None]:
        if figures.definition is None:
            return repeat(None, self._count)
        return (DEFINITIONS[code] for code in figures.definition.ravel().tolist())

    @cached_property
    def _count(self) -> int:
        return len(self.subject.scopes) * len(self.cells.cut.pieces)

    @cached_property
    def _places(self) -> tuple[list[str | None], list[str | None], list[Period]]:
        """The platform, channel and period of each cell."""
        scopes, pieces = self.subject.scopes, self.cells.cut.pieces
        each = [scope for scope in scopes for _ in pieces]
        platforms, channels = [scope.platform for scope in each], [scope.channel for scope in each]
        return platforms, channels, list(pieces) * len(scopes)

    def _lists(self, numbers: Numbers | None) -> list[Any]:
        return [None] * self._count if numbers is None else numbers.lists()

    def _missing(self, asked: Asked, figures: Figures, covered: Numbers) -> list[Missing | None]:
        codes = figures.missing
        if asked.happens:
            quiet = (codes == CODE_OF[Missing.NOT_COLLECTED]) & (covered.or_zero > 0)
            codes = np.where(quiet, CODE_OF[Missing.NO_CASES], codes)
        if not codes.any():
            return [None] * self._count
        return [REASONS[code] for code in codes.ravel().tolist()]

    def _known_days(self, asked: Asked) -> "KnownOf":
        """How much of each cell has data; KPIs of the same measures share it."""
        key = (asked.measures, asked.happens)
        if key not in self._known:
            days = self.cells.days.counted(asked.measures, self.cells.cut)[self.rows]
            if not asked.happens and self.cells.span_days:
                days = days + self.cells.days_in_spans_alone(asked.measures)[self.rows]
            covered = self.cells.days.covered(asked.measures, self.cells.cut).of_scopes(self.rows)
            self._known[key] = KnownOf(covered, days.ravel().tolist(), covered.lists())
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[tuple[str, ...], bool], "KnownOf"]:
        return {}

    def _references(self, asked: Asked, count: int) -> Iterable[Reference | None]:
        """The published figure that may stand beside each cell: of the same definition, and of the same cases."""
        if asked.kpi is None:
            return repeat(None, count)
        beside = [
            () if scope.goal_platform is None else references_for(asked.key, scope.goal_platform)
            for scope in self.subject.scopes
        ]
        pieces = len(self.cells.cut.pieces)
        found = [next(iter(of_scope), None) for of_scope in beside for _ in range(pieces)]
        if any(one is not None and one.cases for one in found):
            alike = {one.cases: self._all_are(one.cases, asked) for one in found if one is not None}
            found = [
                one if one is None or alike[one.cases][place] else None for place, one in enumerate(found)
            ]
        return found

    def _all_are(self, measure: str, asked: Asked) -> list[bool]:
        if not measure:
            return [True] * self._count
        flags: list[bool] = all_are(measure, asked.formula, self.cells.sums)[self.rows].ravel().tolist()
        return flags

    def _judged(self, asked: Asked, cases: Iterator[Case]) -> Judged:
        """The verdict on each cell; most have no goal."""
        pieces, kpi = self.cells.cut.pieces, asked.kpi
        if kpi is None or not self.judge.goals.knows(kpi.key):
            return NOT_JUDGED
        known, found = list(cases), [NO_JUDGEMENT] * self._count
        for number, scope in enumerate(self.subject.scopes):
            platform = scope.goal_platform
            if platform is None or not self.judge.goals.has(kpi.key, platform):
                continue
            for place, piece in enumerate(pieces, number * len(pieces)):
                found[place] = self.judge.judge(kpi, number, platform, piece, known[place])
        return tuple(zip(*found, strict=True))


class KnownOf(NamedTuple):
    """Of some measures: the days of each cell that their data cover, and for the answer, those with data too."""

    covered: Numbers
    days_listed: list[int]
    covered_listed: list[int | None]
