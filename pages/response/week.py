"""The week by hour: when messages come in, and how long those of each hour wait."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import streamlit as st

from kpi.answers.heat_map import HourOfWeek
from kpi.catalogue.units import Unit
from kpi.showing.charts.figure import Chart
from kpi.showing.charts.week_heat import came_in, hour_name, late, late_share, waited
from kpi.showing.schedules import weekday_names
from kpi.words import N_
from pages.response.asked import week_of
from pages.shared.chart import show_chart
from pages.shared.options import segments
from pages.shared.state import Choice, say
from pages.shared.tables import closed_table

HOURS = 24
SEEN: Final = "seen"
WAIT: Final = "wait"
LATE: Final = "late"


@st.fragment
def show_week(choice: Choice) -> None:
    """Two heat maps of the 168 hours, each with its table; choosing what the second shows reruns only this part."""
    hours, language = week_of(choice), choice.language
    st.header(say(N_("The week by hour")), anchor=False)
    seen = _choose_seen()
    first, second = st.columns(2)
    with first:
        busiest = hour_name(max(hours, key=lambda hour: hour.inbound), language)
        chart = came_in(hours, language, title=say(N_("Most messages come on {hour}"), hour=busiest))
        _show(chart, "response.week.inbound")
        closed_table(week_table(hours, lambda hour: language.number(hour.inbound), choice), language)
    with second:
        _show_how_fast(hours, seen, choice)
    st.caption(
        say(
            N_("Hours on the clocks of {timezone}, added over the period; an empty cell had none."),
            timezone=choice.institution.timezone,
        )
    )


def _choose_seen() -> str:
    """What the second map shows."""
    names = {WAIT: say(N_("Median wait")), LATE: say(N_("Late answers"))}
    return segments("response", SEEN, say(N_("How fast it was answered")), names, WAIT, hidden=True)


def _show_how_fast(hours: Sequence[HourOfWeek], seen: str, choice: Choice) -> None:
    """How long each hour's questions waited, or which share of them was late."""
    language = choice.language
    if seen == WAIT:
        chart = waited(hours, language, title=say(N_("How long half of each hour’s questions waited")))
        table = week_table(hours, lambda hour: language.value(hour.median, Unit.SECONDS), choice)
    else:
        chart = late(hours, language, title=say(N_("How many of each hour’s questions waited over 24 hours")))
        table = week_table(hours, lambda hour: language.value(late_share(hour), Unit.SHARE), choice)
    _show(chart, "response.week.fast")
    closed_table(table, language)


def _show(chart: Chart, key: str) -> None:
    st.markdown(f"**{chart.title}**")
    show_chart(chart, key)


def week_table(hours: Sequence[Any], text: Callable[[Any], str], choice: Choice) -> dict[str, list[str]]:
    """The 168 hours as a table: a row for each hour of the clock, a column for each weekday."""
    names = weekday_names(choice.language)
    return {
        say(N_("Hour")): [f"{hour}–{hour + 1}" for hour in range(HOURS)],
        **{
            name.capitalize(): [text(hour) for hour in hours[day * HOURS : (day + 1) * HOURS]]
            for day, name in enumerate(names)
        },
    }
