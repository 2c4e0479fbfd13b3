"""Platforms: goal against actual, the months on one scale, and a table with the same numbers."""

from typing import Final

import streamlit as st

from kpi.catalogue.kpis import KPIS, Better
from kpi.showing.charts.bullets import bullets
from kpi.showing.charts.figure import CONFIG
from kpi.showing.charts.multiples import multiples
from kpi.showing.charts.words import label
from kpi.words import N_
from pages.platforms.numbers import PlatformNumbers, platform_history, platform_numbers
from pages.platforms.table import show_kpi_table, show_platform_table
from pages.platforms.words import leader, title
from pages.shared.about import show_about, show_freshness
from pages.shared.empty import show_empty
from pages.shared.state import Choice, current, say

BULLET_COLUMNS: Final = 2


def show() -> None:
    choice = current()
    found = platform_numbers(choice)
    if not found.shown:
        show_empty(choice)
        return
    st.title(title((v for row in found.now.values() for v in row.values()), choice.period, choice.language))
    show_about(choice)
    _show_bullets(choice, found)
    _show_months(choice, found)
    st.subheader(say(N_("All of it in a table")))
    show_platform_table(found, choice.shown, choice.language)
    show_freshness(choice)


def _show_bullets(choice: Choice, found: PlatformNumbers) -> None:
    """Goal against actual: a card per KPI, two beside each other where there is room."""
    st.subheader(say(N_("Goal against actual")))
    st.caption(
        say(N_("The bar is the actual, the upright stroke its goal, a dotted one a published reference."))
    )
    columns = st.columns(BULLET_COLUMNS)
    for place, key in enumerate(found.shown):
        with columns[place % BULLET_COLUMNS].container(border=True, key=f"platforms_bullets_{key}"):
            values = found.known(key)
            chart = bullets(
                values,
                choice.language,
                title=leader(values, KPIS[key].better is Better.MORE, choice.language),
            )
            st.markdown(f"**{chart.title}**")
            st.plotly_chart(chart.figure, key=f"platforms.bullets.{key}", config=CONFIG, alt=chart.alt)
            show_kpi_table(key, found, choice.language)


@st.fragment
def _show_months(choice: Choice, found: PlatformNumbers) -> None:
    """Small multiples of one KPI. Choosing another reruns only this part."""
    st.subheader(say(N_("Month by month, on one scale")))
    key = st.pills(
        say(N_("KPI")),
        found.shown,
        default=found.shown[0],
        format_func=lambda one: label(one, choice.language),
        key=f"platforms.months.{choice.language.locale}",
        label_visibility="collapsed",
        required=True,
    )
    rows = platform_history(choice, str(key))
    if not rows:
        st.info(say(N_("No platform has a value of it in these months.")))
        return
    chart = multiples(rows, choice.language, data_end=choice.covered.end if choice.covered else None)
    st.plotly_chart(chart.figure, key="platforms.months.chart", config=CONFIG, alt=chart.alt)


show()
