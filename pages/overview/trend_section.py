"""The one chart that matters most: a headline KPI over the months, the one furthest from its goal first."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from kpi.answers.value import Value
from kpi.catalogue.headline import HEADLINE
from kpi.periods import Period
from kpi.showing.charts.trend import trend
from kpi.showing.charts.words import label
from kpi.showing.findings import finding, in_need
from kpi.words import N_
from pages.overview.days import show_days
from pages.overview.moved import show_moved
from pages.overview.numbers import Numbers
from pages.shared.chart import show_chart
from pages.shared.data import gaps, marks
from pages.shared.options import pills, segments
from pages.shared.state import Choice, say
from pages.shared.tables import time_table

PAGE: Final = "overview.trend"
KPI: Final = "kpi"
EACH: Final = "each"
MONTH: Final = "month"
DAY: Final = "day"


@st.fragment
def show_trend(choice: Choice, found: Numbers) -> None:
    """The chart of one headline KPI, and its numbers as a table. Choosing another reruns only this part."""
    drawable = [key for key in HEADLINE if _known(found.history[key]) > 1]
    if not drawable:
        return
    each = _choose_pieces()
    names = {key: label(key, choice.language) for key in drawable}
    key = pills(PAGE, KPI, say(N_("KPI")), names, first_shown(found, drawable), hidden=True)
    title = finding(found.now[key], found.before[key], choice.language)
    if each == DAY:
        show_days(choice, key, title)
    else:
        _show_months(choice, _from_first_known(found.history[key]), title)
    show_moved(choice, found.now[key], found.before[key])


def _choose_pieces() -> str:
    """The header, which says what a point is, and the choice of it beside it."""
    names = {MONTH: say(N_("By month")), DAY: say(N_("By day"))}
    with st.container(horizontal=True, vertical_alignment="center", key="overview_trend_head"):
        head = st.empty()
        each = segments(PAGE, EACH, say(N_("A point for each")), names, MONTH, hidden=True)
        head.header(say(N_("Month by month") if each == MONTH else N_("Day by day")), anchor=False)
    return each


def _show_months(choice: Choice, history: Sequence[Value], title: str) -> None:
    """A point for each of the months up to the end of the period."""
    chart = trend(
        history,
        choice.language,
        marks=marks(choice, Period(history[0].period.start, history[-1].period.end)),
        data_end=choice.covered.end if choice.covered else None,
        gaps=[gap for of_platform in gaps(choice, history[0].key).values() for gap in of_platform],
        title=title,
    )
    st.markdown(f"**{chart.title}**")
    show_chart(chart, "overview.trend.chart")
    time_table(history, choice.language)


def first_shown(found: Numbers, drawable: Sequence[str]) -> str:
    """The KPI of which most is missing from a goal, on a platform or in all; else the first."""
    keys = [one.value.key for one in in_need(list(found.now.values()), found.of_platforms)]
    return next((key for key in keys if key in drawable), drawable[0])


def _known(values: Sequence[Value]) -> int:
    return sum(value.value is not None for value in values)


def _from_first_known(values: Sequence[Value]) -> Sequence[Value]:
    """Without the months before the KPI was first known: an axis of nothing says nothing."""
    first = next((i for i, value in enumerate(values) if value.value is not None), 0)
    return values[first:]
