"""Which KPI's year is on the page: one at a time, the headline ones first, or all of them."""

from collections.abc import Iterable, Sequence
from typing import Final

import streamlit as st

from kpi.answers.goal_year import KpiYear, tally
from kpi.answers.value import Status
from kpi.catalogue.headline import HEADLINE
from kpi.showing.charts.words import SHAPES, label, label_in_theme
from kpi.words import N_
from pages.shared.options import pills
from pages.shared.state import language, say

KPI: Final = "kpi"
ALL: Final = "all"


def most_important_first(grids: Sequence[KpiYear]) -> list[KpiYear]:
    """The headline KPIs in their order, then the others in the catalogue's."""
    order = headline_first(grid.kpi.key for grid in grids)
    return sorted(grids, key=lambda grid: order.index(grid.kpi.key))


def headline_first(keys: Iterable[str]) -> list[str]:
    """KPIs in the order in which people look for them: the headline ones, then the others as they come."""
    places = {key: place for place, key in enumerate(HEADLINE)}
    return sorted(keys, key=lambda key: places.get(key, len(places)))


def listed(key: str) -> str:
    """A KPI's name in a list of all: the headline ones alone, the many others after their theme."""
    return label(key, language()) if key in HEADLINE else label_in_theme(key, language())


def choose_kpi(grids: Sequence[KpiYear]) -> list[KpiYear]:
    """The grids to show, as the address and then the reader choose; one alone needs no choice."""
    if len(grids) < 2:
        return list(grids)
    names = {grid.kpi.key: _name(grid) for grid in grids} | {ALL: say(N_("All of them"))}
    chosen = pills("goals", KPI, say(N_("KPI")), names, grids[0].kpi.key, hidden=True)
    return [grid for grid in grids if chosen in (ALL, grid.kpi.key)]


def turn_to(kpi: str) -> None:
    """Show that KPI from the next run on: a goal of it was just saved."""
    st.query_params[KPI] = kpi


def _name(grid: KpiYear) -> str:
    """The KPI, with how many of its months were missed."""
    missed = tally([grid]).statuses.get(Status.MISSED, 0)
    label = say(grid.kpi.label)
    return f"{label} · {SHAPES[Status.MISSED]}\N{NO-BREAK SPACE}{missed}" if missed else label
