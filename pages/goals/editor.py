"""The dialog in which a goal is set, changed or taken back, with its history.

What the person saw when the dialog opened is kept with its versions (`Seen`). If somebody else has saved since,
nothing is written: both goals are shown, and the person decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from kpi.access import audit
from kpi.access.audit import Action
from kpi.access.roles import Permission
from kpi.answers.goal_year import Where
from kpi.answers.goals import Goal, StaleGoal, goal_history, save_goal, withdraw_goal
from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS
from kpi.errors import KpiError
from kpi.periods import date_of
from kpi.showing.charts.words import label, platform_name, verdict_text
from kpi.words import N_, Message
from pages.goals.calendar import MONTHS, month_start
from pages.goals.choose_kpi import headline_first, listed, turn_to
from pages.goals.conflict import show_conflict
from pages.goals.draft import Levels, read_levels
from pages.goals.form import BY, NAME, Entry, show_form
from pages.goals.history import show_history
from pages.goals.target import Target
from pages.shared.allowed import offered
from pages.shared.options import several
from pages.shared.state import Choice, language, say

_OPEN: Final = "goals.open"
_SEEN: Final = "goals.seen"
_STALE: Final = "goals.stale"
_DONE: Final = "goals.done"


@dataclass(frozen=True)
class Seen:
    """The goals that the person saw when they began to edit, by month; None where there was none."""

    target: Target
    goals: Mapping[int, Goal | None]

    def version(self, month: int) -> int:
        goal = self.goals[month]
        return goal.version if goal else 0

    @property
    def standing(self) -> list[Goal]:
        """The goals that hold now: those that are there and were not withdrawn."""
        return [goal for goal in self.goals.values() if goal and not goal.withdrawn]


def open_editor(target: Target) -> None:
    """Have the dialog open on `target` from the next `show_editor` on, until it is closed."""
    close_editor()
    st.session_state[_OPEN] = target


def close_editor() -> None:
    for name in (_OPEN, _SEEN, _STALE):
        st.session_state.pop(name, None)


def show_editor(choice: Choice, year: int, outcomes: Mapping[Where, Value]) -> None:
    """The dialog, while it is open; `outcomes` are the months that are over."""
    start: Target | None = st.session_state.get(_OPEN)
    if start is None:
        return

    title = N_("Set a goal") if choice.may(Permission.GOALS) else N_("What was promised")

    @st.dialog(say(title), width="medium", on_dismiss=close_editor)
    def dialog() -> None:
        target = _choose_target(choice, start, year)
        if not target.months:
            st.caption(say(N_("Choose one month or several.")))
            return
        seen = _seen(choice, target)
        stale: StaleGoal | None = st.session_state.get(_STALE)
        if stale is not None:
            _decide(choice, stale)
        else:
            _show_outcome(target, outcomes)
            if offered(choice, Permission.GOALS):
                _form(choice, seen)
        show_history(choice, target)

    dialog()


def _show_outcome(target: Target, outcomes: Mapping[Where, Value]) -> None:
    """What became of the month, when it is one and over."""
    outcome = outcomes.get((target.kpi, target.platform, target.months[0]))
    if len(target.months) == 1 and outcome and outcome.status and outcome.status_reason:
        st.markdown(f"**{verdict_text(outcome, language())}**: {say(outcome.status_reason)}")


def _choose_target(choice: Choice, start: Target, year: int) -> Target:
    keys = headline_first(KPIS)
    kpi = st.selectbox(
        say(N_("KPI")),
        keys,
        index=keys.index(start.kpi) if start.kpi in KPIS else 0,
        format_func={key: listed(key) for key in keys}.__getitem__,
        key=f"goals.edit.kpi.{start}",
        filter_mode="contains",
    )
    left, right = st.columns(2)
    platforms = ["", *choice.here]
    platform = left.selectbox(
        say(N_("Platform")),
        platforms,
        index=platforms.index(start.platform) if start.platform in platforms else 0,
        format_func=lambda key: platform_name(key or None, choice.language),
        key=f"goals.edit.platform.{start}",
        filter_mode=None,
    )
    with right:
        months = several(
            say(N_("Months")),
            [month_start(year, month) for month in MONTHS],
            default=list(start.months),
            format_func=lambda day: choice.language.short_month(date_of(day)),
            key=f"goals.edit.months.{start}.{year}",
            placeholder=say(N_("One or several")),
        )
    return Target(kpi, platform, tuple(sorted(months)))


def _seen(choice: Choice, target: Target) -> Seen:
    """What stood there when the person chose `target`; read once, so that a later change is noticed."""
    seen = st.session_state.get(_SEEN)
    if not isinstance(seen, Seen) or seen.target != target:
        seen = st.session_state[_SEEN] = _look(choice, target)
        st.session_state.pop(_STALE, None)
    return seen


def _look(choice: Choice, target: Target) -> Seen:
    with choice.reading() as connection:
        goals = {
            month: next(
                iter(goal_history(connection, choice.institution.id, target.kpi, target.platform, month)),
                None,
            )
            for month in target.months
        }
    return Seen(target, goals)


def _form(choice: Choice, seen: Seen) -> None:
    """The form, and what its buttons do; what is wrong stands under its field."""
    if len({goal.levels for goal in seen.standing}) > 1:
        st.caption(
            say(
                N_("These months have different goals now. What you save holds for all of the months chosen.")
            )
        )
    now = seen.standing[0] if seen.standing else None
    entry = show_form(seen.target, now, choice.language, choice.access.by)
    if not (entry.save or entry.withdraw):
        return
    st.session_state[BY] = entry.by
    problems: dict[str, Message] = {}
    if not entry.by:
        problems[NAME] = Message(N_("Write your name: the history shows who changed a goal."))
    levels = read_levels(KPIS[seen.target.kpi], entry.texts, choice.language)
    if entry.save and not isinstance(levels, Levels):
        problems |= levels
    if problems:
        entry.show(problems)
    elif entry.withdraw:
        _withdraw(choice, seen, entry.by)
    elif isinstance(levels, Levels):
        _save(choice, _goals(seen.target, levels, entry), seen, entry.by)


def _goals(target: Target, levels: Levels, entry: Entry) -> list[Goal]:
    """The same goal for each of the months chosen."""
    numbers = (levels.target, levels.floor, levels.stretch)
    return [
        Goal(target.kpi, target.platform, month, *numbers, entry.owner, entry.reason)
        for month in target.months
    ]


def _save(choice: Choice, goals: Iterable[Goal], seen: Seen, by: str) -> None:
    """Save the goals of all months, or none of them."""
    try:
        with choice.writing(Permission.GOALS, _entry(Action.GOAL_SET, seen, by)) as connection:
            for goal in goals:
                save_goal(
                    connection,
                    choice.institution.id,
                    goal,
                    expected_version=seen.version(goal.month),
                    by=by,
                )
    except StaleGoal as stale:
        st.session_state[_STALE] = stale
        st.rerun()
    except KpiError as error:
        st.error(say(error.message))
        return
    turn_to(seen.target.kpi)
    _end(choice, N_("Goal saved: {goal}, {months}."), seen.target)


def _end(choice: Choice, done: str, target: Target) -> None:
    """Close the dialog and say what was `done`, over the page that then shows it."""
    language = choice.language
    goal = f"{label(target.kpi, language)}, {platform_name(target.platform or None, language)}"
    months = [language.short_month(date_of(month)) for month in target.months]
    st.session_state[_DONE] = say(done, goal=goal, months=months)
    close_editor()
    st.rerun()


def show_done() -> None:
    """What the dialog has just done, where it is seen however far down the page was."""
    if done := st.session_state.pop(_DONE, ""):
        st.toast(done, icon=":material/check:", duration="long")


def _entry(action: Action, seen: Seen, by: str) -> audit.Entry:
    """What the audit keeps of it: which goals, and the name that was written beside them."""
    target = seen.target
    months = ", ".join(f"{date_of(month):%Y-%m}" for month in target.months)
    return audit.Entry(
        action, f"{target.kpi} {target.platform}".strip(), details={"months": months, "by": by}
    )


def _withdraw(choice: Choice, seen: Seen, by: str) -> None:
    try:
        with choice.writing(Permission.GOALS, _entry(Action.GOAL_WITHDRAWN, seen, by)) as connection:
            for goal in seen.standing:
                withdraw_goal(connection, choice.institution.id, goal, expected_version=goal.version, by=by)
    except StaleGoal as stale:
        st.session_state[_STALE] = stale
        st.rerun()
    except KpiError as error:
        st.error(say(error.message))
        return
    _end(choice, N_("Goal taken back: {goal}, {months}."), seen.target)


def _decide(choice: Choice, stale: StaleGoal) -> None:
    """Two people changed the same goal: show both, and let this one decide."""
    kept = show_conflict(choice, stale)
    if kept is None:
        return
    seen: Seen = st.session_state[_SEEN]
    st.session_state.pop(_STALE)
    if kept:
        now = _look(choice, seen.target)
        mine = [replace(stale.mine, month=month) for month in seen.target.months]
        st.session_state[_SEEN] = now
        _save(choice, mine, now, st.session_state[BY])
    else:
        close_editor()
        st.rerun()
