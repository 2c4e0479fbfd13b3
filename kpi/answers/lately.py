"""What came day by day in the weeks before the data end, of what grows with the days."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from kpi.answers.asked import Asked
from kpi.answers.cells import Cells, read_cells
from kpi.answers.formulas import figures_of
from kpi.answers.numbers import Numbers
from kpi.answers.pieces import Cut
from kpi.answers.profile import WEEKS, Amounts
from kpi.answers.scopes import Scope
from kpi.catalogue.units import Unit
from kpi.periods import Grain, Period

Lately = Mapping[tuple[str, int], Amounts]
"""By KPI and place of the scope."""


def read_lately(
    connection: Connection, scopes: tuple[Scope, ...], sums: Sequence[Asked], until: int
) -> Lately:
    """What each of `sums` came to in each scope, on each day of the eight weeks before `until`."""
    days = Cut.of(Period(until - 7 * WEEKS, until), Grain.DAY)
    cells = read_cells(connection, scopes, days, [one.formula for one in sums], {})
    return {
        (one.key, scope): amounts
        for one in sums
        for scope, amounts in enumerate(_by_scope(days, _by_day(one, cells)))
    }


def _by_day(asked: Asked, cells: Cells) -> Numbers:
    """The sums of all scopes and days; a quiet day of something that is counted as it happens is a day with 0."""
    found = figures_of(asked.formula, cells.sums).value
    if not asked.happens or asked.unit is not Unit.COUNT:
        return found
    quiet = cells.days.covered(asked.measures, cells.cut).or_zero > 0
    return Numbers(found.or_zero, found.known | quiet)


def _by_scope(days: Cut, sums: Numbers) -> list[Amounts]:
    starts = [day.start for day in days.pieces]
    return [
        {day: amount for day, amount, is_known in zip(starts, *row, strict=True) if is_known}
        for row in zip(sums.values.tolist(), sums.known.tolist(), strict=True)
    ]
