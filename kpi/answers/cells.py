"""The cells of an answer: for each scope and piece, the columns and waits that the formulas read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy import Connection

from kpi.answers.cohorts import read_complete
from kpi.answers.columns import OLDEST, OPEN, Column, Rule
from kpi.answers.days import KnownDays, days_of
from kpi.answers.figures import Sums
from kpi.answers.formulas import RATES, columns_of
from kpi.answers.goal_book import GoalBook
from kpi.answers.months import Months, read_months
from kpi.answers.numbers import Numbers
from kpi.answers.pieces import Cut
from kpi.answers.promise import WAITED, read_promised
from kpi.answers.rates import read_rates
from kpi.answers.scopes import Place, Scope
from kpi.answers.series import backlog, growth, oldest
from kpi.answers.sheet import Sheet, read_sheet
from kpi.answers.spans import SpanDays, add_spans
from kpi.answers.waits import read_stored, waits_of
from kpi.catalogue.kpis import Formula, Percentile, WithinPromise
from kpi.rollup.blobs import Ints

FOR_BACKLOG: Final = ("turns_opened", "turns_closed")
FOR_OLDEST: Final = (*FOR_BACKLOG, "oldest_open_at", "oldest_closed_at")


@dataclass(frozen=True)
class Cells:
    """What is known of all cells, and how much of each has data."""

    scopes: tuple[Scope, ...]
    cut: Cut
    sums: Sums
    days: KnownDays
    span_days: SpanDays

    def days_in_spans_alone(self, measures: Sequence[str]) -> Ints:
        """By scope and piece, the days that only totals of several days cover, of any of the measures.

        A day that one channel of a scope counts by itself and another one in a total is one day.
        """
        found = np.zeros((len(self.scopes), len(self.cut.pieces)), dtype=np.int64)
        place = 0
        for number, scope in enumerate(self.scopes):
            members = range(place, place + len(scope.places))
            place += len(scope.places)
            for piece in range(len(self.cut.pieces)):
                keys = ((member, piece, measure) for member in members for measure in measures)
                spanned = set().union(*(self.span_days.get(key, ()) for key in keys))
                if spanned:
                    found[number, piece] = len(spanned - self.days.among(spanned, number, measures))
        return found


def read_cells(
    connection: Connection,
    scopes: tuple[Scope, ...],
    cut: Cut,
    formulas: Sequence[Formula],
    books: Mapping[int, GoalBook],
) -> Cells:
    """Everything that `formulas` need, in a handful of statements however many cells there are.

    `books` are the goals of the scopes' institutions.
    """
    places = tuple(place for scope in scopes for place in scope.places)
    columns = set().union(*(columns_of(formula) for formula in formulas))
    months = read_months(connection, places)
    days = days_of(months, places)
    sheet = read_sheet(connection, places, months, cut, _names(columns))
    span_days = add_spans(connection, sheet, cut, places, columns)
    by_place = _by_place(connection, months, sheet, cut, places, columns, days)
    percentiles = [formula for formula in formulas if isinstance(formula, Percentile)]
    promises = [formula for formula in formulas if isinstance(formula, WithinPromise)]
    waited = {(one.first, one.clock) for one in percentiles} | ({WAITED} if promises else set())
    stored = read_stored(connection, cut, scopes, waited)
    for promise in promises:
        by_place |= read_promised(connection, places, cut, promise.limits, books, stored)
    waits = waits_of(stored, cut, scopes, percentiles)
    if any(len(scope.places) != 1 for scope in scopes):
        by_place = _over_scopes(by_place, scopes)
    return Cells(scopes, cut, Sums(by_place, waits), days.together(scopes), span_days)


def _names(columns: set[Column]) -> list[str]:
    """The stored columns that are needed for these."""
    names = {column.measure for column in columns if column.rule in (Rule.ADDED, Rule.LAST)}
    for column in columns:
        if column.rule in (Rule.START, Rule.END):
            names |= {column.measure, f"{column.measure}_first"}
    if OPEN in columns:
        names |= set(FOR_BACKLOG)
    if OLDEST in columns:
        names |= set(FOR_OLDEST)
    return sorted(names)


def _by_place(
    connection: Connection,
    months: Months,
    sheet: Sheet,
    cut: Cut,
    places: Sequence[Place],
    columns: set[Column],
    days: KnownDays,
) -> dict[Column, Numbers]:
    """Each column by channel and piece."""
    found = {
        column: sheet.pieces(column.measure) for column in columns if column.rule in (Rule.ADDED, Rule.LAST)
    }
    for measure in {column.measure for column in columns if column.rule is Rule.START}:
        start, end = growth(sheet, measure, days.counted((measure,), cut))
        found |= {Column(Rule.START, measure): start, Column(Rule.END, measure): end}
    if OPEN in columns:
        found[OPEN] = backlog(sheet, cut, places)
    if OLDEST in columns:
        found[OLDEST] = oldest(sheet, cut, places, found[OPEN])
    complete = [column for column in columns if column.rule is Rule.COMPLETE]
    if complete:
        found |= read_complete(connection, places, months, days, cut, complete)
    if RATES in columns:
        found[RATES] = read_rates(connection, places, months, cut)
    return found


def _over_scopes(by_place: Mapping[Column, Numbers], scopes: Sequence[Scope]) -> dict[Column, Numbers]:
    """The channels of each scope together: added, except the longest wait, which is the longest of theirs."""
    scope_of = np.repeat(np.arange(len(scopes)), [len(scope.places) for scope in scopes])
    found = {}
    for column, numbers in by_place.items():
        shape = (len(scopes), numbers.known.shape[1])
        values, known = np.zeros(shape, dtype=numbers.values.dtype), np.zeros(shape, dtype=np.bool_)
        together = np.maximum if column.rule is Rule.OLDEST else np.add
        together.at(values, scope_of, numbers.or_zero)
        np.logical_or.at(known, scope_of, numbers.known)
        found[column] = Numbers(values, known)
    return found
