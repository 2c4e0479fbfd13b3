"""What only a person can say about a file: whose account it is of, and of which year its dates are.

They are asked only where the file was refused for want of them.
"""

from dataclasses import dataclass

import streamlit as st

from kpi.importing.channels import SeveralChannels
from kpi.importing.conversations import NO_HANDLE
from kpi.importing.layout import layout_named
from kpi.importing.report import Report
from kpi.importing.years import NO_LEAP_DAY, NO_YEAR
from kpi.words import N_
from pages.shared.state import say


@dataclass(frozen=True)
class Answers:
    """`channel` is "platform:handle", `year` that of the file's last row; None where nobody had to say."""

    channel: str | None = None
    year: int | None = None


NOTHING = Answers()


def needs_channel(report: Report) -> bool:
    return report.reason is not None and report.reason.template in (NO_HANDLE, SeveralChannels.template)


def needs_year(report: Report) -> bool:
    return report.reason is not None and report.reason.template in (NO_YEAR, NO_LEAP_DAY)


def ask_channel(report: Report, key: str) -> str | None:
    """The account that a person names, as the importer wants it; None while nobody has."""
    several = report.reason is not None and report.reason.template == SeveralChannels.template
    offered = _offered(report, "channels" if several else "authors")
    picked = st.selectbox(
        say(N_("Which account is this file of?"))
        if several
        else say(N_("Which of the accounts in this file is yours?")),
        offered,
        index=None,
        placeholder=say(N_("Choose it, or type its name")),
        accept_new_options=True,
        key=f"{key}.channel",
        help=None
        if several
        else say(
            N_("The file holds conversations of several companies. Only those with your account are taken.")
        ),
    )
    if not picked:
        return None
    return picked if several else f"{_platform(report)}:{picked}"


def ask_year(report: Report, key: str, likely: int) -> int | None:
    """The year of the file's last row; None while nobody has said it."""
    last = report.reason.values.get("last", "") if report.reason else ""
    year = st.number_input(
        say(N_("Of which year is the last row ({last})?"), last=last)
        if last
        else say(N_("Of which year is the last row?")),
        min_value=2004,
        max_value=likely + 1,
        value=None,
        step=1,
        placeholder=str(likely),
        key=f"{key}.year",
        help=say(
            N_(
                "The dates in this export have no year. With that of the last row, the years of the others follow from their order."
            )
        ),
        width=320,
    )
    return int(year) if year is not None else None


def _offered(report: Report, name: str) -> list[str]:
    """The accounts that the refusal names."""
    text = str(report.reason.values.get(name, "")) if report.reason else ""
    return [part.strip().lstrip("@") for part in text.split(",") if part.strip()]


def _platform(report: Report) -> str:
    return layout_named(report.layout).platform if report.layout else ""
