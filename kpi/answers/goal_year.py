"""A year of goals: a grid per KPI, platforms down and months across, each month that is over with its outcome."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kpi.answers.goals import Goal
from kpi.answers.value import Status, Value
from kpi.catalogue.kpis import KPIS, Kpi
from kpi.periods import date_of
from kpi.platforms import PLATFORMS

ALL = ""

Where = tuple[str, str, int]
"""KPI, platform ("" for all together), day of the month's first."""


@dataclass(frozen=True)
class Cell:
    """A month's goal, and how the month turned out when it is over and its data reach its end."""

    goal: Goal
    outcome: Value | None = None

    @property
    def status(self) -> Status | None:
        """How the month turned out; None while that is not known."""
        return self.outcome.status if self.outcome else None


@dataclass(frozen=True)
class KpiYear:
    """The goals of one KPI in a year. `rows` are its platforms ("" for all together), `cells` by (row, month)."""

    kpi: Kpi
    year: int
    rows: tuple[str, ...]
    cells: Mapping[tuple[str, int], Cell]


@dataclass(frozen=True)
class Tally:
    """Monthly goals: how many were promised, and of those whose month is over, how many have which status."""

    promised: int
    statuses: Mapping[Status, int]

    @property
    def over(self) -> int:
        """How many goals are of months that are over."""
        return sum(self.statuses.values())

    @property
    def to_come(self) -> int:
        """How many are of months that still run, or whose data do not reach their end."""
        return self.promised - self.over


def years(goals: Iterable[Goal], outcomes: Mapping[Where, Value], year: int) -> list[KpiYear]:
    """One grid for every KPI that has a goal in `year`, in the catalogue's order."""
    order = [ALL, *(platform.key for platform in PLATFORMS)]
    of_year: dict[str, dict[tuple[str, int], Cell]] = {}
    for goal in goals:
        month = date_of(goal.month)
        if month.year == year:
            cell = Cell(goal, outcomes.get((goal.kpi, goal.platform, goal.month)))
            of_year.setdefault(goal.kpi, {})[goal.platform, month.month] = cell
    found = []
    for key, kpi in KPIS.items():
        if cells := of_year.get(key):
            present = {platform for platform, _ in cells}
            found.append(KpiYear(kpi, year, tuple(one for one in order if one in present), cells))
    return found


def tally(grids: Iterable[KpiYear]) -> Tally:
    """All of these goals, counted."""
    cells = [cell for grid in grids for cell in grid.cells.values()]
    return Tally(len(cells), Counter(cell.status for cell in cells if cell.status))
