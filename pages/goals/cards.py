"""A KPI's year on a phone, where twelve columns have no room: a card per platform, its months in rows of four."""

from datetime import date

from kpi.answers.goal_year import Cell, KpiYear
from kpi.showing.charts.words import SHAPES, platform_name, verdict_text
from kpi.showing.language import Language
from kpi.words import N_
from pages.goals.calendar import MONTHS
from pages.goals.words import short
from pages.shared.html import escape
from pages.shared.state import say
from pages.shared.tiles import CSS_OF_STATUS


def cards(grid: KpiYear, language: Language) -> str:
    """The markup of all cards; the stylesheet shows it only where the grid has no room."""
    return f'<div class="v-year">{"".join(_card(grid, row, language) for row in grid.rows)}</div>'


def _card(grid: KpiYear, row: str, language: Language) -> str:
    name = platform_name(row, language) if row else say(N_("All"))
    months = "".join(_month(grid, month, grid.cells.get((row, month)), language) for month in MONTHS)
    return f'<section><div class="v-name" role="heading" aria-level="3">{escape(name)}</div><ol>{months}</ol></section>'


def _month(grid: KpiYear, month: int, cell: Cell | None, language: Language) -> str:
    name = month_name(grid.year, month, language)
    if cell is None:
        return f"<li><small>{escape(name)}</small>—</li>"
    target = escape(short(cell.goal.target, grid.kpi.unit, language))
    if cell.status is None or cell.outcome is None:
        return f"<li><small>{escape(name)}</small>{target}</li>"
    told = escape(verdict_text(cell.outcome, language))
    return (
        f'<li class="{CSS_OF_STATUS[cell.status]}" title="{told}"><small>{escape(name)}</small>'
        f'<span role="img" aria-label="{told}">{SHAPES[cell.status]}</span> {target}</li>'
    )


def month_name(year: int, month: int, language: Language) -> str:
    """A month without its year: "oct"."""
    return language.short_month(date(year, month, 1)).removesuffix(str(year)).strip(" ,")
