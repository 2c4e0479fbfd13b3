"""Cohorts whose days have passed: added up to each channel's own cut-off, and no further."""

from collections.abc import Iterable, Sequence

import numpy as np
from sqlalchemy import Connection

from kpi.answers.columns import Column
from kpi.answers.numbers import Numbers
from kpi.answers.pieces import Cut
from kpi.answers.scopes import Place
from kpi.answers.sheet import Lines, read_sheet
from kpi.periods import Grain, next_start, start_of
from kpi.rollup.blobs import Ints
from kpi.rollup.months import UNKNOWN, month_ends


def read_complete(
    connection: Connection, places: Sequence[Place], cut: Cut, columns: Sequence[Column]
) -> dict[Column, Numbers]:
    """By channel and piece, each measure over the days whose `days` days have passed at the visit cut-off."""
    visited = [number for number, place in enumerate(places) if place.visit_cutoff is not None]
    windows = np.array([column.days for column in columns])
    cutoffs = np.array([places[number].visit_cutoff for number in visited], dtype=np.int64)

    def passed(lines: Lines) -> Ints:
        last = np.where(lines.is_month, month_ends(lines.start) - 1, lines.start)
        complete = last[:, None] + windows <= cutoffs[lines.place][:, None]
        return np.where(complete, lines.numbers, UNKNOWN)

    sheet = read_sheet(
        connection,
        [places[number] for number in visited],
        cut,
        [column.measure for column in columns],
        also_split=_partly_complete(places, {column.days for column in columns}),
        only=passed,
    )
    numbers = np.full((len(places), len(cut.pieces), len(columns)), UNKNOWN, dtype=np.int64)
    numbers[visited] = sheet.numbers[:, 1:-1]
    return {column: Numbers.of(numbers[:, :, place]) for place, column in enumerate(columns)}


def _partly_complete(places: Sequence[Place], windows: Iterable[int]) -> frozenset[int]:
    """The months (the day of their first) of which, for some channel and window, only the first days have passed."""
    last_days = {
        place.visit_cutoff - days for place in places if place.visit_cutoff is not None for days in windows
    }
    return frozenset(
        start_of(day, Grain.MONTH) for day in last_days if next_start(day, Grain.MONTH) != day + 1
    )
