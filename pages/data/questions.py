"""What only a person can say about a file: its network, whose account it is of, of which year its dates are.

They are asked only where the file was refused for want of them, beside the file, and one click goes on.
"""

from dataclasses import replace
from typing import Final

import streamlit as st

from kpi.importing.asking import Asks, asks, offers
from kpi.importing.channels import AnotherAccount, UnreadableChannel, parse_channel
from kpi.importing.conversations import NO_HANDLE
from kpi.importing.reading import WHICH_CHANNEL
from kpi.importing.report import Report
from kpi.importing.years import NO_LEAP_DAY
from kpi.periods import LAST_YEAR, date_of
from kpi.platforms import BY_KEY, PLATFORMS, Account
from kpi.store.institutions import channels
from kpi.words import N_
from pages.data.answers import Answers
from pages.shared import data
from pages.shared.state import Choice, say

MOST_BUTTONS: Final = 6
OF_CONVERSATIONS: Final = "web"
"""Where a desk's conversations most often count: no export of it names a network."""

WHOSE: Final = {
    NO_HANDLE: N_("Which account is this file of? It holds conversations of several companies."),
    WHICH_CHANNEL: N_("Which account do these conversations count for? The export does not say."),
    AnotherAccount.template: N_("Is this a second account? Files that name none count for the other so far."),
}
FIRST_YEAR: Final = 2004
YEARS_OFFERED: Final = 4


def ask(choice: Choice, report: Report, answers: Answers, key: str) -> Answers | None:
    """What the file was refused for want of, asked for; `answers` with it, or None while nobody has said it."""
    match asks(report):
        case Asks.NETWORK:
            found = _ask_network(report, key)
            return replace(answers, channel=f"{found}:") if found else None
        case Asks.CHANNEL:
            channel = _ask_channel(choice, report, key)
            return replace(answers, channel=channel) if channel else None
        case Asks.YEAR:
            year = _ask_year(choice, report, key)
            return replace(answers, year=year) if year else None
        case None:
            return None


def _ask_network(report: Report, key: str) -> str | None:
    title = report.reason.values.get("title", "") if report.reason else ""
    return st.pills(
        say(N_("Which network is the chart “{title}” of?"), title=title),
        offers(report),
        format_func=lambda network: say(BY_KEY[network].label),
        key=f"{key}.network",
        help=say(N_("Meta gives this chart the same title on both. It goes to your account there.")),
    )


def _ask_channel(choice: Choice, report: Report, key: str) -> str | None:
    """The account that the file is of: one of those that it or the institution suggests, or another one.

    Where nobody suggests any there is nothing to choose from, so that the account is typed in place.
    """
    template = report.reason.template if report.reason else ""
    question = WHOSE.get(template, N_("Which account is this file of?"))
    known = offers(report) or _accounts_of(choice)
    st.markdown(say(question))
    likely = OF_CONVERSATIONS if template == WHICH_CHANNEL else known[0].partition(":")[0] if known else ""
    if not known:
        return _type_channel(likely, key)
    with st.container(horizontal=True, vertical_alignment="center"):
        picked = st.pills(
            say(question),
            known[:MOST_BUTTONS],
            format_func=lambda name: choice.language.write(Account.of(name)),
            key=f"{key}.channel",
            label_visibility="collapsed",
        )
        with st.popover(say(N_("Another account…")), type="tertiary", key=f"{key}.other"):
            typed = _type_channel(likely, key)
    return typed or picked


def _accounts_of(choice: Choice) -> tuple[str, ...]:
    with choice.reading() as connection:
        return tuple(
            row.name if row.handle else f"{row.name}:" for row in channels(connection, choice.institution.id)
        )


def _type_channel(likely: str, key: str) -> str | None:
    """An account that nobody suggested, by platform, of which `likely` is shown first, and name."""
    platforms = [platform.key for platform in PLATFORMS]
    platform = st.selectbox(
        say(N_("Platform")),
        platforms,
        index=platforms.index(likely or platforms[0]),
        format_func=lambda one: say(BY_KEY[one].label),
        key=f"{key}.platform",
        filter_mode=None,
    )
    handle = st.text_input(say(N_("Name of the account")), key=f"{key}.handle").strip()
    if not handle:
        return None
    try:
        parse_channel(f"{platform}:{handle}")
    except UnreadableChannel as error:
        st.caption(say(error.message))
        return None
    return f"{platform}:{handle}"


def _ask_year(choice: Choice, report: Report, key: str) -> int | None:
    """The year of the file's last row: the latest are one click away, any other can be typed."""
    last = report.reason.values.get("last", "") if report.reason else ""
    newest = date_of(data.today(choice.institution)).year
    if report.reason and report.reason.template == NO_LEAP_DAY:
        st.caption(say(report.reason))
    years = [newest - step for step in range(YEARS_OFFERED)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.pills(
            say(N_("Of which year is the last row ({last})?"), last=last)
            if last
            else say(N_("Of which year is the last row?")),
            years,
            format_func=str,
            key=f"{key}.year",
            help=say(
                N_(
                    "The dates in this export have no year. With that of the last row, the years of the others follow from their order."
                )
            ),
        )
        with st.popover(say(N_("Another year…")), type="tertiary", key=f"{key}.other"):
            typed = st.number_input(
                say(N_("Year of the last row")),
                min_value=FIRST_YEAR,
                max_value=LAST_YEAR,
                value=None,
                step=1,
                placeholder=str(newest),
                key=f"{key}.typed_year",
            )
    return int(typed) if typed is not None else picked
