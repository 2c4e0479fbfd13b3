"""Events: what happened, by year; noted, changed and removed here, marked on the lines over time of *Overview* and *Response*."""

from itertools import groupby

import streamlit as st

from kpi.access.roles import Permission
from kpi.catalogue.event_kinds import KINDS
from kpi.showing.charts.words import platform_name
from kpi.store.events import Event, events
from kpi.words import N_
from pages.events.editor import DONE, open_editor, show_editor
from pages.events.files import show_files
from pages.shared.allowed import offered
from pages.shared.html import escape, show_html
from pages.shared.state import Choice, current, say


def show() -> None:
    choice = current()
    st.title(say(N_("Events")), anchor=False)
    with choice.reading() as connection:
        found = events(connection, choice.institution.id)
    with st.container(horizontal=True, vertical_alignment="center", key="events_head"):
        st.markdown(
            say(
                N_(
                    "A campaign, an outage, a long weekend: what happened and explains a number. *Overview* and *Response* mark it on their lines over time, and *Response* says what it did to answering."
                )
            ),
            width="stretch",
        )
        new = choice.may(Permission.EVENTS) and st.button(
            say(N_("Note an event")), type="primary", icon=":material/add:", key="events_new"
        )
    if new:
        open_editor(None)
    if done := st.session_state.pop(DONE, ""):
        st.success(done, icon=":material/check:")
    if not found:
        st.info(
            say(N_("No event is noted for {institution}."), institution=choice.institution.name),
            icon=":material/event:",
        )
    for year, of_year in groupby(reversed(found), key=lambda event: event.period.first.year):
        st.header(str(year), anchor=False)
        with st.container(key=f"events_of_{year}", gap=None):
            for event in of_year:
                _show_event(event, choice)
    if not offered(choice, Permission.EVENTS):
        return
    show_files(choice, found)
    show_editor(choice)


def _show_event(event: Event, choice: Choice) -> None:
    """A line with what, when and where, and the way to change it."""
    where = platform_name(event.platform or None, choice.language)
    about = f"{choice.language.period(event.period)} · {where} · {say(KINDS[event.kind].label)}"
    with st.container(horizontal=True, vertical_alignment="center", key=f"event_row_{event.id}"):
        lines = "".join(f"<br><small>{escape(line)}</small>" for line in (about, event.note) if line)
        show_html(f"<p><strong>{escape(event.title)}</strong>{lines}</p>")
        if choice.may(Permission.EVENTS) and st.button(
            say(N_("Edit")),
            icon=":material/edit:",
            type="tertiary",
            key=f"event_change_{event.id}",
            help=say(N_("Change or remove “{title}”"), title=event.title),
        ):
            open_editor(event)


show()
