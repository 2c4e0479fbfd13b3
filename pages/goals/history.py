"""Who changed a goal, when, from what to what, and why."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from kpi.answers.goals import Goal, goal_history
from kpi.catalogue.kpis import KPIS
from kpi.periods import date_of
from kpi.showing.language import Language
from kpi.showing.typed import typed
from kpi.words import N_
from pages.goals.target import Target
from pages.shared.state import Choice, say


def show_history(choice: Choice, target: Target) -> None:
    """All versions of the goals of the months chosen, newest first."""
    with choice.reading() as connection:
        versions = [
            goal
            for goal in goal_history(connection, choice.institution.id, target.kpi, target.platform)
            if goal.month in target.months
        ]
    with st.expander(
        choice.language.plural("History: {count} version", "History: {count} versions", len(versions)),
        expanded=False,
    ):
        if versions:
            st.dataframe(
                history_frame(versions, choice.language, ZoneInfo(choice.institution.timezone)),
                hide_index=True,
            )
        else:
            st.caption(say(N_("Nobody has set a goal here yet.")))


def history_frame(versions: list[Goal], language: Language, timezone: ZoneInfo) -> pd.DataFrame:
    """One row a version, in words."""
    return pd.DataFrame([_row(goal, language, timezone) for goal in versions])


def _row(goal: Goal, language: Language, timezone: ZoneInfo) -> dict[str, str]:
    unit = KPIS[goal.kpi].unit
    when = datetime.fromtimestamp(goal.changed_at, timezone)
    levels = [typed(level, unit, language) or "—" for level in (goal.floor, goal.target, goal.stretch)]
    return {
        say(N_("When")): f"{language.date(when.date())}, {when:%H:%M}",
        say(N_("Who")): goal.changed_by or "—",
        say(N_("Month")): language.short_month(date_of(goal.month)),
        say(N_("Floor / target / stretch")): say(N_("taken back")) if goal.withdrawn else " / ".join(levels),
        say(N_("Why")): goal.reason or "—",
    }
