"""Cohorts whose days have passed: added up to each channel's own cut-off, and no further.

Of a month in which that is the case of the first days only, the fewer days are read: those that count, or those that
the month's number has too much.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy import Connection

from kpi.answers.columns import Column
from kpi.answers.days import KnownDays
from kpi.answers.months import Months
from kpi.answers.numbers import Flags, Numbers
from kpi.answers.pieces import Cut
from kpi.answers.scopes import Place
from kpi.answers.sheet import Lines, read_days, read_sheet
from kpi.periods import Period
from kpi.rollup.blobs import Ints
from kpi.rollup.month_numbers import UNKNOWN
from kpi.rollup.months import month_ends

NEVER: Final = -(2**40)
"""A day before any other: nothing has passed at it."""
LONGEST_MONTH: Final = 31


def read_complete(
    connection: Connection,
    places: Sequence[Place],
    months: Months,
    known: KnownDays,
    cut: Cut,
    columns: Sequence[Column],
) -> dict[Column, Numbers]:
    """By channel and piece, each measure over the days whose `days` days have passed at the visit cut-off."""
    windows = np.array([column.days for column in columns])
    cutoffs = np.array(
        [NEVER if place.visit_cutoff is None else place.visit_cutoff for place in places], dtype=np.int64
    )
    measures = [column.measure for column in columns]

    def passed(lines: Lines) -> Ints:
        """The lines' numbers, as far as their days have passed."""
        days = np.where(lines.is_month, month_ends(lines.start) - lines.start, 1)[:, None]
        first = np.clip(cutoffs[lines.place][:, None] - windows - lines.start[:, None] + 1, 0, days)
        numbers = np.where(first == days, lines.numbers, UNKNOWN)
        partly = (first > 0) & (first < days)
        if partly.any():
            begun = _Begun.of(lines, partly, first, days)
            numbers[begun.rows] = begun.numbers(connection, places, known, measures, numbers[begun.rows])
        return numbers

    sheet = read_sheet(connection, places, months, cut, measures, only=passed)
    return {column: Numbers.of(sheet.numbers[place, :, 1:-1]) for place, column in enumerate(columns)}


@dataclass(frozen=True)
class _Begun:
    """Months of which, in the columns that `partly` marks, the `first` days count. `rows` are their places among all.

    `front` marks where the first days are the fewer.
    """

    rows: Ints
    place: Ints
    start: Ints
    days: Ints
    month: Ints
    partly: Flags
    first: Ints
    front: Flags

    @classmethod
    def of(cls, lines: Lines, partly: Flags, first: Ints, days: Ints) -> "_Begun":
        rows = np.flatnonzero(partly.any(axis=1)).astype(np.int64)
        front = first[rows] * 2 <= days[rows]
        return cls(
            rows,
            lines.place[rows],
            lines.start[rows],
            days[rows, 0],
            lines.numbers[rows],
            partly[rows],
            first[rows],
            front,
        )

    def numbers(
        self,
        connection: Connection,
        places: Sequence[Place],
        known: KnownDays,
        measures: Sequence[str],
        whole: Ints,
    ) -> Ints:
        """`whole`, and where only the first days count, their sum."""
        names = list(dict.fromkeys(measures))
        by_day = self._by_day(connection, places, measures, names)
        found = whole.copy()
        for column, measure in enumerate(measures):
            partly = self.partly[:, column]
            first, front = self.first[partly, column], self.front[partly, column]
            day = by_day[partly, :, names.index(measure)]
            counts = (np.arange(LONGEST_MONTH) < first[:, None]) == front[:, None]
            added = np.where(counts & (day != UNKNOWN), day, 0).sum(axis=1)
            sums = np.where(front, added, self.month[partly, column] - added)
            some = known.any_of_first(measure, self.place[partly], self.start[partly], first)
            found[partly, column] = np.where(some, sums, UNKNOWN)
        return found

    def _by_day(
        self, connection: Connection, places: Sequence[Place], measures: Sequence[str], names: Sequence[str]
    ) -> Ints:
        """By month, day and each of `names`, what is stored of the days that are needed."""
        found = np.full((len(self.rows), LONGEST_MONTH, len(names)), UNKNOWN, dtype=np.int64)
        row_of = np.full((len(places), len(np.unique(self.start))), -1)
        starts, number = np.unique(self.start, return_inverse=True)
        row_of[self.place, number] = np.arange(len(self.rows))
        for wanted, periods in self._needed(measures).items():
            lines = read_days(connection, places, periods, wanted)
            month = np.searchsorted(starts, lines.start, side="right") - 1
            rows = row_of[lines.place, month]
            known, columns = rows >= 0, [names.index(name) for name in wanted]
            day = (lines.start - starts[month])[known]
            found[rows[known, None], day[:, None], columns] = lines.numbers[known]
        return found

    def _needed(self, measures: Sequence[str]) -> dict[tuple[str, ...], list[Period]]:
        """The first and the last days of each month that any channel needs, by the measures that need them."""
        found: dict[tuple[str, ...], list[Period]] = {}
        for month in np.unique(self.start).tolist():
            mine = self.start == month
            partly, front, first = self.partly[mine], self.front[mine], self.first[mine]
            ahead, behind, end = partly & front, partly & ~front, int(self.days[mine][0])
            upto, after = int(np.where(ahead, first, 0).max()), int(np.where(behind, first, end).min())
            for columns, period in (
                (ahead, Period(month, month + upto)),
                (behind, Period(month + after, month + end)),
            ):
                if period.days:
                    used = np.flatnonzero(columns.any(axis=0)).tolist()
                    found.setdefault(tuple(dict.fromkeys(measures[one] for one in used)), []).append(period)
        return found
