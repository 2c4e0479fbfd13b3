"""Giving a role to a person or to a group of the sign-in."""

import streamlit as st

from kpi.access.people import Kind
from kpi.access.roles import LABELS, MEANINGS, Permission, Role
from kpi.acts.people import grant
from kpi.errors import KpiError
from kpi.showing.audit_values import KINDS
from kpi.words import N_
from pages.people.members import DONE
from pages.shared.state import Choice, say


def show_giving(choice: Choice) -> None:
    """The form. Another role in place of the one that somebody has already is given in the same way."""
    st.header(say(N_("Give a role")), anchor=False)
    with st.form("people.form", border=False, clear_on_submit=True):
        kind = st.radio(
            say(N_("To whom")),
            list(Kind),
            format_func={one: say(KINDS[one]).capitalize() for one in Kind}.__getitem__,
            horizontal=True,
            key="people.kind",
        )
        name = st.text_input(
            say(N_("Address, or name of the group")),
            placeholder=say(N_("For example: ana@caja.example")),
            help=say(
                N_(
                    "As the sign-in tells it. An address counts only where the sign-in says that it was verified."
                )
            ),
            key="people.name",
        )
        role = st.radio(
            say(N_("Role")),
            list(Role),
            format_func={one: say(LABELS[one]).capitalize() for one in Role}.__getitem__,
            captions=[say(MEANINGS[one]) for one in Role],
            key="people.role",
        )
        everywhere = Permission.PEOPLE in choice.access.allowed(None) and st.checkbox(
            say(N_("On the whole server: in every institution, those that come later too")),
            key="people.everywhere",
        )
        given = st.form_submit_button(say(N_("Give the role")), type="primary", key="people_grant")
    if given and kind and role:
        _give(choice, kind, name, role, everywhere=everywhere)


def _give(choice: Choice, kind: Kind, name: str, role: Role, *, everywhere: bool) -> None:
    try:
        grant(choice.access, None if everywhere else choice.institution, kind, name, role)
    except KpiError as error:
        st.error(say(error.message))
        return
    st.session_state[DONE] = say(
        N_("{name} has the role “{role}” from now on."), name=name.strip(), role=say(LABELS[role])
    )
    st.rerun()
