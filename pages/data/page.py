"""Data: bring files in, see how far they reach, take an import back."""

import streamlit as st

from kpi.access.roles import Permission
from kpi.words import N_
from pages.data.freshness import show_freshness, summary
from pages.data.history import show_history
from pages.data.new_institution import show_new_institution
from pages.data.own_layouts import show_own_layouts
from pages.data.templates import show_templates
from pages.data.upload import show_import
from pages.shared.allowed import offered
from pages.shared.data import coverage
from pages.shared.state import Choice, access, chosen, language, say


def show() -> None:
    choice = chosen()
    st.title(say(N_("Data")), anchor=False)
    if choice is None:
        st.markdown(
            say(
                N_(
                    "There is no institution yet. Give yours a name; then its files can be imported, in two steps."
                )
            )
        )
        show_new_institution(access())
        show_templates(language())
        return
    rows = coverage(choice)
    if rows:
        st.markdown(summary(rows, choice.language))
    else:
        st.markdown(
            say(
                N_(
                    "**{name}** has no data yet. Choose one or several exports below: each is tried out first."
                )
                if choice.may(Permission.IMPORT)
                else N_("**{name}** has no data yet."),
                name=choice.institution.name,
            )
        )
    if choice.institution.is_sample and Permission.MAKE in choice.access.allowed(None):
        _lead_from_sample(choice)
    if offered(choice, Permission.IMPORT):
        show_import(choice)
    if rows:
        show_freshness(rows, choice.language)
    show_history(choice)
    show_own_layouts(choice)
    if choice.may(Permission.IMPORT):
        show_templates(choice.language)
    if not choice.institution.is_sample and Permission.MAKE in choice.access.allowed(None):
        with st.expander(say(N_("Add another institution"))):
            show_new_institution(choice.access)


def _lead_from_sample(choice: Choice) -> None:
    """From the invented bank to one's own, before anybody mixes the two."""
    with st.container(border=True, key="data_own"):
        st.markdown(
            say(
                N_(
                    "**Your own files belong to your own institution.** Create it here and import a first file right after; what is imported into {name} mixes with invented numbers."
                ),
                name=choice.institution.name,
            )
        )
        show_new_institution(choice.access)


show()
