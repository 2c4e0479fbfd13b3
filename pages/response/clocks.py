"""The two clocks: how long a customer waits, and how much of it lies in service hours."""

import streamlit as st

from kpi.catalogue.kpis import Clock
from kpi.catalogue.units import Quantity, Unit
from kpi.showing.charts.pairs import Pair, pairs
from kpi.showing.charts.words import label, platform_name
from kpi.words import N_
from pages.response.numbers import MEDIAN, P90, ResponseNumbers
from pages.shared.chart import show_chart
from pages.shared.explain import number
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import closed_table


def show_clocks(choice: Choice, found: ResponseNumbers) -> None:
    """Median and 90th percentile of each platform on both clocks; without service hours, where to set them."""
    section(say(N_("The customer’s clock and ours")), "clocks", say(N_("Two clocks")))
    if not found.has_hours:
        st.write(
            say(
                N_(
                    "A customer who writes on Saturday waits for Monday. How much of a wait lies in your service hours is known once they are set."
                )
            )
        )
        st.page_link("hours/page.py", label=say(N_("Set the service hours")), icon=":material/schedule:")
        return
    ours, theirs = found.now[MEDIAN[Clock.BUSINESS]], found.now[MEDIAN[Clock.CALENDAR]]
    if ours.value is not None and theirs.value is not None:
        st.markdown(
            say(
                N_("Half of the customers wait no longer than {theirs}; in service hours that is {ours}."),
                theirs=Quantity(theirs.value, Unit.SECONDS),
                ours=Quantity(ours.value, Unit.SECONDS),
            )
        )
    for column, keys in zip(st.columns(2), (MEDIAN, P90), strict=True):
        with column:
            _show_pairs(choice, found, keys)
    st.caption(say(N_("○ all hours, as the customer waits   ● service hours only")))


def _show_pairs(choice: Choice, found: ResponseNumbers, keys: dict[Clock, str]) -> None:
    language = choice.language
    of = {platform_name(name, language): row for name, row in found.by_platform.items()}
    if len(of) > 1:
        of[say(N_("Together"))] = found.now
    rows = [
        Pair(name, row[keys[Clock.CALENDAR]].value, row[keys[Clock.BUSINESS]].value)
        for name, row in of.items()
    ]
    names = (say(N_("All hours")), say(N_("Service hours")))
    chart = pairs(rows, Unit.SECONDS, language, names=names, title=label(keys[Clock.CALENDAR], language))
    st.markdown(f"**{chart.title}**")
    show_chart(chart, f"response.clocks.{keys[Clock.CALENDAR]}")
    closed_table(
        {
            say(N_("Platform")): list(of),
            names[0]: [number(row[keys[Clock.CALENDAR]], language) for row in of.values()],
            names[1]: [number(row[keys[Clock.BUSINESS]], language) for row in of.values()],
        },
        language,
    )
