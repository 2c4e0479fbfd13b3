"""The cells of an answer: for each scope and piece, the columns and waits that the formulas read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from kpi.answers.columns import Column, Rule
from kpi.answers.daily import Row, Rows, read_rows
from kpi.answers.days import Measures, read_days
from kpi.answers.formulas import Cell, columns_of, measures_of
from kpi.answers.pieces import Cut
from kpi.answers.scopes import Subject
from kpi.answers.series import add_series
from kpi.answers.spans import add_spans
from kpi.answers.waits import read_waits
from kpi.catalogue.kpis import Formula, Percentile

Where = tuple[int, int]  # place of the scope, first day of the piece
EMPTY: Final = Cell({})


@dataclass(frozen=True)
class Cells:
    """`days_with_data` and `covered_days` are by scope and measures, a number for each piece in order."""

    known: Mapping[Where, Cell]
    days_with_data: Mapping[tuple[int, Measures], Sequence[int]]
    covered_days: Mapping[tuple[int, Measures], Sequence[int | None]]
    span_days: Mapping[Where, int]

    def at(self, where: Where) -> Cell:
        return self.known.get(where, EMPTY)


def read_cells(connection: Connection, subject: Subject, cut: Cut, formulas: Sequence[Formula]) -> Cells:
    """Everything that `formulas` need, in a handful of statements however many cells there are."""
    columns = set().union(*(columns_of(formula) for formula in formulas))
    rows = read_rows(connection, cut, subject.places, sorted(columns))
    in_spans = add_spans(connection, rows, cut, subject.places, columns)
    add_series(connection, rows, cut, subject, columns)
    percentiles = [formula for formula in formulas if isinstance(formula, Percentile)]
    waits = read_waits(connection, cut, subject.scopes, percentiles) if percentiles else {}
    known: dict[Where, Cell] = {}
    span_days: dict[Where, int] = {}
    for number, scope in enumerate(subject.scopes):
        for piece in cut.pieces:
            where, members = (number, piece.start), [(place.id, piece.start) for place in scope.places]
            of_cell = {waited: cells[where] for waited, cells in waits.items() if where in cells}
            known[where] = Cell(_combined(rows, members), of_cell)
            if in_spans:
                span_days[where] = len(set().union(*(in_spans.get(member, ()) for member in members)))
    days = read_days(connection, subject.scopes, [measures_of(formula) for formula in formulas])
    counted = {key: days.counted(*key, cut) for key in days.days}
    covered = {key: days.covered(*key, cut) for key in days.days}
    return Cells(known, counted, covered, span_days)


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
