"""A KPI's year as a grid. A cell is the month's goal, with the shape of its status once the month is over."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from kpi.answers.value import Status
from kpi.catalogue.kpis import Better
from kpi.showing.charts.words import SHAPES, platform_name, status_text
from kpi.showing.language import Language
from kpi.words import N_
from pages.goals.calendar import MONTHS, Cell, KpiYear, month_start
from pages.shared.state import say

PLATFORM: Final = "platform"
Pick = Callable[[str, str, int], None]


def show_grid(grid: KpiYear, language: Language, on_pick: Pick) -> None:
    """The grid of one KPI; pointing at a month calls `on_pick` with KPI, platform and the month's first day."""
    key = f"goals.grid.{grid.kpi.key}.{grid.year}"
    st.subheader(say(grid.kpi.label))
    st.dataframe(
        frame_of(grid, language),
        hide_index=True,
        column_config=_columns(grid, language),
        key=key,
        on_select=partial(_selected, key, grid, on_pick),
        selection_mode="single-cell",
        alt=say(
            N_("Goals for {kpi} in {year}, platforms down and months across"),
            kpi=say(grid.kpi.label),
            year=str(grid.year),
        ),
    )


def frame_of(grid: KpiYear, language: Language) -> pd.DataFrame:
    """The grid's texts: one row a platform, one column a month."""
    return pd.DataFrame(
        [
            {
                PLATFORM: platform_name(row or None, language),
                **{str(month): cell_text(grid, grid.cells.get((row, month)), language) for month in MONTHS},
            }
            for row in grid.rows
        ]
    )


def cell_text(grid: KpiYear, cell: Cell | None, language: Language) -> str:
    """The shape of the status, where there is one, and what was promised: "● 90 %"."""
    if cell is None:
        return ""
    target = language.value(cell.goal.target, grid.kpi.unit, trim=True)
    limit = f"≤ {target}" if grid.kpi.better is Better.LESS else target
    return f"{SHAPES[cell.status]} {limit}" if cell.status else limit


def legend(language: Language) -> str:
    """What the shapes mean."""
    return (
        " · ".join(status_text(status, language) for status in Status)
        + " · "
        + say(N_("without a mark: the month is not over. Point at a month to see, change or set its goal."))
    )


def _columns(grid: KpiYear, language: Language) -> dict[str, Any]:
    columns: dict[str, Any] = {
        PLATFORM: st.column_config.TextColumn(say(N_("Platform")), pinned=True, width=130)
    }
    for month in MONTHS:
        name = language.short_month(date(grid.year, month, 1)).removesuffix(str(grid.year)).strip(" ,")
        columns[str(month)] = st.column_config.TextColumn(name, width=86)
    return columns


def _selected(key: str, grid: KpiYear, on_pick: Pick) -> None:
    """The cell that somebody pointed at, by the widget's state."""
    cells = st.session_state[key]["selection"]["cells"]
    if not cells:
        return
    row, column = cells[0]
    if column != PLATFORM:
        on_pick(grid.kpi.key, grid.rows[row], month_start(grid.year, int(column)))
