"""Buckets of waits: integer edges, declared once, so close that any wait is told from its bucket within 1 %.

A bucket holds the whole seconds from above the edge before up to its own edge and stands for one number, the
harmonic mean of its smallest and largest wait. The smallest waits have buckets of their own and are exact. An
interpolation between two waits that are each known within 1 % is known within 1 % too, so the error of a
percentile is no larger (C. Masson and others, "DDSketch", PVLDB 12 (2019), with edges rounded to integers).
"""

from collections.abc import Sequence
from math import floor
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Integer, literal_column

RELATIVE_ERROR: Final = 0.0099
"""A little below 1 %, so that rounding in floating point does not exceed it."""
LONGEST: Final = 2**33
"""Seconds; more than lie between the first and the last instant that the store keeps."""


MINUTE, HOUR, DAY = 60, 3_600, 86_400
ROUND: Final = sorted(
    {5 * MINUTE * number for number in range(1, 13)}
    | {HOUR // 2 * number for number in range(2, 13)}
    | {HOUR * number for number in (*range(1, 25), 36, 60)}
    | {DAY * number for number in range(1, 31)}
)
"""Limits that people set. Each is an edge, so that how many waited no longer is exact."""


def _edges() -> tuple[int, ...]:
    ratio = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR)
    edges = [0]
    while edges[-1] < LONGEST:
        smallest = edges[-1] + 1
        largest = max(smallest, floor(smallest * ratio))
        edges.append(next((limit for limit in ROUND if smallest <= limit <= largest), largest))
    return tuple(edges)


EDGES: Final = _edges()
"""The largest wait of each bucket, in seconds."""


def _stand_for() -> NDArray[np.float64]:
    largest = np.array(EDGES, dtype=np.float64)
    smallest = np.concatenate([[0.0], largest[:-1] + 1])
    return np.divide(
        2 * smallest * largest, smallest + largest, out=np.zeros_like(largest), where=largest > 0
    )


STAND_FOR: Final = _stand_for()
"""The wait that each bucket stands for, in seconds."""


def place_among(edges: Sequence[int], of: str) -> ColumnElement[int]:
    """The number of the first edge that is not below the integer expression `of`; the last one catches the rest.

    A balanced tree of comparisons, written out as text: every engine reads it, it takes ten comparisons where a
    chain would take a thousand, and SQLAlchemy need not walk through it at each execution.
    """
    return literal_column(_choice(edges, of, 0, len(edges) - 1), Integer)


def bucket(wait: str) -> ColumnElement[int]:
    """The bucket of a wait, the name of a column."""
    return place_among(EDGES, wait)


def _choice(edges: Sequence[int], of: str, low: int, high: int) -> str:
    if low == high:
        return str(low)
    middle = (low + high) // 2
    below, above = _choice(edges, of, low, middle), _choice(edges, of, middle + 1, high)
    return f"CASE WHEN {of} <= {edges[middle]} THEN {below} ELSE {above} END"
