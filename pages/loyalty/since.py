"""The triangle of cohorts: of those who came first in a month or week, how many were back by when."""

from typing import Final

import streamlit as st

from kpi.answers.triangle import Who
from kpi.answers.value import Missing
from kpi.periods import Grain, Period, history_period, start_of
from kpi.showing.charts.cohorts import cohorts, days_text, piece_name, share_text
from kpi.showing.charts.words import platform_name
from kpi.words import N_
from pages.loyalty.chosen import Asked
from pages.loyalty.numbers import DAYS_SHOWN, LoyaltyNumbers, cohorts_of
from pages.shared.chart import show_chart
from pages.shared.options import segments, spoken
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import closed_table

WEEKS: Final = 13
GRAINS: Final = {Grain.MONTH: N_("Month"), Grain.WEEK: N_("Week")}


def show_cohorts(choice: Choice, asked: Asked, found: LoyaltyNumbers) -> None:
    platforms = [key for key in choice.shown if key in {value.platform for value in found.returned}]
    if platforms:
        _show(choice, asked.who, platforms)


@st.fragment
def _show(choice: Choice, who: Who, platforms: list[str]) -> None:
    """The triangle of one platform. Choosing another platform or grain reruns only this part."""
    language = choice.language
    section(say(N_("How soon they come back")), "soon")
    with st.container(horizontal=True):
        names = {key: platform_name(key, language) for key in platforms}
        platform = segments("loyalty", "cohorts", say(N_("Of")), names, platforms[0])
        grain = Grain(segments("loyalty", "each", say(N_("A row for each")), spoken(GRAINS), Grain.MONTH))
    rows = cohorts_of(choice, platform, who, grain, _period(choice, grain))
    if not rows:
        st.info(
            say(N_("Nobody came for the first time on {platform} in these months."), platform=names[platform])
        )
        return
    title = say(
        N_("{platform}: % of each {grain}’s newcomers back by day"),
        platform=names[platform],
        grain=say(_OF[grain]),
    )
    st.caption(
        say(
            N_(
                "Each row is a {grain} and how many came first in it; each column the share, in per cent, that was back by that day. Empty: the days have not passed."
            ),
            grain=say(_OF[grain]),
        )
    )
    st.markdown(f"**{title}**")
    show_chart(cohorts(rows, language, title=title), "loyalty.triangle")
    columns = {
        say(N_("Came first in")): [piece_name(row.period, language) for row in rows],
        say(N_("People")): [language.number(row.size) for row in rows],
    }
    for place, days in enumerate(DAYS_SHOWN):
        columns[days_text(days, language)] = [share_text(row.returned[place], language) for row in rows]
    closed_table(columns, language)
    if all(one.missing is Missing.NOT_COMPLETE for row in rows for one in row.returned):
        st.caption(say(N_("No days have passed yet for any of them.")))


_OF: Final = {Grain.MONTH: N_("month"), Grain.WEEK: N_("week")}


def _period(choice: Choice, grain: Grain) -> Period:
    """Thirteen months, or thirteen weeks, up to the end of the period."""
    if grain is Grain.MONTH:
        return history_period(choice.period)
    return Period(start_of(choice.period.end - 1, Grain.WEEK) - 7 * (WEEKS - 1), choice.period.end)
