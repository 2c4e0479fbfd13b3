"""A chart with its table, written out once for the same numbers: to write them costs more than all the rest of a page.

A page's part makes one in a function that is `remembered` by `Choice.seen`, and by whatever else was chosen for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from kpi.showing.charts.figure import Chart
from kpi.showing.language import Language
from pages.shared.chart import show_chart
from pages.shared.html import show_html
from pages.shared.tables import closed_html


@dataclass(frozen=True)
class Drawn:
    """A chart, and the markup of the closed table beneath it."""

    chart: Chart
    table: str


def drawn(chart: Chart, columns: Mapping[str, Sequence[str]], language: Language) -> Drawn:
    """The chart, with these columns as its table."""
    return Drawn(chart, closed_html(columns, language))


def show_drawn(found: Drawn, key: str) -> None:
    """The chart under its title, and the table beneath."""
    st.markdown(f"**{found.chart.title}**")
    show_chart(found.chart, key)
    show_html(found.table)
