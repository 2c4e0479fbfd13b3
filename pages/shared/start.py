"""What stands where the numbers will be, while there is no institution."""

from typing import Final

import streamlit as st

from kpi.access.door import Access
from kpi.access.roles import Permission
from kpi.words import N_
from pages.shared.allowed import explain_why_not
from pages.shared.state import Choice, say

STEPS: Final = (
    (
        N_("1. Import a file"),
        N_("An export from Meta, X, TikTok, Google Analytics or your care tool, or one of our templates."),
    ),
    (
        N_("2. Set goals"),
        N_("For each KPI and platform: what you promise for a month, and from where it is at risk."),
    ),
    (
        N_("3. Look at the overview"),
        N_("What met its goal, what missed it, and where every number comes from."),
    ),
)


def show_start() -> None:
    """From an empty database to a first chart, in three steps."""
    st.title(say(N_("Start here")), anchor=False)
    _show_steps(
        say(
            N_(
                "Vínculo shows whether a bank keeps its promises on social networks: engagement, reply time and revisits per platform, goal beside actual. It has no data yet."
            )
        )
    )
    st.caption(say(N_("To look around first, `python -m kpi demo` fills the database with a sample bank.")))


def show_first_import(choice: Choice) -> None:
    """The same steps for an institution of which nothing was imported yet."""
    st.title(say(N_("{name}: no data yet"), name=choice.institution.name), anchor=False)
    if not choice.may(Permission.IMPORT):
        explain_why_not(choice, Permission.IMPORT)
        return
    _show_steps(say(N_("Three steps to the first chart:")))


def show_nothing_open(access: Access) -> None:
    """For somebody who has signed in and has no role anywhere. That there are institutions is not said."""
    st.title(say(N_("Nothing is open to you yet")), anchor=False)
    person = access.actor.person
    st.write(
        say(
            N_(
                "You have signed in as **{name}**, and nobody has given you a role. Ask the administrator of your institution for one and tell them this address; it holds from your next click on."
            ),
            name=(person.email or person.name) if person else "",
        )
    )
    if person is not None and not person.email:
        st.write(
            say(
                N_(
                    "The sign-in has told no verified e-mail address for you: a role has to be given to one of your groups."
                )
            )
        )


def _show_steps(introduction: str) -> None:
    st.write(introduction)
    for column, (title, text) in zip(st.columns(3), STEPS, strict=True):
        with column.container(border=True, height="stretch"):
            st.header(say(title), anchor=False)
            st.write(say(text))
    with st.container(key="start_link"):
        st.page_link("data/page.py", label=say(N_("Import a first file")), icon=":material/upload_file:")
