"""A month's numbers as one piece of bytes: an integer of 64 bits for each of NAMES, UNKNOWN where it is missing.

An answer reads the months of years. As columns they would be some seventy objects a month for the driver to make,
and an array would be made of those; as bytes they are the array.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from kpi.catalogue.measures import MEASURES
from kpi.rollup.blobs import Ints

UNKNOWN: Final = -(2**62)
"""Stands for a missing number, in arrays of integers: they are exact where floats are not."""
INSTANTS: Final = ("oldest_open_at", "oldest_closed_at")
FIRST_OF: Final = {"followers_first": "followers"}
"""Names of the first known of a stock."""
NAMES: Final = (*MEASURES, *INSTANTS, *FIRST_OF)
PLACE_OF: Final = {name: place for place, name in enumerate(NAMES)}
INTEGER: Final = np.dtype("<i8")


def write(numbers: Ints) -> bytes:
    """One month's numbers, in the order of NAMES, as bytes."""
    return numbers.astype(INTEGER).tobytes()


def read(months: Sequence[bytes]) -> Ints:
    """A row per month, a column for each of NAMES."""
    return np.frombuffer(b"".join(months), dtype=INTEGER).reshape(-1, len(NAMES)).astype(np.int64, copy=False)


def named(month: bytes) -> Mapping[str, int | None]:
    """One month's numbers by name."""
    numbers = read([month])[0].tolist()
    return {name: None if number == UNKNOWN else number for name, number in zip(NAMES, numbers, strict=True)}
