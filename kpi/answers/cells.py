"""The cells of an answer: for each scope and piece, the columns and waits that the formulas read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy import Connection

from kpi.answers.cohorts import read_complete
from kpi.answers.columns import OLDEST, OPEN, Column, Rule
from kpi.answers.days import KnownDays, read_days
from kpi.answers.formulas import RATES, Sums, columns_of
from kpi.answers.numbers import Numbers
from kpi.answers.pieces import Cut
from kpi.answers.promise import read_promised
from kpi.answers.rates import read_rates
from kpi.answers.scopes import Scope, Subject
from kpi.answers.series import backlog, growth, oldest
from kpi.answers.sheet import Sheet, read_sheet
from kpi.answers.spans import SpanDays, add_spans
from kpi.answers.waits import read_waits
from kpi.catalogue.kpis import Formula, Percentile, WithinPromise
from kpi.rollup.blobs import Ints

FOR_BACKLOG: Final = ("turns_opened", "turns_closed")
FOR_OLDEST: Final = (*FOR_BACKLOG, "oldest_open_at", "oldest_closed_at")


@dataclass(frozen=True)
class Cells:
    """What is known of all cells, and how much of each has data."""

    subject: Subject
    cut: Cut
    sums: Sums
    days: KnownDays
    span_days: SpanDays

    def days_in_spans(self, measures: Sequence[str]) -> Ints:
        """By scope and piece, the days that totals of several days cover, of any of the measures."""
        found = np.zeros((len(self.subject.scopes), len(self.cut.pieces)), dtype=np.int64)
        place = 0
        for number, scope in enumerate(self.subject.scopes):
            members = range(place, place + len(scope.places))
            place += len(scope.places)
            for piece in range(len(self.cut.pieces)):
                keys = ((member, piece, measure) for member in members for measure in measures)
                found[number, piece] = len(set().union(*(self.span_days.get(key, ()) for key in keys)))
        return found


def read_cells(connection: Connection, subject: Subject, cut: Cut, formulas: Sequence[Formula]) -> Cells:
    """Everything that `formulas` need, in a handful of statements however many cells there are."""
    columns = set().union(*(columns_of(formula) for formula in formulas))
    days = read_days(connection, subject.places)
    sheet = read_sheet(connection, subject.places, cut, _names(columns))
    span_days = add_spans(connection, sheet, cut, subject, columns)
    by_place = _by_place(connection, sheet, cut, subject, columns, days)
    for promise in (formula for formula in formulas if isinstance(formula, WithinPromise)):
        by_place |= read_promised(connection, subject, cut, promise.limits)
    percentiles = [formula for formula in formulas if isinstance(formula, Percentile)]
    waits = read_waits(connection, cut, subject.scopes, percentiles) if percentiles else {}
    scopes = subject.scopes
    together = {column: over_scopes(numbers, scopes, column.rule) for column, numbers in by_place.items()}
    return Cells(subject, cut, Sums(together, waits), days.together(scopes), span_days)


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
    connection: Connection, sheet: Sheet, cut: Cut, subject: Subject, columns: set[Column], days: KnownDays
) -> dict[Column, Numbers]:
    """Each column by channel and piece."""
    found = {
        column: sheet.pieces(column.measure) for column in columns if column.rule in (Rule.ADDED, Rule.LAST)
    }
    for measure in {column.measure for column in columns if column.rule is Rule.START}:
        start, end = growth(sheet, measure, days.counted((measure,), cut))
        found |= {Column(Rule.START, measure): start, Column(Rule.END, measure): end}
    if OPEN in columns:
        found[OPEN] = backlog(sheet, cut, subject)
    if OLDEST in columns:
        found[OLDEST] = oldest(sheet, cut, subject, found[OPEN])
    complete = [column for column in columns if column.rule is Rule.COMPLETE]
    if complete:
        found |= read_complete(connection, subject.places, cut, complete)
    if RATES in columns:
        found[RATES] = read_rates(connection, subject.places, cut)
    return found


def over_scopes(numbers: Numbers, scopes: Sequence[Scope], rule: Rule) -> Numbers:
    """The channels of each scope together: added, except the longest wait, which is the longest of theirs."""
    sizes = [len(scope.places) for scope in scopes]
    if sizes == [1] * len(scopes):
        return numbers
    scope_of = np.repeat(np.arange(len(scopes)), sizes)
    shape = (len(scopes), numbers.known.shape[1])
    values, known = np.zeros(shape, dtype=numbers.values.dtype), np.zeros(shape, dtype=np.bool_)
    together = np.maximum if rule is Rule.OLDEST else np.add
    together.at(values, scope_of, numbers.or_zero)
    np.logical_or.at(known, scope_of, numbers.known)
    return Numbers(values, known)
