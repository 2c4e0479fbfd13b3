"""What formulas are computed from, and what comes of it: numbers of all cells, and why one is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kpi.answers.columns import Column, added
from kpi.answers.numbers import Flags, Numbers, total
from kpi.answers.value import Missing
from kpi.answers.waits import Waits
from kpi.catalogue.kpis import Clock

REASONS: Final = (None, *Missing)
CODE_OF: Final = {reason: code for code, reason in enumerate(REASONS)}
Codes = NDArray[np.int8]


@dataclass(frozen=True)
class Sums:
    """What is known of all cells: columns, and the waits of all turns and of first turns."""

    columns: Mapping[Column, Numbers]
    waits: Mapping[tuple[bool, Clock], Waits]

    def total(self, parts: tuple[str, ...]) -> Numbers:
        """The parts' sum over the days; missing where none of them was ever reported."""
        return total([self.columns[added(part)] for part in parts])

    def knows_all(self, parts: tuple[str, ...]) -> Flags:
        """Where each of the parts was reported."""
        known: Flags = np.logical_and.reduce([self.columns[added(part)].known for part in parts])
        return known


@dataclass(frozen=True)
class Figures:
    """Values, or why they are missing (a place in REASONS), with what they were divided from; None where nothing is.

    `definition` is a place in `definitions.DEFINITIONS`, of a formula that has had several.
    """

    value: Numbers
    missing: Codes
    numerator: Numbers | None = None
    denominator: Numbers | None = None
    n: Numbers | None = None
    low: Numbers | None = None
    high: Numbers | None = None
    pending: Numbers | None = None
    definition: Codes | None = None

    def of_scopes(self, scopes: slice) -> "Figures":
        """Those of some scopes."""

        def of(numbers: Numbers | None) -> Numbers | None:
            return None if numbers is None else numbers.of_scopes(scopes)

        return Figures(
            self.value.of_scopes(scopes),
            self.missing[scopes],
            of(self.numerator),
            of(self.denominator),
            of(self.n),
            of(self.low),
            of(self.high),
            of(self.pending),
            None if self.definition is None else self.definition[scopes],
        )


def reasons(known: Flags, *others: tuple[Flags, Missing]) -> Codes:
    """No reason where a value is known, else the first of the others that applies, else that nothing was collected."""
    codes = np.full(known.shape, CODE_OF[Missing.NOT_COLLECTED], dtype=np.int8)
    for condition, reason in reversed(others):
        codes[condition] = CODE_OF[reason]
    codes[known] = 0
    return codes
