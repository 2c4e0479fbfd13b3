"""The schedules there are, and the way to remove one."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from kpi.access.audit import Action, Entry
from kpi.access.roles import Permission
from kpi.periods import date_of
from kpi.rollup.reschedule import remove_schedules
from kpi.showing.schedules import dates_line, holidays_text, hours_line, scope_name, weekday_names
from kpi.store.institutions import ChannelRow
from kpi.store.schedules import Schedule
from kpi.words import N_
from pages.shared.state import Choice, language, say

DONE: Final = "hours.done"
_TURN: Final = "hours.turn"  # a new number clears the selection


def show_versions(choice: Choice, schedules: Sequence[Schedule], known: Sequence[ChannelRow]) -> None:
    """The table of versions; pointing at one offers its removal."""
    done: str | None = st.session_state.pop(DONE, None)
    if done is not None:
        st.success(done, icon=":material/schedule:")
    if not schedules:
        st.info(
            say(N_("No hours have been set yet: there are no times in service hours.")),
            icon=":material/info:",
        )
        return
    picked = _show_table(versions_frame(schedules, known), marks=choice.may(Permission.HOURS))
    st.caption(
        say(
            N_(
                "Of several that have begun, a channel's own hours count before those of its platform, and those before the ones of all channels."
            )
        )
    )
    if picked is None:
        return
    st.caption(say(N_("Mark a row to remove it.")))
    if picked and picked[0] < len(schedules):
        _offer_removal(choice, schedules[picked[0]], known)


def _show_table(frame: pd.DataFrame, *, marks: bool) -> list[int] | None:
    """The versions; the rows that are marked, None for whom nothing is to be marked."""
    alt = say(N_("Service hours by channel and first day"))
    if not marks:
        st.dataframe(frame, hide_index=True, alt=alt)
        return None
    key = f"hours.versions.{st.session_state.setdefault(_TURN, 0)}"
    event = st.dataframe(
        frame, hide_index=True, key=key, on_select="rerun", selection_mode="single-row", alt=alt
    )
    return event["selection"]["rows"]


def versions_frame(schedules: Sequence[Schedule], known: Sequence[ChannelRow]) -> pd.DataFrame:
    names = weekday_names(language(), "abbreviated")
    return pd.DataFrame(
        [
            {
                say(N_("For")): scope_name(each.scope, known, language()),
                say(N_("From")): language().date(date_of(each.valid_from)),
                say(N_("Hours")): hours_line(each, names),
                say(N_("Holidays")): holidays_text(each) or "—",
                say(N_("Single dates")): dates_line(each, language()) or "—",
            }
            for each in schedules
        ]
    )


def _offer_removal(choice: Choice, schedule: Schedule, known: Sequence[ChannelRow]) -> None:
    name, day = scope_name(schedule.scope, known, language()), date_of(schedule.valid_from)
    label = say(N_("Remove the hours of {channel} from {day} on"), channel=name, day=day)
    if st.button(label, icon=":material/delete:", key="hours_remove"):
        entry = Entry(Action.HOURS_REMOVED, name, details={"from": str(day)})
        with st.spinner(say(N_("Counting again…"))), choice.writing(Permission.HOURS, entry) as connection:
            remove_schedules(connection, choice.institution.id, schedule.scope, schedule.valid_from)
        st.session_state[DONE] = say(
            N_("The hours of {channel} from {day} on are removed, and everything was counted again."),
            channel=name,
            day=day,
        )
        st.session_state[_TURN] += 1
        st.rerun()
