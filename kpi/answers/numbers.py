"""Tables of numbers that may be missing: what is computed once for all cells of an answer.

A table has a row per scope and a column per piece of the period, or a row per channel.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kpi.rollup.blobs import Ints
from kpi.rollup.month_numbers import UNKNOWN

Flags = NDArray[np.bool_]


class Numbers(NamedTuple):
    """`values`, and where they are known. What is not known holds anything."""

    values: NDArray[Any]
    known: Flags

    @classmethod
    def of(cls, integers: Ints) -> "Numbers":
        """Integers in which UNKNOWN stands for a missing one."""
        return cls(integers, integers != UNKNOWN)

    @classmethod
    def none(cls, shape: tuple[int, ...]) -> "Numbers":
        """A table of that shape of which nothing is known."""
        return cls(np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.bool_))

    @property
    def or_zero(self) -> NDArray[Any]:
        """The values, with 0 for those that are missing: for sums, never to be shown."""
        return np.where(self.known, self.values, 0)

    def where(self, condition: Flags) -> "Numbers":
        """The same numbers, known only where the condition holds too."""
        return Numbers(self.values, self.known & condition)

    def of_scopes(self, scopes: slice) -> "Numbers":
        """The rows of some scopes."""
        return Numbers(self.values[scopes], self.known[scopes])

    def lists(self) -> list[Any]:
        """The numbers of all cells in order, None for those that are missing."""
        if not self.known.any():
            return [None] * self.known.size
        flat: list[Any] = self.values.ravel().tolist()
        if not self.known.all():
            for place in (~self.known).ravel().nonzero()[0].tolist():
                flat[place] = None
        return flat


def total(parts: list[Numbers]) -> Numbers:
    """The sum of what is known; missing where nothing is."""
    if len(parts) == 1:
        return parts[0]
    known = np.logical_or.reduce([part.known for part in parts])
    return Numbers(np.sum([part.or_zero for part in parts], axis=0), known)
