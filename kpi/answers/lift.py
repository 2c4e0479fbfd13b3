"""The 95 % interval of how much larger one share is than another, by the logarithm of their ratio.

D. Katz, J. Baptista, S. P. Azen, M. C. Pike, "Obtaining confidence intervals for the risk ratio in cohort studies",
Biometrics 34 (1978). It takes the cases for independent of one another.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kpi.answers.wilson import Z


def lift_bounds(
    cases: ArrayLike, of: ArrayLike, base_cases: ArrayLike, base_of: ArrayLike
) -> tuple[NDArray[Any], NDArray[Any]]:
    """The lower and upper bound of (cases ÷ of) ÷ (base_cases ÷ base_of) − 1, numbers or arrays of them.

    All four are positive where the bounds mean anything; a share of 0 has no logarithm.
    """
    a, n, b, m = (
        np.maximum(np.asarray(one, dtype=np.float64), 1) for one in (cases, of, base_cases, base_of)
    )
    ratio = np.log((a / n) / (b / m))
    reach = Z * np.sqrt(np.maximum(0.0, 1 / a - 1 / n + 1 / b - 1 / m))
    return np.exp(ratio - reach) - 1, np.exp(ratio + reach) - 1
