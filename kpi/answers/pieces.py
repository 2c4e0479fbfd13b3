"""The pieces of a period, and where its calendar months lie among them."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from sqlalchemy import BigInteger, ColumnElement, cast

from kpi.periods import Grain, Period, next_start, start_of
from kpi.rollup.blobs import Ints


@dataclass(frozen=True)
class Cut:
    """A period, its pieces, and the grain that made them."""

    period: Period
    grain: Grain
    pieces: tuple[Period, ...]

    @classmethod
    def of(cls, period: Period, grain: Grain) -> "Cut":
        """The period cut by `grain`; its first and its last piece may be shorter than the others."""
        return cls(period, grain, period.cut(grain))

    @cached_property
    def bounds(self) -> Ints:
        """The first day of each piece, then the first day after the period."""
        return np.array([*(piece.start for piece in self.pieces), self.period.end], dtype=np.int64)

    @cached_property
    def split_months(self) -> frozenset[int]:
        """The months (the day of their first) that no single piece, or the time outside, holds whole."""
        bounds = self.bounds.tolist()
        return frozenset(first for bound in bounds if (first := start_of(bound, Grain.MONTH)) != bound)

    def sections(self, days: Ints) -> Ints:
        """Where each day lies: 0 before the period, 1 in its first piece and so on, last after the period."""
        return np.searchsorted(self.bounds, days, side="right").astype(np.int64)


def stretches(months: frozenset[int]) -> list[Period]:
    """The days of these months, as few periods as there are."""
    found: list[Period] = []
    for first in sorted(months):
        end = next_start(first, Grain.MONTH)
        if found and found[-1].end == first:
            found[-1] = Period(found[-1].start, end)
        else:
            found.append(Period(first, end))
    return found


def months_between(first: int, last: int) -> list[Period]:
    """The calendar months from that of day `first` to that of day `last`."""
    starts = [start_of(first, Grain.MONTH)]
    while starts[-1] <= last:
        starts.append(next_start(starts[-1], Grain.MONTH))
    return [Period(start, end) for start, end in pairwise(starts)]


def whole(expression: ColumnElement[int]) -> ColumnElement[int]:
    """`expression` as a 64-bit integer: PostgreSQL would make a sum of them a decimal."""
    return cast(expression, BigInteger)
