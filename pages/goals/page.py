"""Goals: what was promised for a year, month by month and platform by platform, and what became of it."""

from typing import Final

import streamlit as st

from kpi.access.roles import Permission
from kpi.answers.goal_year import Tally, tally
from kpi.answers.goals import Goal, current_goals
from kpi.answers.value import Status
from kpi.periods import date_of
from kpi.words import N_
from pages.goals.calendar import goals_of_year, outcomes
from pages.goals.choose_kpi import choose_kpi, most_important_first
from pages.goals.editor import open_editor, show_done, show_editor
from pages.goals.files import show_files
from pages.goals.grid import legend, show_grid
from pages.goals.on_the_way import show_on_the_way
from pages.goals.target import Target
from pages.shared.state import Choice, current, language, say

OUTCOMES: Final = {
    Status.MET: (N_("**{count} was met**"), N_("**{count} were met**")),
    Status.CLOSE: (N_("{count} came close"), N_("{count} came close")),
    Status.MISSED: (N_("**{count} was missed**"), N_("**{count} were missed**")),
    Status.NO_DATA: (N_("{count} has no verdict"), N_("{count} have no verdict")),
}


def show() -> None:
    choice = current()
    goals = _all_goals(choice)
    show_done()
    st.title(say(N_("Goals and what became of them")), anchor=False)
    said = st.empty()
    with st.container(horizontal=True, vertical_alignment="bottom", key="goals_head"):
        year = _choose_year(choice, goals)
        new = choice.may(Permission.GOALS) and st.button(
            say(N_("Set a goal")), type="primary", icon=":material/add:", key="goals_new"
        )
    grids = most_important_first(goals_of_year(choice, goals, year))
    said.markdown(_summary(tally(grids), year))
    if grids:
        st.caption(legend(choice.language))
        with st.container(key="goals_grid_hint"):  # a phone has cards, which cannot be pointed at
            st.caption(
                say(N_("A month can be chosen to see, change or set its goal."))
                if choice.may(Permission.GOALS)
                else say(N_("A month can be chosen to see what was promised for it, by whom and why."))
            )
    shown = choose_kpi(grids)
    if new:
        open_editor(Target(shown[0].kpi.key if shown else "", "", ()))
    for grid in shown:
        show_grid(grid, choice.language, on_pick=_pick)
    if not grids:
        st.info(
            say(
                N_(
                    "No goals for {year} yet. Set a first one: what you promise for a month, and what would still be close."
                )
                if choice.may(Permission.GOALS)
                else N_("No goals for {year} yet."),
                year=str(year),
            ),
            icon=":material/flag:",
        )
    show_on_the_way(choice, goals, year)
    show_files(choice, goals)
    show_editor(choice, year, outcomes(grids))


def _all_goals(choice: Choice) -> list[Goal]:
    with choice.reading() as connection:
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


def _summary(found: Tally, year: int) -> str:
    """The year in one sentence."""
    if not found.promised:
        return ""
    if not found.over:
        return language().plural(
            N_("{promised} monthly goal for {year}; its month is not over yet."),
            N_("{promised} monthly goals for {year}; none of their months is over yet."),
            found.promised,
            promised=found.promised,
            year=str(year),
        )
    counted = ((*words, found.statuses.get(status, 0)) for status, words in OUTCOMES.items())
    said = language().plural(
        N_("Of {count} monthly goal of {year} whose month is over: {parts}."),
        N_("Of {count} monthly goals of {year} whose month is over: {parts}."),
        found.over,
        year=str(year),
        parts=[language().plural(one, many, number) for one, many, number in counted if number],
    )
    if not found.to_come:
        return said
    return f"{said} {language().plural('{count} is still to come.', '{count} are still to come.', found.to_come)}"


def _pick(kpi: str, platform: str, month: int) -> None:
    open_editor(Target(kpi, platform, (month,)))


show()
