"""What changes the whole page: the clock by which waits are measured, and what a point of the charts is."""

from typing import Final

import streamlit as st

from kpi.catalogue.kpis import Clock
from kpi.periods import Grain
from kpi.words import N_
from pages.response.numbers import ResponseNumbers
from pages.shared import own_choice
from pages.shared.state import say

EACH: Final = "each"
EACH_WIDGET: Final = "response.each"
GRAINS: Final = {Grain.MONTH: N_("By month"), Grain.WEEK: N_("By week"), Grain.DAY: N_("By day")}
CLOCK: Final = "clock"
CLOCK_WIDGET: Final = "response.clock"
CLOCKS: Final = {Clock.CALENDAR: N_("All hours"), Clock.BUSINESS: N_("Service hours")}


def chosen_grain() -> Grain:
    """What a point of the charts is."""
    return Grain(own_choice.chosen(EACH, list(GRAINS), Grain.MONTH, EACH_WIDGET))


def chosen_clock(found: ResponseNumbers) -> Clock:
    """The clock that was chosen; that of the calendar while no service hours are known."""
    asked = Clock(own_choice.chosen(CLOCK, list(CLOCKS), Clock.CALENDAR, CLOCK_WIDGET))
    return asked if found.has_hours else Clock.CALENDAR


def show_controls(found: ResponseNumbers) -> None:
    """The clock by which waits are measured, and what a point of the charts is."""
    with st.container(horizontal=True, key="response_controls"):
        if found.has_hours:
            _choice(say(N_("Waits are counted in")), CLOCKS, CLOCK, Clock.CALENDAR, CLOCK_WIDGET)
        _choice(say(N_("A point for each")), GRAINS, EACH, Grain.MONTH, EACH_WIDGET)


def _choice(
    words: str, options: dict[Clock, str] | dict[Grain, str], name: str, default: str, key: str
) -> None:
    names = {str(option): say(said) for option, said in options.items()}
    st.segmented_control(
        words,
        list(names),
        format_func=names.__getitem__,
        key=key,
        on_change=own_choice.keeper(name, key, default),
        required=True,
    )
