"""The dialog in which an event is noted, changed or removed."""

from datetime import date
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpi.access.audit import Action, Entry, days_of
from kpi.access.roles import Permission
from kpi.catalogue.event_kinds import KINDS
from kpi.errors import KpiError
from kpi.periods import Period
from kpi.platforms import PLATFORMS
from kpi.showing.charts.words import platform_name
from kpi.store.events import NOTE_LENGTH, TITLE_LENGTH, Event, add_events, change_event, remove_event
from kpi.words import N_
from pages.shared import data
from pages.shared.state import Choice, say

DONE: Final = "events.done"
_OPEN: Final = "events.open"
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def open_editor(event: Event | None) -> None:
    """Have the dialog open from the next `show_editor` on: on an event, or on a new one."""
    st.session_state[_OPEN] = event


def close_editor() -> None:
    st.session_state.pop(_OPEN, None)


def show_editor(choice: Choice) -> None:
    """The dialog, while it is open."""
    if _OPEN not in st.session_state:
        return
    event: Event | None = st.session_state[_OPEN]
    words = say(N_("Note an event")) if event is None else say(N_("Change the event"))

    @st.dialog(words, on_dismiss=close_editor)
    def dialog() -> None:
        _show_form(choice, event or _blank(choice))

    dialog()


def _blank(choice: Choice) -> Event:
    """On the last day that has data: what is noted is most often what has just been seen."""
    day = choice.covered.end - 1 if choice.covered else data.today(choice.institution)
    return Event("", "campaign", Period(day, day + 1), "")


def _show_form(choice: Choice, event: Event) -> None:
    begun = f"events.edit.{event.id}"
    with st.form(begun, border=False):
        title = st.text_input(
            say(N_("What happened")),
            event.title,
            max_chars=TITLE_LENGTH,
            placeholder=say(N_("For example: the app was down")),
            key=f"{begun}.title",
        )
        kind, platform = _kind_and_platform(choice, event, begun)
        left, right = st.columns(2)
        first = _day(left, N_("First day"), event.period.first, f"{begun}.first")
        last = _day(right, N_("Last day"), event.period.last, f"{begun}.last")
        note = st.text_area(
            say(N_("What else there is to know")),
            event.note,
            max_chars=NOTE_LENGTH,
            height=80,
            key=f"{begun}.note",
        )
        with st.container(horizontal=True):
            save = st.form_submit_button(say(N_("Save")), type="primary", key="events_save")
            remove = bool(event.id) and st.form_submit_button(say(N_("Remove")), key="events_remove")
    if save:
        _save(choice, event.id, (platform, kind, title, note), (first, last))
    elif remove:
        _remove(choice, event)


def _kind_and_platform(choice: Choice, event: Event, begun: str) -> tuple[str, str]:
    left, right = st.columns(2)
    kinds = {key: say(one.label) for key, one in KINDS.items()}
    kind: str = left.selectbox(
        say(N_("Kind")),
        list(kinds),
        index=list(kinds).index(event.kind),
        format_func=kinds.__getitem__,
        key=f"{begun}.kind",
        filter_mode=None,
    )
    offered = ["", *(one.key for one in PLATFORMS if one.key in choice.here or one.key == event.platform)]
    platforms = {key: platform_name(key or None, choice.language) for key in offered}
    platform: str = right.selectbox(
        say(N_("Platform")),
        offered,
        index=offered.index(event.platform),
        format_func=platforms.__getitem__,
        key=f"{begun}.platform",
        filter_mode=None,
    )
    return kind, platform


def _day(place: DeltaGenerator, words: str, day: date, key: str) -> date:
    found: date = place.date_input(
        say(words), day, min_value=EARLIEST, max_value=LATEST, format="DD/MM/YYYY", key=key
    )
    return found


def _save(choice: Choice, event_id: int, texts: tuple[str, str, str, str], days: tuple[date, date]) -> None:
    platform, kind, title, note = texts
    try:
        event = Event(platform, kind, Period.of(*days), title, note, event_id)
        entry = Entry(Action.EVENT_KEPT, event.title, details={"days": days_of(event.period)})
        with choice.writing(Permission.EVENTS, entry) as connection:
            if event_id:
                change_event(connection, choice.institution.id, event)
            else:
                add_events(connection, choice.institution.id, [event])
    except KpiError as error:
        st.error(say(error.message))
        return
    _finish(say(N_("Saved: {title}, {days}."), title=title, days=event.period))


def _remove(choice: Choice, event: Event) -> None:
    try:
        entry = Entry(Action.EVENT_REMOVED, event.title, details={"days": days_of(event.period)})
        with choice.writing(Permission.EVENTS, entry) as connection:
            remove_event(connection, choice.institution.id, event.id)
    except KpiError as error:
        st.error(say(error.message))
        return
    _finish(say(N_("Removed: {title}, {days}."), title=event.title, days=event.period))


def _finish(said: str) -> None:
    st.session_state[DONE] = said
    close_editor()
    st.rerun()
