"""What an institution decides of itself: whether it stands beside others, keeps texts, and that it is removed."""

from typing import Final

import streamlit as st

from kpi.access.roles import Permission
from kpi.acts.institutions import REMOVES, decide_beside_others, may_stand_beside_others, remove
from kpi.errors import KpiError
from kpi.store.institutions import name_key
from kpi.words import N_
from pages.people.texts import show_texts
from pages.shared import choosing
from pages.shared.state import Choice, say

BESIDE: Final = "people.beside"


def show_settings(choice: Choice) -> None:
    if choice.may(Permission.SETTINGS):
        _show_beside(choice)
        show_texts(choice)
    if choice.may(Permission.REMOVE) and not choice.institution.is_sample:  # the sample has its own way out
        _show_removal(choice)


def _show_beside(choice: Choice) -> None:
    st.header(say(N_("Beside other institutions")), anchor=False)
    st.session_state[BESIDE] = may_stand_beside_others(choice.access, choice.institution)
    st.toggle(
        say(
            N_("The numbers of {institution} may stand beside those of other institutions"),
            institution=choice.institution.name,
        ),
        key=BESIDE,
        on_change=_decide,
        args=(choice,),
    )
    st.caption(
        say(
            N_(
                "Only people who may see both institutions can set them side by side, and only where both allow it. Until it is decided here, that is so only where nobody has to sign in."
            )
        )
    )


def _decide(choice: Choice) -> None:
    decide_beside_others(choice.access, choice.institution, allowed=st.session_state[BESIDE])


def _show_removal(choice: Choice) -> None:
    """Removing takes the name, typed: nothing brings the data back but a backup."""
    name = choice.institution.name
    with st.expander(say(N_("Remove this institution"))):
        st.write(say(REMOVES, institution=name))
        with st.form("people.remove", border=False):
            typed = st.text_input(say(N_("Write its name to confirm")), key="people.remove.name")
            asked = st.form_submit_button(
                say(N_("Remove it for good")), icon=":material/delete_forever:", key="people_remove"
            )
    if not asked:
        return
    if name_key(typed) != name_key(name):
        st.error(say(N_("That is not its name: nothing was removed.")))
        return
    try:
        remove(choice.access, choice.institution)
    except KpiError as error:
        st.error(say(error.message))
        return
    choosing.leave_institution()
    st.rerun()
