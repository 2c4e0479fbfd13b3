"""What changes the whole page: the clock by which waits are measured, and what a point of the charts is."""

from typing import Final

import streamlit as st

from kpi.catalogue.kpis import Clock
from kpi.periods import Grain
from kpi.words import N_
from pages.response.numbers import ResponseNumbers
from pages.shared import own_choice
from pages.shared.options import segments, spoken
from pages.shared.presets import in_one_month
from pages.shared.state import Choice, say

EACH: Final = "each"
EACH_WIDGET: Final = "response.each"
GRAINS: Final = {Grain.MONTH: N_("By month"), Grain.WEEK: N_("By week"), Grain.DAY: N_("By day")}
CLOCK: Final = "clock"
CLOCK_WIDGET: Final = "response.clock"
CLOCKS: Final = {Clock.CALENDAR: N_("All hours"), Clock.BUSINESS: N_("Service hours")}


def chosen_grain(choice: Choice) -> Grain:
    """What a point of the charts is."""
    return Grain(own_choice.chosen(EACH, list(GRAINS), _usual(choice), EACH_WIDGET))


def _usual(choice: Choice) -> Grain:
    """A month, while nobody has chosen; a day for who has no more than a first month."""
    return Grain.DAY if in_one_month(choice.covered) else Grain.MONTH


def chosen_clock(found: ResponseNumbers) -> Clock:
    """The clock that was chosen; that of the calendar while no service hours are known."""
    asked = Clock(own_choice.chosen(CLOCK, list(CLOCKS), Clock.CALENDAR, CLOCK_WIDGET))
    return asked if found.has_hours else Clock.CALENDAR


def show_controls(choice: Choice, found: ResponseNumbers) -> None:
    """The clock by which waits are measured, and what a point of the charts is."""
    with st.container(horizontal=True, key="response_controls"):
        if found.has_hours:
            segments("response", CLOCK, say(N_("Waits are counted in")), spoken(CLOCKS), Clock.CALENDAR)
        segments("response", EACH, say(N_("A point for each")), spoken(GRAINS), _usual(choice))
