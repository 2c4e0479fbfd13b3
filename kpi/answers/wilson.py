"""The 95 % Wilson score interval of a share: how far it could be off, given how few cases it comes from.

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
"""

from math import sqrt
from typing import Final

Z: Final = 1.959963984540054  # the 97.5 % quantile of the normal distribution


def wilson(cases: float, of: float) -> tuple[float, float]:
    """The lower and upper bound of `cases` ÷ `of`; both lie in [0, 1]. 0 ≤ `cases` ≤ `of`, and `of` is positive."""
    share = cases / of
    centre = share + Z * Z / (2 * of)
    reach = Z * sqrt(share * (1 - share) / of + Z * Z / (4 * of * of))
    scale = 1 + Z * Z / of
    # Rounding must not push a bound past the share itself or out of [0, 1].
    low = max(0.0, min(share, (centre - reach) / scale))
    high = min(1.0, max(share, (centre + reach) / scale))
    return low, high
