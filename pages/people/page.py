"""People: who has which role in the institution, and what the institution decides of itself."""

import streamlit as st

from kpi.access.roles import Permission
from kpi.acts.people import members
from kpi.words import N_
from pages.people.giving import show_giving
from pages.people.members import show_members
from pages.people.settings import show_settings
from pages.shared.allowed import offered
from pages.shared.inert import inert
from pages.shared.state import Choice, current, say


def show() -> None:
    choice = current()
    st.title(say(N_("People: who may do what")), anchor=False)
    if not offered(choice, Permission.PEOPLE):
        return
    if not choice.access.limited:
        st.info(
            say(
                N_(
                    "Nobody has to sign in here, so whoever sits at this machine may do everything. What you decide on this page holds from the day on which sign-in is set up."
                )
            ),
            icon=":material/info:",
        )
    rows = members(choice.access, choice.institution)
    st.markdown(_counted(choice, len(rows)))
    show_members(choice, rows)
    show_giving(choice)
    show_settings(choice)


def _counted(choice: Choice, number: int) -> str:
    if not number:
        return say(N_("Nobody has a role in **{institution}** yet."), institution=choice.institution.name)
    return choice.language.plural(
        N_(
            "**{count} person or group** has a role in **{institution}**. What is changed holds at the next click."
        ),
        N_(
            "**{count} people or groups** have a role in **{institution}**. What is changed holds at the next click."
        ),
        number,
        institution=inert(choice.institution.name),
    )


show()
