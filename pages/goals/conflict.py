"""Two versions of one goal side by side: what somebody else has saved meanwhile, and what this person typed."""

import streamlit as st

from kpi.answers.goals import Goal, StaleGoal
from kpi.catalogue.kpis import KPIS
from kpi.periods import date_of
from kpi.showing.language import Language
from kpi.showing.typed import typed
from kpi.words import N_
from pages.shared.inert import plain
from pages.shared.state import Choice, say


def show_conflict(choice: Choice, stale: StaleGoal) -> bool | None:
    """True to save one's own over the other, False to keep the other, None while nobody has decided."""
    theirs = stale.theirs
    name = plain((theirs.changed_by if theirs else "") or say(N_("Somebody else")))
    st.warning(
        say(
            N_(
                "{name} changed this goal for {month} while you were editing. Nothing of yours was saved yet."
            ),
            name=name,
            month=choice.language.short_month(date_of(stale.mine.month)),
        ),
        icon=":material/group:",
    )
    left, right = st.columns(2)
    with left.container(border=True):
        st.markdown(f"**{say(N_('Saved by {name}'), name=name)}**")
        st.markdown(describe(theirs, choice.language))
    with right.container(border=True):
        st.markdown(f"**{say(N_('Yours'))}**")
        st.markdown(describe(stale.mine, choice.language))
    with st.container(horizontal=True):
        if st.button(say(N_("Save mine over it")), key="goals_mine"):
            return True
        if st.button(say(N_("Keep theirs")), type="primary", key="goals_theirs"):
            return False
    return None


def describe(goal: Goal | None, language: Language) -> str:
    """A goal in a few lines, in the KPI's human unit."""
    if goal is None or goal.withdrawn:
        return say(N_("No goal"))
    unit = KPIS[goal.kpi].unit
    levels = (
        (N_("Floor"), goal.floor),
        (N_("Target"), goal.target),
        (N_("Stretch"), goal.stretch),
    )
    lines = [f"{say(name)}: {typed(level, unit, language) or '—'}" for name, level in levels]
    lines += [f"{say(N_('Owner'))}: {plain(goal.owner)}"] if goal.owner else []
    lines += [f"{say(N_('Why'))}: {plain(goal.reason)}"] if goal.reason else []
    return "  \n".join(lines)
