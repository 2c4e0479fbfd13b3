"""Where a figure would join two definitions of one number: impressions of earlier years, and views.

Only a single platform's figure is judged. A total over platforms adds what each of them calls a view, whatever the
years, and says so in its definition.
"""

from typing import Final

import numpy as np

from kpi.answers.columns import added
from kpi.answers.formulas import CODE_OF, Figures, Sums
from kpi.answers.numbers import Flags
from kpi.answers.scopes import Scope
from kpi.answers.value import Missing
from kpi.catalogue.kpis import Formula, Ratio

FORMER: Final = "impressions"
CURRENT: Final = "views"


def of_one_definition(
    formula: Formula, figures: Figures, sums: Sums, scopes: tuple[Scope, ...]
) -> tuple[Figures, list[str | None]]:
    """The figures without those that would join two definitions, and the definition of each cell's cases."""
    count = figures.missing.size
    if not isinstance(formula, Ratio) or formula.former is None:
        return figures, [None] * count
    former, cases = (sums.columns[added(measure)].or_zero for measure in formula.former)
    mixed = _single(scopes)[:, None] & (former > 0) & (former < cases)
    codes = np.select([mixed | (cases == 0), former == cases], [0, 1], 2).ravel().tolist()
    names = [(None, FORMER, CURRENT)[code] for code in codes]
    if mixed.any():
        missing = np.where(mixed, CODE_OF[Missing.TWO_DEFINITIONS], figures.missing).astype(np.int8)
        figures = Figures(figures.value.where(~mixed), missing)
    return figures, names


def _single(scopes: tuple[Scope, ...]) -> Flags:
    """Which scopes are of one platform."""
    return np.array(
        [len({place.platform for place in scope.places}) == 1 for scope in scopes], dtype=np.bool_
    )
