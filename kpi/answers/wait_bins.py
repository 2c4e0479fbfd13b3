"""Waits in a few readable classes: how many turns waited up to 5 minutes, 15 minutes … and longer than a week."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
from sqlalchemy import Connection

from kpi.answers.pieces import Cut
from kpi.answers.question import By, Question
from kpi.answers.scopes import subject_of
from kpi.answers.values import answer
from kpi.answers.waits import read_counts
from kpi.catalogue.kpis import Clock
from kpi.periods import Grain, Period
from kpi.rollup.buckets import DAY, EDGES, HOUR, MINUTE

LIMITS: Final = (
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    DAY,
    3 * DAY,
    7 * DAY,
)
"""The longest wait of each class in seconds; one more has what is longer. Each is the edge of a bucket: counts are exact."""


@dataclass(frozen=True)
class WaitBin:
    """Turns that waited longer than `above` and no longer than `upto` seconds (None: without end)."""

    above: int
    upto: int | None
    turns: int


@dataclass(frozen=True)
class WaitBins:
    """The waits of the turns opened in a period, on one clock.

    `answered` are those in `bins`; `still_open` have no answer up to the end of the data; `unserved` were answered
    too, but no schedule says which of their seconds count (always 0 on the calendar's clock).
    """

    period: Period
    clock: Clock
    bins: tuple[WaitBin, ...]
    opened: int
    answered: int
    still_open: int
    unserved: int

    def within(self, seconds: int) -> int:
        """Turns that waited no longer than `seconds`, one of LIMITS."""
        return sum(one.turns for one in self.bins if one.upto is not None and one.upto <= seconds)


def wait_bins(connection: Connection, question: Question, clock: Clock = Clock.CALENDAR) -> WaitBins:
    """How long the turns opened in the question's period waited, over its platforms and audiences together.

    Raises:
        UnknownInstitution, UnknownPlatform: the question names something that does not exist.
    """
    measures = ("turns_opened", "turns_answered")
    asked = replace(question, kpis=(), measures=measures, by=By.TOTAL, grain=Grain.TOTAL)
    opened, answered = (int(value.value or 0) for value in answer(connection, asked))
    bins = _bins(connection, asked, clock)
    known = sum(one.turns for one in bins)
    return WaitBins(question.period, clock, bins, opened, known, opened - answered, answered - known)


def _bins(connection: Connection, question: Question, clock: Clock) -> tuple[WaitBin, ...]:
    waited = (False, clock)
    scopes = subject_of(connection, question).scopes
    counts = read_counts(connection, Cut.of(question.period, Grain.TOTAL), scopes, [waited])[waited]
    place = np.searchsorted(LIMITS, np.array(EDGES)[counts.key])
    turns = np.bincount(place, weights=counts.count, minlength=len(LIMITS) + 1)
    return binned(turns.astype(int).tolist())


def binned(turns: Sequence[int], limits: Sequence[int] = LIMITS) -> tuple[WaitBin, ...]:
    """The classes that end at `limits`, of which `turns` are the numbers in their order, one more than limits."""
    ends = (*pairwise((0, *limits)), (limits[-1], None))
    return tuple(WaitBin(above, upto, count) for (above, upto), count in zip(ends, turns, strict=True))
