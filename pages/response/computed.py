"""How the page's figures are computed, for those that are no KPI; KPIs explain themselves on their tiles."""

import streamlit as st

from kpi.words import N_
from pages.shared.state import say

TOLD = (
    N_(
        "**Question**: the first unanswered message of a conversation. It is answered by the next message of a person; automated ones do not count. It belongs to the day on which it came in."
    ),
    N_(
        "**How the waits are spread**: the answered questions of the period by their wait, counted exactly; those without an answer by the end of the data stand apart. A wait of exactly an hour counts as up to 1 h."
    ),
    N_(
        "**Median and 90th percentile**: from a histogram whose classes are at most 2% wide, so they are right within 1%. Questions without an answer have no wait yet; the shares answered in time count them as late once their time is over."
    ),
    N_(
        "**Service hours**: only the seconds in which the channel’s schedule says that somebody answers. Public holidays are closed where the schedule says so."
    ),
    N_(
        "**Who still waits**: all open questions of the platforms chosen, whenever they came in, at the last message of any channel. A question that nobody ever answers stays open."
    ),
)


def show_computed() -> None:
    """The definitions, closed until somebody asks."""
    with st.expander(say(N_("How it is computed"))):
        st.markdown("\n".join(f"- {say(one)}" for one in TOLD))
