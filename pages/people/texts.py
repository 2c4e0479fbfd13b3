"""Whether the institution keeps the texts of messages, and for how long."""

import streamlit as st

from kpi.acts.texts import keep, keep_none, kept
from kpi.errors import KpiError
from kpi.showing.text_words import said_of
from kpi.store.texts import LONGEST, Kept
from kpi.words import N_
from pages.shared.state import Choice, say

USUAL = 90


def show_texts(choice: Choice) -> None:
    st.header(say(N_("Texts of messages")), anchor=False)
    there = kept(choice.access, choice.institution)
    st.write(say(said_of(there, choice.institution.name)))
    st.caption(
        say(
            N_(
                "Without this setting no text is stored. With it, imports store what customers and the team wrote, as it stands in the file, in this database and its backups; it can be read only on the server, with `python -m kpi texts list`. A text is deleted that many days after it was written. Files imported before stay without texts."
            )
        )
    )
    _show_days(choice, there)
    if there.days is not None:
        _show_end(choice, there)


def _show_days(choice: Choice, there: Kept) -> None:
    with st.form("people.texts", border=False):
        days = st.number_input(
            say(N_("Days that a text is kept")),
            min_value=1,
            max_value=LONGEST,
            value=there.days or USUAL,
            key=f"people.texts.days.{choice.institution.id}.{there.days}",
            width=240,
        )
        label = N_("Keep texts from now on") if there.days is None else N_("Change the days")
        asked = st.form_submit_button(say(label), icon=":material/chat:", key="people_texts_keep")
    if asked:
        try:
            keep(choice.access, choice.institution, int(days))
        except KpiError as error:
            st.error(say(error.message))
            return
        st.rerun()


def _show_end(choice: Choice, there: Kept) -> None:
    """Turning it off removes texts for good, so that it takes a second look."""
    with st.expander(say(N_("Keep no texts any more"))):
        st.write(say(N_("{texts} texts will be removed for good."), texts=there.texts))
        asked = st.button(
            say(N_("Turn off and remove them")), icon=":material/delete_forever:", key="people_texts_end"
        )
    if asked:
        try:
            keep_none(choice.access, choice.institution)
        except KpiError as error:
            st.error(say(error.message))
            return
        st.rerun()
