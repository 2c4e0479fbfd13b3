"""Answers: the values of KPIs and measures for a question, each with everything needed to explain it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import repeat
from typing import Any, Final, NamedTuple

import numpy as np
from sqlalchemy import Connection

from kpi.answers.answer import Answer
from kpi.answers.cells import Cells, read_cells
from kpi.answers.coverage import covered_days, last_import_day
from kpi.answers.definitions import DEFINITIONS, of_one_definition
from kpi.answers.figures import CODE_OF, REASONS, Figures
from kpi.answers.formulas import all_are, figures_of, measures_of
from kpi.answers.goal_book import GoalBook, read_goals
from kpi.answers.judging import NO_JUDGEMENT, Judge, before_the_end, by_scope, running_sums
from kpi.answers.numbers import Numbers
from kpi.answers.pieces import Cut
from kpi.answers.question import Question
from kpi.answers.scopes import Subject, subjects_of
from kpi.answers.status import Case
from kpi.answers.value import Missing, Value
from kpi.catalogue.kpis import KPIS, Formula, Kpi, Stock, Sum
from kpi.catalogue.measures import MEASURES, Fact, Kind
from kpi.catalogue.nearest import nearest
from kpi.catalogue.references import Reference, references_for
from kpi.catalogue.units import Unit
from kpi.errors import KpiNotMeasure, MeasureNotKpi, UnknownKpi
from kpi.periods import Period

HAPPENING: Final = frozenset({Fact.POST, Fact.MESSAGE, Fact.VISIT})


Judged = tuple[Iterable[Any], ...]
"""The goals of all cells, their statuses, the reasons, and what leads to the goals by now."""

NOT_JUDGED: Final = (repeat(None),) * len(NO_JUDGEMENT)
MAKE: Final = partial(tuple.__new__, Value)  # what Value._make does, without a step through Python each time


@dataclass(frozen=True)
class Asked:
    """One KPI or measure of a question. A measure is asked for as the simplest formula over itself."""

    key: str
    unit: Unit
    formula: Formula
    kpi: Kpi | None = None

    @cached_property
    def measures(self) -> tuple[str, ...]:
        return measures_of(self.formula)

    @cached_property
    def happens(self) -> bool:
        """Whether a day without a row is a day on which nothing happened, rather than one that is not known."""
        return MEASURES[self.measures[0]].fact in HAPPENING


def answer(connection: Connection, question: Question) -> Answer:
    """The values that `question` asks for: every combination, in the order platform, channel, period, key.

    Everything is read and computed here; goals and verdicts are found with the values that are looked at.

    Raises:
        UnknownInstitution, UnknownPlatform, UnknownKpi: the question names something that does not exist.
        TooMuchAsked: the answer would have more values than are given at once.
    """
    return answers(connection, question, (question.institution_id,))[0]


def answers(connection: Connection, question: Question, institution_ids: Sequence[int]) -> list[Answer]:
    """The answer of each of several institutions to the same question, whichever it names itself, in their order.

    They are read and computed together, which costs a fraction of asking one after the other.

    Raises: as `answer`.
    """
    asked = asked_in(question)
    subjects = subjects_of(connection, question, institution_ids)
    scopes = tuple(scope for subject in subjects for scope in subject.scopes)
    question.check_size(len(scopes), len(asked))
    cut = Cut.of(question.period, question.grain)
    books = read_goals(connection, institution_ids)
    cells = read_cells(connection, scopes, cut, [one.formula for one in asked], books)
    figures = [
        of_one_definition(one.formula, figures_of(one.formula, cells.sums), cells.sums, scopes)
        for one in asked
    ]
    found, first = [], 0
    for subject in subjects:
        rows = slice(first, first + len(subject.scopes))
        book = books[subject.institution_id] if question.judged else GoalBook()
        judge = _judge(connection, question, asked, Answering(subject, cells, Judge(book), rows))
        answering = Answering(subject, cells, judge, rows)
        found.append(answering.values(asked, figures))
        first = rows.stop
    return found


def _judge(
    connection: Connection, question: Question, asked: Sequence[Asked], answering: "Answering"
) -> Judge:
    """Whoever knows the goals, and how far they should be where the period still runs.

    The end of the data is asked for only where the days that were read do not tell that all has ended.
    """
    book, known = answering.judge.goals, answering.cells.days.end(answering.rows)
    promised = [one.kpi for one in asked if one.kpi is not None and book.knows(one.key)]
    if not promised or (known is not None and known > question.period.end):
        return Judge(book, question.grain)
    institution_id, pieces = answering.subject.institution_id, answering.cells.cut.pieces
    covered = covered_days(connection, institution_id)
    if covered is None:
        return Judge(book, question.grain)
    judge = Judge(book, question.grain, covered.end, last_import_day(connection, institution_id))
    sums = running_sums(promised, judge, pieces, covered.end)
    if not sums:
        return judge
    asked_for = before_the_end(replace(question, institution_id=institution_id), sums, covered.end)
    days = answer(connection, asked_for)
    scopes = len(answering.subject.scopes)
    return replace(judge, lately=by_scope(days, sums, scopes))


def asked_in(question: Question) -> tuple[Asked, ...]:
    """The KPIs, then the measures, of a question, each once; all KPIs when it names neither.

    Raises:
        UnknownKpi: a key is neither a KPI nor a measure, or is asked for as the wrong one of the two.
    """
    kpis = question.kpis if question.kpis or question.measures else tuple(KPIS)
    return (
        *(_kpi(key) for key in dict.fromkeys(kpis)),
        *(_measure(key) for key in dict.fromkeys(question.measures)),
    )


def _kpi(key: str) -> Asked:
    if key not in KPIS:
        raise MeasureNotKpi(name=key) if key in MEASURES else _unknown(key)
    return Asked(key, KPIS[key].unit, KPIS[key].formula, KPIS[key])


def _unknown(key: str) -> UnknownKpi:
    return UnknownKpi(name=key, near=nearest(key, (*KPIS, *MEASURES)))


def _measure(key: str) -> Asked:
    if key not in MEASURES:
        raise KpiNotMeasure(name=key) if key in KPIS else _unknown(key)
    measure = MEASURES[key]
    formula = Stock(key) if measure.kind is Kind.STOCK else Sum((key,))
    return Asked(key, measure.unit, formula)


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
                spanned = self.cells.days_in_spans(asked.measures)[self.rows]
                days = np.minimum(np.diff(self.cells.cut.bounds), days + spanned)
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
