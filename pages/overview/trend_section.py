"""The one chart that matters most: a headline KPI over the months, the one furthest from its goal first."""

from collections.abc import Hashable, Sequence
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
from pages.shared.data import gaps, marks
from pages.shared.drawn import Drawn, drawn, show_drawn
from pages.shared.options import pills, segments
from pages.shared.remember import remembered
from pages.shared.state import Choice, say
from pages.shared.tables import time_columns

PAGE: Final = "overview.trend"
KPI: Final = "kpi"
EACH: Final = "each"
MONTH: Final = "month"
DAY: Final = "day"


@st.fragment
def show_trend(choice: Choice, found: Numbers) -> None:
    """The chart of one headline KPI, and its numbers as a table. Choosing another reruns only this part."""
    drawable = [key for key in HEADLINE if _known(found.history[key])]
    if not drawable:
        return
    several = any(_known(found.history[key]) > 1 for key in drawable)
    each = _choose_pieces(MONTH if several else DAY)
    names = {key: label(key, choice.language) for key in drawable}
    key = pills(PAGE, KPI, say(N_("KPI")), names, first_shown(found, drawable), hidden=True)
    title = finding(found.now[key], found.before[key], choice.language)
    if each == DAY:
        show_days(choice, key, title)
    else:
        show_drawn(_months(choice.seen, key, choice, found, title), "overview.trend.chart")
    show_moved(choice, found.now[key], found.before[key])


def _choose_pieces(default: str) -> str:
    """The header, which says what a point is, and the choice of it beside it.

    The data of a first month alone are one point by month: days are the default then.
    """
    names = {MONTH: say(N_("By month")), DAY: say(N_("By day"))}
    with st.container(horizontal=True, vertical_alignment="center", key="overview_trend_head"):
        head = st.empty()
        each = segments(PAGE, EACH, say(N_("A point for each")), names, default, hidden=True)
        head.header(say(N_("Month by month") if each == MONTH else N_("Day by day")), anchor=False)
    return each


@remembered(256)
def _months(seen: Hashable, key: str, _choice: Choice, _found: Numbers, _title: str) -> Drawn:  # noqa: ARG001  (keys it)
    """A point for each of the months up to the end of the period."""
    history, language = _from_first_known(_found.history[key]), _choice.language
    chart = trend(
        history,
        language,
        marks=marks(_choice, Period(history[0].period.start, history[-1].period.end)),
        data_end=_choice.covered.end if _choice.covered else None,
        gaps=[gap for of_platform in gaps(_choice, key).values() for gap in of_platform],
        title=_title,
    )
    return drawn(chart, time_columns(history, language), language)


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
