"""Platforms: what each is for, goal against actual, ranking, the months on one scale, side by side, all in a table."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Final

import streamlit as st

from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS, Better
from kpi.showing.charts.bullets import bullets
from kpi.showing.charts.figure import Chart
from kpi.showing.charts.multiples import multiples
from kpi.showing.charts.words import label
from kpi.showing.findings import leader
from kpi.words import N_
from pages.platforms.beside import show_beside
from pages.platforms.numbers import PlatformNumbers, platform_history, platform_numbers
from pages.platforms.purposes import show_purposes
from pages.platforms.ranking import show_ranking
from pages.platforms.table import kpi_columns, show_platform_table
from pages.platforms.words import title
from pages.shared.about import show_about, show_freshness
from pages.shared.chart import show_chart
from pages.shared.data import gaps
from pages.shared.drawn import Drawn, drawn, show_drawn
from pages.shared.empty import show_empty
from pages.shared.options import pills, segments
from pages.shared.remember import remembered
from pages.shared.sections import linked_sections, section
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
    with linked_sections():
        show_purposes(choice)
        _show_bullets(choice, found)
        show_ranking(choice, found)
        _show_months(choice, found)
        show_beside(choice)
        show_platform_table(choice, found)
    show_freshness(choice)


def _show_bullets(choice: Choice, found: PlatformNumbers) -> None:
    """Goal against actual: a card per KPI, two beside each other where there is room."""
    section(say(N_("Goal against actual")), "goals")
    st.caption(
        say(N_("The bar is the actual, the upright stroke its goal, a dotted one a published reference."))
    )
    columns = st.columns(BULLET_COLUMNS)
    for place, key in enumerate(found.shown):
        with columns[place % BULLET_COLUMNS].container(border=True, key=f"platforms_bullets_{key}"):
            show_drawn(_bullets(choice.seen, key, choice, found), f"platforms.bullets.{key}")


@remembered(256)
def _bullets(seen: Hashable, key: str, _choice: Choice, _found: PlatformNumbers) -> Drawn:  # noqa: ARG001  (keys it)
    values, language = _found.known(key), _choice.language
    title = leader(values, KPIS[key].better is Better.MORE, language)
    return drawn(bullets(values, language, title=title), kpi_columns(key, _found, language), language)


@st.fragment
def _show_months(choice: Choice, found: PlatformNumbers) -> None:
    """Small multiples of one KPI. Choosing another, or another scale, reruns only this part."""
    section(say(N_("Month by month")), "months")
    names = {key: label(key, choice.language) for key in found.shown}
    key = pills(MONTHS, KPI, say(N_("KPI")), names, found.shown[0], hidden=True)
    one_scale = _choose_scale()
    rows = platform_history(choice, key)
    if not rows:
        st.info(say(N_("No platform has a value of it in these months.")))
        return
    show_chart(_multiples(choice.seen, key, one_scale, choice, rows), "platforms.months.chart")


@remembered(128)
def _multiples(
    seen: Hashable,  # noqa: ARG001  (keys it)
    key: str,
    one_scale: bool,
    _choice: Choice,
    _rows: Mapping[str, Sequence[Value]],
) -> Chart:
    return multiples(
        _rows,
        _choice.language,
        data_end=_choice.covered.end if _choice.covered else None,
        gaps=gaps(_choice, key),
        one_scale=one_scale,
    )


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
