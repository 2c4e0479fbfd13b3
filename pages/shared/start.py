"""The way from nothing, or from the sample, to one's own numbers: steps that tick themselves off.

They stand as cards where the numbers will be, while there are none, and as one line over the overview until the last
is done.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from kpi.access.door import Access
from kpi.access.roles import Permission
from kpi.answers.first_steps import NO_STEPS, FirstSteps, Step, steps_of, whose
from kpi.store.institutions import InstitutionRow
from kpi.words import N_
from pages.shared.allowed import explain_why_not
from pages.shared.data import Key, key_at
from pages.shared.remember import remembered
from pages.shared.session import show_sign_out
from pages.shared.state import Choice, access, say
from pages.shared.store import open_shared_store


@dataclass(frozen=True)
class Told:
    """How a step is told: its name, what it is about, the folder of the page where it is done."""

    name: str
    about: str
    page: str


STEPS: Final[Mapping[Step, Told]] = {
    Step.INSTITUTION: Told(
        N_("Name your institution"),
        N_("Its name, country and timezone: days begin and end on its clocks."),
        "data",
    ),
    Step.IMPORT: Told(
        N_("Import a first file"),
        N_("An export from Meta, X, TikTok, Google Analytics or your care tool, or one of our templates."),
        "data",
    ),
    Step.GOAL: Told(
        N_("Set a first goal"),
        N_("For each KPI and platform: what you promise for a month, and what would still be close."),
        "goals",
    ),
    Step.HOURS: Told(
        N_("Say when you answer"),
        N_("Your service hours and holidays, so that a question of Saturday does not count until Monday."),
        "hours",
    ),
}


def show_start() -> None:
    """From an empty database to a first chart."""
    st.title(say(N_("Start here")), anchor=False)
    st.write(
        say(
            N_(
                "Vínculo shows whether a bank keeps its promises on social networks: engagement, reply time and revisits per platform, goal beside actual. It has no data yet."
            )
        )
    )
    _show_cards(_steps(""))
    st.caption(say(N_("To look around first, `python -m kpi demo` fills the database with a sample bank.")))


def show_first_import(choice: Choice) -> None:
    """The same steps for an institution of which nothing was imported yet."""
    st.title(say(N_("{name}: no data yet"), name=choice.institution.name), anchor=False)
    if not choice.may(Permission.IMPORT):
        explain_why_not(choice, Permission.IMPORT)
        return
    st.write(say(N_("The steps to the first chart, and to what it is measured by:")))
    _show_cards(_steps(choice.institution.name))


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
    if person is not None:
        show_sign_out("start.sign_out")  # the wrong account, perhaps; on a phone the sidebar is closed


def show_way_on(choice: Choice) -> None:
    """One line over the overview, from the sample or the first import to the last step; gone when all are done.

    It is for who can go all of it.
    """
    if not choice.may(Permission.IMPORT):
        return
    found = _steps_of(choice.institution) if not choice.institution.is_sample else _steps("")
    if found.next is None:
        return
    with st.container(key="start_line", horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{say(N_('To your own numbers'))}**", width="content")
        for number, step in enumerate(found.steps, start=1):
            name = say(STEPS[step].name)
            if step in found.done:
                st.markdown(f":material/check: {say(N_('{step}: done'), step=name)}", width="content")
            else:
                words = f"{number}. {name}"
                _link(step, found, f"**{words}**" if step is found.next else words)


def _steps(shown: str) -> FirstSteps:
    """The steps of the institution called `shown`, else of one's own first one among those that may be seen."""
    row = whose(access().institutions(), shown)
    return NO_STEPS if row is None else _steps_of(row)


def _steps_of(row: InstitutionRow) -> FirstSteps:
    """The steps of an institution that may be seen, looked up again when its data have changed."""
    return _found(key_at(access(), row), row.name, row)


@remembered(64)
def _found(key: Key, name: str, _row: InstitutionRow) -> FirstSteps:  # noqa: ARG001  (key the cache)
    with open_shared_store().reading() as connection:
        return steps_of(connection, _row)


def _show_cards(found: FirstSteps) -> None:
    columns = st.columns(len(found.steps))
    for number, (column, step) in enumerate(zip(columns, found.steps, strict=True), start=1):
        told, done = STEPS[step], step in found.done
        with column.container(border=True, height="stretch", key=f"start_card_{step}"):
            st.header(f"{number}. {say(told.name)}", anchor=False)
            st.write(say(told.about))
            if done:
                st.markdown(f":material/check: {say(N_('done'))}")
            else:
                with st.container(key=f"start_{'next' if step is found.next else 'later'}_{step}"):
                    _link(step, found, say(N_("Do it now")))


def _link(step: Step, found: FirstSteps, words: str) -> None:
    """The way to a step's page, with the institution that it is about."""
    st.page_link(
        f"{STEPS[step].page}/page.py",
        label=words,
        query_params={"inst": found.institution} if found.institution else None,
    )
