"""Who still waits at the end of the data: by age, and one by one those that wait longest. No personal data."""

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

import streamlit as st

from kpi.answers.open_turns import OpenTurn, OpenTurns
from kpi.catalogue.units import Unit
from kpi.platforms import Account
from kpi.rollup.buckets import DAY
from kpi.showing.charts.wait_bars import age_bars, bin_name
from kpi.showing.charts.words import platform_name
from kpi.words import N_
from pages.response.asked import open_at_the_end
from pages.shared import own_choice
from pages.shared.chart import show_chart
from pages.shared.html import show_html
from pages.shared.options import segments
from pages.shared.state import Choice, say
from pages.shared.tables import closed_table, table_html

OPEN: Final = "open"
WIDGET: Final = "response.open"
RECENT: Final = "30d"
ALL: Final = "all"
MONTH: Final = 30 * DAY
LIMITS: Final = {RECENT: MONTH, ALL: None}


@st.fragment
def show_waiting(choice: Choice) -> None:
    """The ages as bars, and the longest waits in a table; choosing others reruns only this part."""
    names = {RECENT: say(N_("Up to 30 days")), ALL: say(N_("All"))}
    asked = own_choice.chosen(OPEN, list(names), RECENT, WIDGET)
    found = open_at_the_end(choice, LIMITS[asked])
    if not found.count:
        return
    left, right = st.columns((2, 3))
    with left:
        _show_ages(choice, found)
    with right:
        st.markdown(f"**{say(N_('Who waits longest'))}**")
        segments("response", OPEN, say(N_("Open for")), names, RECENT, hidden=True)
        _show_longest(choice, found, asked)


def _show_ages(choice: Choice, found: OpenTurns) -> None:
    language = choice.language
    when = _moment(found.cutoff or 0, choice)
    chart = age_bars(
        found,
        language,
        title=language.plural(
            N_("{count} question is open at the end of the data, {when}"),
            N_("{count} questions are open at the end of the data, {when}"),
            found.count,
            when=when,
        ),
    )
    st.markdown(f"**{chart.title}**")
    show_chart(chart, "response.ages")
    closed_table(
        {
            say(N_("Open for")): [bin_name(age, language) for age in found.ages],
            say(N_("Questions")): [language.number(age.turns) for age in found.ages],
        },
        language,
    )


def _show_longest(choice: Choice, found: OpenTurns, asked: str) -> None:
    language = choice.language
    if not found.longest:
        st.write(say(N_("Nobody has been waiting for less than 30 days.")))
        return
    show_html(
        table_html(
            {
                say(N_("Platform")): [_where(turn, choice) for turn in found.longest],
                say(N_("Since")): [_moment(turn.since, choice) for turn in found.longest],
                say(N_("Waits for")): [language.value(turn.wait, Unit.SECONDS) for turn in found.longest],
                say(N_("In service hours")): [
                    language.value(turn.business_wait, Unit.SECONDS) for turn in found.longest
                ],
            },
            say(N_("Who waits longest")),
        )
    )
    st.caption(_counted_to(found, choice))
    if asked == RECENT:
        st.caption(
            say(N_("Older ones are under “All”: whoever has waited for months may never be answered."))
        )


def _counted_to(found: OpenTurns, choice: Choice) -> str:
    """The moment to which all waits are counted, and the channels whose own data end well before it."""
    moment = say(
        N_("All waits are counted to {when}, the last message of any channel."),
        when=_moment(found.cutoff or 0, choice),
    )
    older = [
        say(
            N_("{channel} (until {when})"),
            channel=choice.language.write(Account(one.platform, one.channel)),
            when=_moment(one.last_message, choice),
        )
        for one in found.older
    ]
    if not older:
        return moment
    said = N_(
        "The messages of {channels} end a week or more before it: whoever waits there may have been answered since."
    )
    return f"{moment} {say(said, channels=older)}"


def _where(turn: OpenTurn, choice: Choice) -> str:
    name = platform_name(turn.platform, choice.language)
    return f"{name} · {turn.channel}" if turn.channel else name


def _moment(instant: int, choice: Choice) -> str:
    """A day and a time on the institution's clocks: "20 nov 2026 21:14"."""
    when = datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(choice.institution.timezone))
    return f"{choice.language.date(when.date())} {when:%H:%M}"
