"""Response: title, sentence, headline row, the waits over time, and what lies behind them."""

import streamlit as st

from kpi.catalogue.kpis import Clock
from kpi.catalogue.measures import Fact
from kpi.showing.changes import during
from kpi.words import N_
from pages.response import over_time
from pages.response.asked import open_at_the_end, waits_of
from pages.response.by_platform import show_by_platform
from pages.response.choosing import chosen_clock, chosen_grain, show_controls
from pages.response.clocks import show_clocks
from pages.response.computed import show_computed
from pages.response.distribution import show_distribution
from pages.response.happened import show_events
from pages.response.numbers import MEDIAN, P90, SHARES, ResponseNumbers, response_numbers
from pages.response.still_waiting import show_waiting
from pages.response.week import show_week
from pages.response.what_if import show_what_if
from pages.response.words import summary, title, waiting
from pages.shared.about import show_about, show_freshness
from pages.shared.data import causes_of, coverage
from pages.shared.empty import show_empty
from pages.shared.sections import linked_sections
from pages.shared.state import Choice, current, say
from pages.shared.tiles import Tile, show_tiles


def show() -> None:
    choice = current()
    grain = chosen_grain(choice)
    found = response_numbers(choice, grain)
    if found.is_empty:
        _show_nothing(choice)
        return
    clock = chosen_clock(found)
    _show_head(choice, found)
    with linked_sections():
        show_controls(choice, found)
        show_tiles(_tiles(found, clock), choice.language)
        over_time.show_waits(choice, found, clock)
        over_time.show_shares(choice, found)
        show_distribution(choice, found, clock)
        show_clocks(choice, found)
        show_week(choice)
        over_time.show_backlog(choice, found)
        show_waiting(choice)
        show_events(choice, grain)
        show_by_platform(choice, found)
        show_what_if(choice, found)
    show_computed()
    show_freshness(choice)


def _show_head(choice: Choice, found: ResponseNumbers) -> None:
    in_time = found.now["answered_within_24h"]
    st.title(title(in_time, choice.period, choice.language), anchor=False)
    show_about(choice)
    waits = waits_of(choice, choice.period, Clock.CALENDAR)
    said = [
        summary(waits, found.now[MEDIAN[Clock.CALENDAR]], found.now[P90[Clock.CALENDAR]], choice.language),
        waiting(open_at_the_end(choice, None), choice.language),
    ]
    (cause,) = causes_of(choice, [in_time])
    if cause is not None:
        said.append(say(N_("The gap to the goal comes mostly from: {cause}."), cause=cause))
    st.markdown(" ".join(said))


def _tiles(found: ResponseNumbers, clock: Clock) -> list[Tile]:
    keys = (MEDIAN[clock], P90[clock], *SHARES, "backlog")
    return [Tile(found.now[key], found.before[key], found.history[key]) for key in keys]


def _show_nothing(choice: Choice) -> None:
    """Why there is nothing to see: no data at all, no messages, or none in this period."""
    reach = [row.period for row in coverage(choice) if row.fact == Fact.MESSAGE]
    if choice.covered is None:
        show_empty(choice)
        return
    if reach:
        st.title(say(N_("No questions in this period")), anchor=False)
        st.write(
            say(
                N_(
                    "No customer wrote {when} on these platforms. Their messages reach from {first} to {last}: choose another period in the sidebar."
                ),
                when=during(choice.period, choice.language),
                first=min(reach).first,
                last=max(period.last for period in reach),
            )
        )
        return
    st.title(say(N_("No messages yet")), anchor=False)
    st.write(
        say(
            N_(
                "How fast somebody answers is measured from messages: an export of the care tool, or our template for messages. None was imported for these platforms."
            )
        )
    )
    st.page_link("data/page.py", label=say(N_("Go to the data")), icon=":material/upload_file:")


show()
