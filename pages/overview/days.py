"""A KPI day by day over the period, with the days marked that stand out, and by which rule."""

from typing import Final

import streamlit as st

from kpi.answers.anomalies import RULE
from kpi.answers.question import Question
from kpi.periods import Grain
from kpi.showing.charts.trend import trend
from kpi.words import N_
from pages.shared.chart import show_chart
from pages.shared.data import ask, gaps, marks, odd_days
from pages.shared.state import Choice, say
from pages.shared.tables import time_table

NAMED: Final = 5


def show_days(choice: Choice, key: str, title: str) -> None:
    """The chart, its numbers, and the days that stand out in sentences, the latest first."""
    question = Question(choice.institution.id, choice.period, choice.platforms, (key,), grain=Grain.DAY)
    days = ask(choice, question)
    odd = odd_days(choice, key)
    chart = trend(
        days,
        choice.language,
        marks=marks(choice, choice.period),
        gaps=[gap for of_platform in gaps(choice, key).values() for gap in of_platform],
        odd={one.value.period.start: say(one.sentence) for one in odd},
        title=title,
    )
    st.markdown(f"**{chart.title}**")
    show_chart(chart, "overview.days.chart")
    time_table(days, choice.language)
    if odd:
        told = "\n".join(f"- {say(one.sentence)}" for one in reversed(odd[-NAMED:]))
        st.markdown(
            choice.language.plural(
                N_("**◇ {count} day stands out**"), N_("**◇ {count} days stand out**"), len(odd)
            )
            + f"\n\n{told}"
        )
    else:
        st.markdown(say(N_("No day stands out.")))
    st.caption(say(RULE))
