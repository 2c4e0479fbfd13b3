"""Where a figure would join two definitions of one number: impressions of earlier years, and views.

Only a single platform's figure is judged. A total over platforms adds what each of them calls a view, whatever the
years, and says so in its definition.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from kpi.answers.columns import added
from kpi.answers.figures import CODE_OF, Figures, Sums
from kpi.answers.numbers import Flags
from kpi.answers.scopes import Scope
from kpi.answers.value import Missing
from kpi.catalogue.kpis import Formula, Ratio

DEFINITIONS: Final = (None, "impressions", "views")
"""None where both are joined, or where there is no case of either."""


def of_one_definition(formula: Formula, figures: Figures, sums: Sums, scopes: tuple[Scope, ...]) -> Figures:
    """The figures without those that would join two definitions; `definition` says which one each cell's cases have."""
    if not isinstance(formula, Ratio) or formula.former is None:
        return figures
    former, cases = (sums.columns[added(measure)].or_zero for measure in formula.former)
    mixed = _single(scopes)[:, None] & (former > 0) & (former < cases)
    definition = np.where(mixed | (cases == 0), 0, np.where(former == cases, 1, 2)).astype(np.int8)
    if not mixed.any():
        return replace(figures, definition=definition)
    missing = np.where(mixed, CODE_OF[Missing.TWO_DEFINITIONS], figures.missing).astype(np.int8)
    return Figures(figures.value.where(~mixed), missing, definition=definition)


def _single(scopes: tuple[Scope, ...]) -> Flags:
    """Which scopes are of one platform."""
    return np.array(
        [len({place.platform for place in scope.places}) == 1 for scope in scopes], dtype=np.bool_
    )
