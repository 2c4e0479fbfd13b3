"""The week by hour: when messages come in, and how long those of each hour wait."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final

import streamlit as st

from kpi.catalogue.units import Unit
from kpi.showing.charts.week_heat import came_in, hour_name, late, late_share, waited
from kpi.showing.schedules import weekday_names
from kpi.words import N_
from pages.response.asked import week_of
from pages.shared.drawn import Drawn, drawn, show_drawn
from pages.shared.options import segments
from pages.shared.remember import remembered
from pages.shared.sections import section
from pages.shared.state import Choice, say

HOURS = 24
SEEN: Final = "seen"
INBOUND: Final = "inbound"
WAIT: Final = "wait"
LATE: Final = "late"


@st.fragment
def show_week(choice: Choice) -> None:
    """Two heat maps of the 168 hours, each with its table; choosing what the second shows reruns only this part."""
    section(say(N_("The week by hour")), "week", say(N_("The week")))
    seen = _choose_seen()
    for column, what in zip(st.columns(2), (INBOUND, seen), strict=True):
        with column:
            key = "response.week.inbound" if what == INBOUND else "response.week.fast"
            show_drawn(_map(choice.seen, what, choice), key)
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


@remembered(192)
def _map(seen: Hashable, what: str, _choice: Choice) -> Drawn:  # noqa: ARG001  (keys it)
    """When messages come in, how long each hour's questions waited, or which share of them was late."""
    hours, language = week_of(_choice), _choice.language
    if what == INBOUND:
        busiest = hour_name(max(hours, key=lambda hour: hour.inbound), language)
        chart = came_in(hours, language, title=say(N_("Most messages come on {hour}"), hour=busiest))
        table = week_table(hours, lambda hour: language.number(hour.inbound), _choice)
    elif what == WAIT:
        chart = waited(hours, language, title=say(N_("How long half of each hour’s questions waited")))
        table = week_table(hours, lambda hour: language.value(hour.median, Unit.SECONDS), _choice)
    else:
        chart = late(hours, language, title=say(N_("How many of each hour’s questions waited over 24 hours")))
        table = week_table(hours, lambda hour: language.value(late_share(hour), Unit.SHARE), _choice)
    return drawn(chart, table, language)


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
