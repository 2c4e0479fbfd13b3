"""Goals: what was promised for a year, month by month and platform by platform, and what became of it."""

import streamlit as st

from kpi.answers.goals import Goal, current_goals
from kpi.answers.value import Status
from kpi.periods import date_of
from kpi.words import N_
from pages.goals.calendar import KpiYear, goals_of_year, tally
from pages.goals.editor import edit_goal
from pages.goals.files import show_files
from pages.goals.grid import legend, show_grid
from pages.goals.target import Target
from pages.shared.state import Choice, current, say

_PICKED = "goals.picked"


def show() -> None:
    choice = current()
    goals = _all_goals(choice)
    with st.container(horizontal=True, vertical_alignment="bottom", key="goals_head"):
        st.title(say(N_("Goals and what became of them")), width="stretch")
        year = _choose_year(choice, goals)
    grids = goals_of_year(choice, goals, year)
    st.markdown(_summary(grids, year))
    if st.button(say(N_("Set a goal")), type="primary", icon=":material/add:", key="goals_new"):
        st.session_state[_PICKED] = Target("", "", ())
    for grid in grids:
        show_grid(grid, choice.language, on_pick=_pick)
    if grids:
        st.caption(legend(choice.language))
    else:
        st.info(
            say(
                N_(
                    "No goals for {year} yet. Set a first one: what you promise for a month, and from where it is at risk."
                ),
                year=str(year),
            ),
            icon=":material/flag:",
        )
    show_files(choice, goals)
    _open_editor(choice, year)


def _all_goals(choice: Choice) -> list[Goal]:
    with choice.store.reading() as connection:
        return current_goals(connection, choice.institution.id)


def _choose_year(choice: Choice, goals: list[Goal]) -> int:
    """The year shown; the chosen period's at first. The year after the last one can be planned."""
    shown = choice.period.last.year
    years = {date_of(goal.month).year for goal in goals} | {shown}
    options = list(range(min(years), max(years) + 2))
    year: int = st.selectbox(
        say(N_("Year")), options, index=options.index(shown), key=f"goals.year.{shown}", width=120
    )
    return year


def _summary(grids: list[KpiYear], year: int) -> str:
    """The year in one sentence."""
    counts = tally(grids)
    judged = sum(counts.values())
    promised = sum(len(grid.cells) for grid in grids)
    if not judged:
        return (
            say(
                N_("{promised} monthly goals for {year}; none of their months is over yet."),
                promised=promised,
                year=str(year),
            )
            if promised
            else ""
        )
    return say(
        N_(
            "Of {judged} monthly goals of {year} whose month is over, **{met} were met**, {at_risk} came close and **{missed} were missed**. {waiting} are still to come."
        ),
        judged=judged,
        year=str(year),
        met=counts[Status.MET],
        at_risk=counts[Status.AT_RISK],
        missed=counts[Status.MISSED],
        waiting=promised - judged,
    )


def _pick(kpi: str, platform: str, month: int) -> None:
    st.session_state[_PICKED] = Target(kpi, platform, (month,))


def _open_editor(choice: Choice, year: int) -> None:
    """The dialog, on the run in which somebody asked for it."""
    picked = st.session_state.pop(_PICKED, None)
    if picked is not None:
        edit_goal(choice, picked, year)


show()
