"""A year of goals, as a grid per KPI: platforms down, months across, each month that has passed with its status."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from kpi.answers.goal_year import ALL, KpiYear, Where, years
from kpi.answers.goals import Goal
from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS
from kpi.periods import Grain, Period, day_of, next_start
from pages.shared import data
from pages.shared.state import Choice

MONTHS: Final = range(1, 13)


def month_start(year: int, month: int) -> int:
    return day_of(date(year, month, 1))


def year_period(year: int) -> Period:
    return Period(day_of(date(year, 1, 1)), day_of(date(year + 1, 1, 1)))


def goals_of_year(choice: Choice, goals: Iterable[Goal], year: int) -> list[KpiYear]:
    """One grid for every KPI that has a goal in `year` on the platforms shown, in the catalogue's order."""
    here = [goal for goal in goals if goal.platform == ALL or goal.platform in choice.shown]
    return years(here, _outcomes(choice, {goal.kpi for goal in here}, year), year)


def _outcomes(choice: Choice, kpis: set[str], year: int) -> dict[Where, Value]:
    """The values of the year's months that are over and covered to their end."""
    if choice.covered is None or not kpis:
        return {}
    whole = year_period(year)
    over = whole.upto(choice.covered.end)
    if over is None:
        return {}
    asked = tuple(key for key in KPIS if key in kpis)
    return {
        (value.key, value.platform or ALL, value.period.start): value
        for by in (By.TOTAL, By.PLATFORM)
        for value in data.ask(
            choice, Question(choice.institution.id, over, kpis=asked, by=by, grain=Grain.MONTH)
        )
        if value.period.end == next_start(value.period.start, Grain.MONTH)
    }


def outcomes(grids: Iterable[KpiYear]) -> dict[Where, Value]:
    """How the months that are over turned out, by KPI, platform and the month's first day."""
    return {
        (grid.kpi.key, row, cell.goal.month): cell.outcome
        for grid in grids
        for (row, _), cell in grid.cells.items()
        if cell.outcome
    }
