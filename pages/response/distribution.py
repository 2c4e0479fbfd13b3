"""How the waits of the period are spread: a bar for each class, the period before in grey."""

from typing import Final

import streamlit as st

from kpi.catalogue.kpis import Clock
from kpi.catalogue.units import Quantity, Unit
from kpi.rollup.buckets import DAY, HOUR
from kpi.showing.charts.wait_bars import bin_columns, bin_name, wait_bars
from kpi.words import N_
from pages.response.asked import waits_of
from pages.response.numbers import MEDIAN, P90, ResponseNumbers
from pages.shared.chart import show_chart
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import closed_table

IN_SERVICE: Final = N_("How the waits are spread, in service hours")


def show_distribution(choice: Choice, found: ResponseNumbers, clock: Clock) -> None:
    """The classes on the clock that was chosen; the promise's line where it ends one of them."""
    waits, language = waits_of(choice, choice.period, clock), choice.language
    heading = N_("How the waits are spread") if clock is Clock.CALENDAR else IN_SERVICE
    section(say(heading), "spread", say(N_("Spread")))
    if not waits.answered:
        st.info(say(N_("None of the questions has an answer yet.")))
        return
    late = waits.answered - waits.within(DAY) + waits.still_open
    chart = wait_bars(
        waits,
        waits_of(choice, choice.before, clock),
        language,
        title=say(
            N_("{soon} waited an hour at most; {late} more than a day, or have no answer yet"),
            soon=Quantity(waits.within(HOUR) / (waits.answered + waits.still_open), Unit.SHARE),
            late=Quantity(late / (waits.answered + waits.still_open), Unit.SHARE),
        ),
        promised=_promised(found) if clock is Clock.CALENDAR else None,
    )
    st.markdown(f"**{chart.title}**")
    show_chart(chart, "response.distribution")
    names = [bin_name(one, language) for one in waits.bins] + [say(N_("no answer yet"))]
    counts = [one.turns for one in waits.bins] + [waits.still_open]
    closed_table(bin_columns(counts, names, language, say(N_("Wait"))), language)
    if waits.unserved:
        st.caption(
            language.plural(
                N_("Without {count} answered question that no schedule of service hours covers."),
                N_("Without {count} answered questions that no schedule of service hours covers."),
                waits.unserved,
            )
        )


def _promised(found: ResponseNumbers) -> float | None:
    """The reply time that was promised: that of the first of these KPIs that has a goal."""
    keys = (P90[Clock.CALENDAR], MEDIAN[Clock.CALENDAR], "reply_time_mean")
    goals = (found.now[key].goal for key in keys)
    return next((goal.target for goal in goals if goal is not None), None)
