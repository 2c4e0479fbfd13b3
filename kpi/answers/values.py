"""Answers: the values of KPIs and measures for a question, each with everything needed to explain it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from sqlalchemy import Connection

from kpi.answers.cells import Cells, read_cells
from kpi.answers.formulas import Figure, figure_of, measures_of
from kpi.answers.goals import GoalBook, read_goals
from kpi.answers.pieces import Cut
from kpi.answers.question import Question
from kpi.answers.scopes import Scope, Subject, subject_of
from kpi.answers.status import is_judgeable, reason_of, status_of, too_early
from kpi.answers.value import GoalLevels, Missing, Status, Value
from kpi.catalogue.kpis import KPIS, Formula, Kpi, Stock, Sum
from kpi.catalogue.measures import MEASURES, Fact, Kind
from kpi.catalogue.references import Reference, references_for
from kpi.catalogue.units import Unit
from kpi.errors import KpiNotMeasure, MeasureNotKpi, UnknownKpi
from kpi.periods import Period
from kpi.words import Message

HAPPENING: Final = frozenset({Fact.POST, Fact.MESSAGE, Fact.VISIT})


Judgement = tuple[GoalLevels | None, Status | None, Message | None, Reference | None]


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


def answer(connection: Connection, question: Question) -> list[Value]:
    """The values that `question` asks for: every combination, in the order platform, channel, period, key.

    Raises:
        UnknownInstitution, UnknownPlatform, UnknownKpi: the question names something that does not exist.
        TooMuchAsked: the answer would have more values than are given at once.
    """
    asked = asked_in(question)
    subject = subject_of(connection, question)
    question.check_size(len(subject.scopes), len(asked))
    cut = Cut.of(question.period, question.grain)
    cells = read_cells(connection, subject, cut, [one.formula for one in asked])
    goals = read_goals(connection, question.institution_id, question.period)
    return list(Answering(subject, cells, goals).values(asked, cut))


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
        raise MeasureNotKpi(name=key) if key in MEASURES else UnknownKpi(name=key)
    return Asked(key, KPIS[key].unit, KPIS[key].formula, KPIS[key])


def _measure(key: str) -> Asked:
    if key not in MEASURES:
        raise KpiNotMeasure(name=key) if key in KPIS else UnknownKpi(name=key)
    measure = MEASURES[key]
    formula = Stock(key) if measure.kind is Kind.STOCK else Sum((key,))
    return Asked(key, measure.unit, formula)


@dataclass(frozen=True)
class Answering:
    """What every value of one answer is made from."""

    subject: Subject
    cells: Cells
    goals: GoalBook

    def values(self, asked: tuple[Asked, ...], cut: Cut) -> Iterator[Value]:
        for number, scope in enumerate(self.subject.scopes):
            for turn, piece in enumerate(cut.pieces):
                cell = self.cells.at((number, piece.start))
                for one in asked:
                    key = (number, one.measures)
                    days, covered = self.cells.days_with_data[key][turn], self.cells.covered_days[key][turn]
                    if not one.happens:
                        days = min(piece.days, days + self.cells.span_days.get((number, piece.start), 0))
                    yield self._value(one, scope, piece, figure_of(one.formula, cell), days, covered)

    def _value(
        self, asked: Asked, scope: Scope, piece: Period, figure: Figure, days: int, covered: int | None
    ) -> Value:
        missing = figure.missing
        if missing is Missing.NOT_COLLECTED and asked.happens and covered:
            missing = Missing.NO_CASES
        judged = self._judged(asked, scope, piece, figure, missing)
        return Value(
            self.subject.name,
            scope.platform,
            scope.channel,
            piece,
            asked.key,
            asked.kpi is not None,
            asked.unit,
            figure.value,
            figure.numerator,
            figure.denominator,
            figure.n,
            figure.low,
            figure.high,
            missing,
            days,
            covered,
            *judged,
            figure.pending,
        )

    def _judged(
        self, asked: Asked, scope: Scope, piece: Period, figure: Figure, missing: Missing | None
    ) -> Judgement:
        """The goal, its status and reason, and the reference that stand beside a value."""
        if asked.kpi is None or scope.goal_platform is None:
            return None, None, None, None
        beside = references_for(asked.key, scope.goal_platform)
        reference = beside[0] if beside else None
        levels = self.goals.for_period(asked.key, scope.goal_platform, piece)
        if levels is None:
            return None, None, None, reference
        if not is_judgeable(figure.n, figure.pending):
            return levels, Status.NO_DATA, too_early(figure.n or 0, figure.pending or 0), reference
        better = asked.kpi.better
        reason = reason_of(figure.value, missing, levels, better, asked.unit)
        return levels, status_of(figure.value, levels, better), reason, reference
