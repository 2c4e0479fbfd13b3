"""The banner over sample data, with the way to remove it."""

import streamlit as st

from kpi.access.roles import Permission
from kpi.acts.institutions import remove
from kpi.words import N_
from pages.shared import choosing
from pages.shared.state import Choice, say


def show_sample_banner(choice: Choice) -> None:
    """Say that the numbers are invented, where they are."""
    if not choice.institution.is_sample:
        return
    with st.container(key="sample_banner", horizontal=True, vertical_alignment="center"):
        st.markdown(
            say(
                N_("**These are sample data.** {name} does not exist; its numbers are invented."),
                name=choice.institution.name,
            ),
            width="stretch",
        )
        if choice.may(Permission.REMOVE) and st.button(
            say(N_("Remove the sample…")), key="sample_remove", type="tertiary"
        ):
            _confirm(choice)


def _confirm(choice: Choice) -> None:
    @st.dialog(say(N_("Remove the sample?")))
    def dialog() -> None:
        st.write(
            say(
                N_(
                    "{name} and all of its data will be removed from this database. Your own institutions stay. `python -m kpi demo` brings the sample back."
                ),
                name=choice.institution.name,
            )
        )
        with st.container(horizontal=True):
            if st.button(
                say(N_("Remove the sample")),
                key="sample_remove_yes",
                type="primary",
                on_click=_remove,
                args=(choice,),
            ):
                st.rerun()
            if st.button(say(N_("Keep it")), key="sample_remove_no"):
                st.rerun()

    dialog()


def _remove(choice: Choice) -> None:
    remove(choice.access, choice.institution)
    choosing.leave_institution()
