"""Things that belong together because they are linked, directly or through others."""

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]


def groups(count: int, ones: Places, others: Places) -> Places:
    """For each of `count` things the smallest one of its group; `ones` and `others` are linked pair by pair."""
    smallest = np.arange(count)
    while True:
        of_ones, of_others = smallest[ones], smallest[others]
        apart = of_ones != of_others
        if not apart.any():
            return smallest
        of_ones, of_others = of_ones[apart], of_others[apart]
        ones, others = ones[apart], others[apart]
        np.minimum.at(smallest, np.maximum(of_ones, of_others), np.minimum(of_ones, of_others))
        while (smallest[smallest] != smallest).any():
            smallest = smallest[smallest]
