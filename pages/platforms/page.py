"""Platforms: what each is for, goal against actual, ranking, the months on one scale, side by side, all in a table."""

from typing import Final

import streamlit as st

from kpi.catalogue.kpis import KPIS, Better
from kpi.showing.charts.bullets import bullets
from kpi.showing.charts.multiples import multiples
from kpi.showing.charts.words import label
from kpi.showing.findings import leader
from kpi.words import N_
from pages.platforms.beside import show_beside
from pages.platforms.numbers import PlatformNumbers, platform_history, platform_numbers
from pages.platforms.purposes import show_purposes
from pages.platforms.ranking import show_ranking
from pages.platforms.table import show_kpi_table, show_platform_table
from pages.platforms.words import title
from pages.shared.about import show_about, show_freshness
from pages.shared.chart import show_chart
from pages.shared.data import gaps
from pages.shared.empty import show_empty
from pages.shared.options import pills, segments
from pages.shared.state import Choice, current, say

BULLET_COLUMNS: Final = 2
MONTHS: Final = "platforms.months"
KPI: Final = "kpi"
SCALE: Final = "scale"
SAME: Final = "same"
OWN: Final = "own"


def show() -> None:
    choice = current()
    found = platform_numbers(choice)
    if not found.shown:
        show_empty(choice)
        return
    st.title(
        title((v for row in found.now.values() for v in row.values()), choice.period, choice.language),
        anchor=False,
    )
    show_about(choice)
    show_purposes(choice)
    _show_bullets(choice, found)
    show_ranking(choice, found)
    _show_months(choice, found)
    show_beside(choice)
    show_platform_table(choice, found)
    show_freshness(choice)


def _show_bullets(choice: Choice, found: PlatformNumbers) -> None:
    """Goal against actual: a card per KPI, two beside each other where there is room."""
    st.header(say(N_("Goal against actual")), anchor=False)
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
            show_chart(chart, f"platforms.bullets.{key}")
            show_kpi_table(key, found, choice)


@st.fragment
def _show_months(choice: Choice, found: PlatformNumbers) -> None:
    """Small multiples of one KPI. Choosing another, or another scale, reruns only this part."""
    st.header(say(N_("Month by month")), anchor=False)
    names = {key: label(key, choice.language) for key in found.shown}
    key = pills(MONTHS, KPI, say(N_("KPI")), names, found.shown[0], hidden=True)
    one_scale = _choose_scale()
    rows = platform_history(choice, key)
    if not rows:
        st.info(say(N_("No platform has a value of it in these months.")))
        return
    chart = multiples(
        rows,
        choice.language,
        data_end=choice.covered.end if choice.covered else None,
        gaps=gaps(choice, key),
        one_scale=one_scale,
    )
    show_chart(chart, "platforms.months.chart")


def _choose_scale() -> bool:
    """Whether all panels have the same scale; what that means for reading them stands under the choice."""
    names = {SAME: say(N_("The same scale")), OWN: say(N_("Each its own"))}
    scale = segments(MONTHS, SCALE, say(N_("Scale")), names, SAME, hidden=True)
    said = (
        N_("All panels have the same scale: heights can be compared.")
        if scale == SAME
        else N_(
            "Each panel has its own scale, and it does not begin at zero: read the ups and downs, do not compare heights."
        )
    )
    st.caption(say(said))
    return scale == SAME


show()
