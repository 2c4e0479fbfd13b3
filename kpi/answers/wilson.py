"""The 95 % Wilson score interval of a share: how far it could be off, given how few cases it comes from.

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
"""

from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Z: Final = 1.959963984540054  # the 97.5 % quantile of the normal distribution


def wilson(cases: ArrayLike, of: ArrayLike) -> tuple[NDArray[Any], NDArray[Any]]:
    """The lower and upper bound of `cases` ÷ `of`, numbers or arrays of them.

    Both lie in [0, 1]. 0 ≤ `cases` ≤ `of`, and `of` is positive.
    """
    n = np.asarray(of, dtype=np.float64)
    share = np.asarray(cases, dtype=np.float64) / n
    centre = share + Z * Z / (2 * n)
    reach = Z * np.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    scale = 1 + Z * Z / n
    # Rounding must not push a bound past the share itself or out of [0, 1].
    low = np.maximum(0.0, np.minimum(share, (centre - reach) / scale))
    high = np.minimum(1.0, np.maximum(share, (centre + reach) / scale))
    return low, high
