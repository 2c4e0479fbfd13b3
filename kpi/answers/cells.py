"""The cells of an answer: for each scope and piece, the columns and waits that the formulas read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from kpi.answers.columns import Column, Rule
from kpi.answers.daily import Row, Rows, read_rows
from kpi.answers.days import Measures, days_with_data, spans_of_data
from kpi.answers.formulas import Cell, columns_of, measures_of
from kpi.answers.pieces import Cut
from kpi.answers.scopes import Scope, Subject
from kpi.answers.series import add_series
from kpi.answers.spans import add_spans
from kpi.answers.waits import WaitsByCell, read_waits
from kpi.catalogue.kpis import Formula, Percentile
from kpi.periods import Period

Where = tuple[int, int]  # place of the scope, first day of the piece
EMPTY: Final = Cell({})


@dataclass(frozen=True)
class Completeness:
    """How much of every cell has data: days by cell and measures, and the days that each channel's data span."""

    days: Mapping[Where, Mapping[Measures, int]]
    in_spans: Mapping[Where, int]
    data: Mapping[tuple[int, str], tuple[int, int]]

    def days_with_data(self, where: Where, measures: Measures, piece: Period, from_spans: bool) -> int:
        daily = self.days.get(where, {}).get(measures, 0)
        return min(piece.days, daily + (self.in_spans.get(where, 0) if from_spans else 0))

    def covered(self, scope: Scope, measures: Measures, piece: Period) -> int | None:
        """Days of `piece` between the first and the last day that have any of `measures` in `scope`."""
        bounds = [
            self.data[place.id, measure]
            for place in scope.places
            for measure in measures
            if (place.id, measure) in self.data
        ]
        if not bounds:
            return None
        first, last = min(first for first, _ in bounds), max(last for _, last in bounds)
        return max(0, min(piece.end, last + 1) - max(piece.start, first))


@dataclass(frozen=True)
class Cells:
    known: Mapping[Where, Cell]
    completeness: Completeness

    def at(self, where: Where) -> Cell:
        return self.known.get(where, EMPTY)


def read_cells(connection: Connection, subject: Subject, cut: Cut, formulas: Sequence[Formula]) -> Cells:
    """Everything that `formulas` need, in a handful of statements however many cells there are."""
    columns = set().union(*(columns_of(formula) for formula in formulas))
    rows = read_rows(connection, cut, subject.places, sorted(columns))
    in_spans = add_spans(connection, rows, cut, subject.places, columns)
    add_series(connection, rows, cut, subject, columns)
    waits = {first: _waits(connection, subject, cut, formulas, first) for first in (False, True)}
    known: dict[Where, Cell] = {}
    span_days: dict[Where, int] = {}
    for number, scope in enumerate(subject.scopes):
        for piece in cut.pieces:
            where, members = (number, piece.start), [(place.id, piece.start) for place in scope.places]
            known[where] = Cell(
                _combined(rows, members),
                {first: cells[where] for first, cells in waits.items() if where in cells},
            )
            if in_spans:
                span_days[where] = len(set().union(*(in_spans.get(member, ()) for member in members)))
    asked = [measures_of(formula) for formula in formulas]
    data = spans_of_data(connection, subject.places, [measure for measures in asked for measure in measures])
    days = days_with_data(connection, cut, subject.scopes, asked)
    return Cells(known, Completeness(days, span_days, data))


def _waits(
    connection: Connection, subject: Subject, cut: Cut, formulas: Sequence[Formula], first: bool
) -> WaitsByCell:
    shares = [f.share for f in formulas if isinstance(f, Percentile) and f.first is first]
    return read_waits(connection, cut, subject.scopes, shares, first) if shares else {}


def _combined(rows: Rows, members: Sequence[tuple[int, int]]) -> Row:
    """The members' columns together: added, except the longest wait, which is the longest of theirs."""
    found = [rows[member] for member in members if member in rows]
    if len(found) == 1:
        return found[0]
    together: Row = {}
    for row in found:
        for column, number in row.items():
            if number is not None:
                together[column] = _both(column, together.get(column), number)
    return together


def _both(column: Column, one: float | None, other: float) -> float:
    if one is None:
        return other
    return max(one, other) if column.rule is Rule.OLDEST else one + other
