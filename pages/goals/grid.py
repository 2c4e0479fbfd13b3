"""A KPI's year as a grid. A cell is the month's goal, with the shape and colour of its status once the month is over."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from kpi.answers.goal_year import Cell, KpiYear
from kpi.answers.value import RUNNING, Status
from kpi.catalogue.kpis import Better
from kpi.showing.charts.words import SHAPES, platform_name, status_text
from kpi.showing.language import Language
from kpi.words import N_
from pages.goals.calendar import MONTHS, month_start
from pages.goals.cards import cards, month_name
from pages.goals.paint import cell_style
from pages.goals.words import short
from pages.shared.html import show_html
from pages.shared.state import say

PLATFORM: Final = "platform"
Pick = Callable[[str, str, int], None]

_TURN: Final = "goals.grid.turn"  # a new number clears the selection, so that a month can be pointed at again
_PIXELS: Final = 6  # of a letter, on average
_PADDING: Final = 18


def show_grid(grid: KpiYear, language: Language, on_pick: Pick) -> None:
    """The grid of one KPI; pointing at a month calls `on_pick` with KPI, platform and the month's first day.

    A phone shows cards instead: the stylesheet decides, since only the browser knows how wide it is.
    """
    turn = st.session_state.setdefault(_TURN, 0)
    key = f"goals.grid.{grid.kpi.key}.{grid.year}.{turn}"
    st.header(_heading(grid), anchor=False)
    frame = frame_of(grid, language)
    with st.container(key=f"goals_grid_{grid.kpi.key}"):
        st.dataframe(
            painted(frame, grid),
            hide_index=True,
            column_config=_columns(grid, frame, language),
            key=key,
            on_select=partial(_selected, key, grid, on_pick),
            selection_mode="single-cell",
            alt=say(
                N_("Goals for {kpi} in {year}, platforms down and months across"),
                kpi=say(grid.kpi.label),
                year=str(grid.year),
            ),
        )
    show_html(cards(grid, language))


def _heading(grid: KpiYear) -> str:
    less = grid.kpi.better is Better.LESS
    return say(N_("{kpi}, at most") if less else N_("{kpi}, at least"), kpi=say(grid.kpi.label))


def frame_of(grid: KpiYear, language: Language) -> pd.DataFrame:
    """The grid's texts: one row a platform, one column a month."""
    return pd.DataFrame(
        [
            {
                PLATFORM: platform_name(row, language) if row else say(N_("All")),
                **{str(month): cell_text(grid, grid.cells.get((row, month)), language) for month in MONTHS},
            }
            for row in grid.rows
        ]
    )


def cell_text(grid: KpiYear, cell: Cell | None, language: Language) -> str:
    """The shape of the status, where there is one, and what was promised: "● 90 %"."""
    if cell is None:
        return ""
    target = short(cell.goal.target, grid.kpi.unit, language)
    return f"{SHAPES[cell.status]} {target}" if cell.status else target


def painted(frame: pd.DataFrame, grid: KpiYear) -> Styler:
    """The grid with each cell in the colour of its status."""

    def styles(texts: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            [
                [
                    "",
                    *(
                        cell_style(cell.status if (cell := grid.cells.get((row, m))) else None)
                        for m in MONTHS
                    ),
                ]
                for row in grid.rows
            ],
            columns=texts.columns,
            index=texts.index,
        )

    return frame.style.apply(styles, axis=None)


def legend(language: Language) -> str:
    """What the shapes mean."""
    return (
        " · ".join(status_text(status, language) for status in Status if status not in RUNNING)
        + " · "
        + say(N_("without a mark: the month is not over"))
    )


def _columns(grid: KpiYear, frame: pd.DataFrame, language: Language) -> dict[str, Any]:
    """Columns as narrow as their longest text, so that a year fits on a page."""
    columns: dict[str, Any] = {
        PLATFORM: st.column_config.TextColumn(say(N_("Platform")), pinned=True, width=92)
    }
    for month in MONTHS:
        name = month_name(grid.year, month, language)
        letters = max(len(text) for text in (name, *frame[str(month)]))
        columns[str(month)] = st.column_config.TextColumn(name, width=max(56, letters * _PIXELS + _PADDING))
    return columns


def _selected(key: str, grid: KpiYear, on_pick: Pick) -> None:
    """The cell that somebody pointed at, by the widget's state."""
    cells = st.session_state[key]["selection"]["cells"]
    if not cells:
        return
    row, column = cells[0]
    st.session_state[_TURN] += 1
    if column != PLATFORM:
        on_pick(grid.kpi.key, grid.rows[row], month_start(grid.year, int(column)))
