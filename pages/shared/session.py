"""At the end of the sidebar: who is signed in and the way out, or that nobody has to sign in here."""

import streamlit as st

from kpi.access.person import Person
from kpi.words import N_
from pages.shared.html import escape, show_html
from pages.shared.state import say


def show_session(person: Person | None) -> None:
    """The person with the button that ends their session in every tab; a quiet word where there is no sign-in."""
    with st.sidebar.container(key="sidebar_session"):
        if person is None:
            show_html(f'<p class="v-note">{say(N_("No sign-in: only this machine can open Vínculo."))}</p>')
            return
        show_html(f'<p class="v-note">{escape(say(N_("Signed in as {name}"), name=person.name))}</p>')
        show_sign_out("sidebar.sign_out")


def show_sign_out(key: str) -> None:
    st.button(say(N_("Sign out")), icon=":material/logout:", on_click=st.logout, key=key)
