"""What the page lets people choose, kept in the address: who counts, within how many days, by what."""

from dataclasses import dataclass
from typing import Final

import streamlit as st

from kpi.answers.question import By
from kpi.answers.triangle import Who
from kpi.showing.charts.cohorts import days_text
from kpi.words import N_
from pages.shared.options import segments, spoken
from pages.shared.state import language, say

WINDOWS: Final = (1, 7, 30, 90)
PREFIX: Final = {
    Who.COHORT: "revisit_rate",
    Who.LIKERS: "revisit_rate_likers",
    Who.FIRST_VISITORS: "revisit_rate_first_visitors",
}
WHO: Final = {
    Who.COHORT: N_("As each channel records it"),
    Who.LIKERS: N_("After a Like"),
    Who.FIRST_VISITORS: N_("After a first visit"),
}
WHO_IS: Final = {
    Who.COHORT: N_("Counted from the first Like where the channel records Likes, else from the first visit."),
    Who.LIKERS: N_("Counted from the first recorded Like, on the channels that record Likes."),
    Who.FIRST_VISITORS: N_("Counted from the first recorded visit, whether or not the channel has Likes."),
}
BY: Final = {By.PLATFORM: N_("Platform"), By.CHANNEL: N_("Channel")}


@dataclass(frozen=True)
class Asked:
    """Who counts, the window in days, and whether there is a row for each platform or for each channel."""

    who: Who
    days: int
    by: By

    @property
    def kpi(self) -> str:
        return f"{PREFIX[self.who]}_{self.days}d"


def show_controls() -> Asked:
    """The page's own choices, beside each other."""
    windows = {str(days): days_text(days, language()) for days in WINDOWS}
    with st.container(horizontal=True, key="loyalty_controls"):
        days = segments("loyalty", "days", say(N_("Back within")), windows, "30")
        who = segments("loyalty", "who", say(N_("Who counts")), spoken(WHO), Who.COHORT)
        by = segments("loyalty", "by", say(N_("A row for each")), spoken(BY), By.PLATFORM)
    return Asked(Who(who), int(days), By(by))
