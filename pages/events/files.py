"""Events as files: take them away, write them in a spreadsheet, bring them in."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from kpi.access.audit import Action, Entry
from kpi.access.roles import Permission
from kpi.errors import KpiError
from kpi.importing.event_file import EventFileWrong, events_in
from kpi.importing.source import Source
from kpi.showing.events_file import events_csv, events_template
from kpi.store.events import Event, add_events
from kpi.words import N_
from pages.data.uploader import speak_in_uploaders
from pages.events.editor import DONE
from pages.shared.state import Choice, language, say
from pages.shared.tables import closed_table
from pages.shared.taking import offer_blank, offer_file

_TURN: Final = "events.files.turn"


def show_files(choice: Choice, found: Sequence[Event]) -> None:
    with st.expander(say(N_("Events from a file, and as a file"))):
        with st.container(horizontal=True):
            offer_file(
                say(N_("Download all events as CSV")),
                partial(events_csv, found),
                f"vinculo_events_v{choice.institution.data_version}.csv",
                what="events",
                rows=len(found),
                disabled=not found,
                key="events_download",
            )
            offer_blank(
                say(N_("Empty template")),
                partial(events_template, choice.language.locale),
                f"vinculo_events_{choice.language.locale}.csv",
                key="events_template",
            )
        st.caption(
            say(
                N_(
                    "A line is an event: its title and first day, and where known its last day, kind, platform and a note. Days are written 2026-10-31. What is there already is not noted twice."
                )
            )
        )
        speak_in_uploaders()
        _show_import(choice)


def _show_import(choice: Choice) -> None:
    turn: int = st.session_state.setdefault(_TURN, 0)
    file = st.file_uploader(say(N_("Events to import (CSV)")), key=f"events.upload.{turn}")
    if file is None:
        return
    try:
        read = events_in(Source(file.name, file.getvalue()))
    except EventFileWrong as error:
        st.error(say(error.message))
        closed_table(
            {
                say(N_("Row")): [language().number(fault.row) for fault in error.faults],
                say(N_("Column")): [fault.column for fault in error.faults],
                say(N_("Value")): [fault.value for fault in error.faults],
                say(N_("Why")): [say(fault.reason) for fault in error.faults],
            },
            language(),
            say(N_("What cannot be read")),
        )
        return
    except KpiError as error:
        st.error(say(error.message))
        return
    words = language().plural(N_("Note {count} event"), N_("Note {count} events"), len(read))
    if st.button(words, type="primary", key="events_import", disabled=not read):
        entry = Entry(Action.EVENT_KEPT, file.name, len(read))
        with choice.writing(Permission.EVENTS, entry) as connection:
            added = add_events(connection, choice.institution.id, read)
        st.session_state[DONE] = language().plural(
            N_("{count} event was noted."), N_("{count} events were noted."), len(added)
        )
        st.session_state[_TURN] += 1
        st.rerun()
