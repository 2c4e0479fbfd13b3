"""Which days of a month have which measure, as bits: the first day is bit 0 of each measure's integer.

Several channels and measures together know the days that any of them knows, which no count of days could tell.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kpi.catalogue.measures import MEASURES

Bits = NDArray[np.uint32]
INTEGER: Final = np.dtype("<u4")
PLACE_OF: Final = {key: place for place, key in enumerate(MEASURES)}


def write(bits: Bits) -> bytes:
    """One month's integers, in the order of MEASURES, as bytes."""
    return bits.astype(INTEGER).tobytes()


def read(months: Sequence[bytes]) -> Bits:
    """A row per month, a column per measure."""
    return np.frombuffer(b"".join(months), dtype=INTEGER).reshape(-1, len(MEASURES)).astype(np.uint32)
