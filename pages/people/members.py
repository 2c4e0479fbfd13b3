"""Who has a role, and the way to take one away."""

from collections.abc import Sequence
from typing import Final

import pandas as pd
import streamlit as st

from kpi.access.people import Kind, MembershipRow
from kpi.access.roles import LABELS, Permission
from kpi.acts.people import revoke
from kpi.errors import KpiError
from kpi.showing.audit_values import KINDS
from kpi.store.schema import EVERYWHERE
from kpi.words import N_
from pages.shared.sources import day_of_import
from pages.shared.state import Choice, language, say

DONE: Final = "people.done"
_TURN: Final = "people.turn"  # a new number clears the selection


def show_members(choice: Choice, rows: Sequence[MembershipRow]) -> None:
    """The table of roles; pointing at one offers to take it away."""
    if said := st.session_state.pop(DONE, ""):
        st.success(said, icon=":material/check:")
    if not rows:
        return
    picked = st.dataframe(
        members_frame(rows, choice.institution.timezone),
        hide_index=True,
        key=f"people.members.{st.session_state.setdefault(_TURN, 0)}",
        on_select="rerun",
        selection_mode="single-row",
        alt=say(N_("Who has a role in {institution}"), institution=choice.institution.name),
    )
    at = picked["selection"]["rows"]
    if at and at[0] < len(rows):
        _offer_revoking(choice, rows[at[0]])
    else:
        st.caption(say(N_("Mark a row to take the role away.")))


def members_frame(rows: Sequence[MembershipRow], timezone: str) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                say(N_("Who")): row.name,
                say(N_("Role")): say(LABELS[row.role]),
                say(N_("Where")): say(N_("on the whole server"))
                if row.institution_id == EVERYWHERE
                else say(N_("here")),
                say(N_("Given to")): say(KINDS[Kind(row.kind)]),
                say(N_("Given by")): row.granted_by or "—",
                say(N_("When")): language().date(day_of_import(row.granted_at, timezone)),
            }
            for row in rows
        ]
    )


def _offer_revoking(choice: Choice, row: MembershipRow) -> None:
    everywhere = row.institution_id == EVERYWHERE
    if everywhere and Permission.PEOPLE not in choice.access.allowed(None):
        st.caption(
            say(N_("This role holds on the whole server: only who administers that can take it away."))
        )
        return
    label = say(N_("Take the role of {name} away"), name=row.name)
    if not st.button(label, icon=":material/person_remove:", key="people_revoke"):
        return
    try:
        revoke(choice.access, None if everywhere else choice.institution, Kind(row.kind), row.name)
    except KpiError as error:
        st.error(say(error.message))
        return
    st.session_state[DONE] = say(
        N_("{name} has no role here any more; the next click is refused."), name=row.name
    )
    st.session_state[_TURN] += 1
    st.rerun()
