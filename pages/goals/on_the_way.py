"""The month that runs: whether what adds up day by day is on its way to its goal, and where it will end."""

from collections.abc import Sequence

import streamlit as st

from kpi.answers.goals import Goal
from kpi.answers.pace import METHOD, Pace, has_pace
from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS
from kpi.periods import Grain, Period, next_start, start_of
from kpi.showing.charts.words import label, platform_name
from kpi.showing.findings import capitalised
from kpi.words import N_, Message
from pages.shared import data
from pages.shared.state import Choice, say


def show_on_the_way(choice: Choice, goals: Sequence[Goal], year: int) -> None:
    """A sentence for each goal of a sum in the month that runs; nothing where there is none in `year`."""
    month = running_month(choice.covered)
    if month is None or month.first.year != year:
        return
    found = [(value, pace) for value, pace in _paces(choice, goals, month) if pace is not None]
    if not found:
        return
    st.header(say(N_("{month}, on the way"), month=capitalised(choice.language.period(month))), anchor=False)
    st.markdown("\n".join(f"- {_sentence(value, pace, choice)}" for value, pace in found))
    if any(isinstance(pace, Pace) for _, pace in found):
        st.caption(say(METHOD))


def running_month(covered: Period | None) -> Period | None:
    """The month that the data end in, unless they reach its end."""
    if covered is None:
        return None
    last = covered.end - 1
    month = Period(start_of(last, Grain.MONTH), next_start(last, Grain.MONTH))
    return None if month.end == covered.end else month


def _paces(choice: Choice, goals: Sequence[Goal], month: Period) -> list[tuple[Value, Pace | Message | None]]:
    promised = {goal.kpi for goal in goals if goal.month == month.start and has_pace(goal.kpi)}
    if not promised:
        return []
    asked = Question(choice.institution.id, month, kpis=tuple(key for key in KPIS if key in promised))
    values = [
        value
        for by in (By.TOTAL, By.PLATFORM)
        for value in data.ask(choice, Question(asked.institution_id, month, kpis=asked.kpis, by=by))
        if value.goal is not None and (value.platform is None or value.platform in choice.shown)
    ]
    return list(zip(values, data.paces_of(choice, asked, values), strict=True))


def _sentence(value: Value, pace: Pace | Message | None, choice: Choice) -> str:
    name = f"**{label(value.key, choice.language)}, {platform_name(value.platform, choice.language)}**"
    if isinstance(pace, Pace):
        return f"{name}: {say(pace.sentence)}. {say(pace.outlook)}"
    return f"{name}: {say(pace)}" if pace else name
