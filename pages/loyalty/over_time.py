"""New and returning visitors, month by month, as the platforms and the web analytics count them."""

import streamlit as st

from kpi.answers.value import Value
from kpi.showing.charts.visitors import visitors as chart_of
from kpi.showing.charts.words import label
from kpi.words import N_
from pages.loyalty.numbers import visitors
from pages.shared.chart import show_chart
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import closed_table


def show_visitors(choice: Choice) -> None:
    section(say(N_("New and returning visitors")), "visitors")
    new, returning = visitors(choice)
    if all(value.value is None for value in (*new, *returning)):
        st.info(
            say(
                N_(
                    "Nobody counted new and returning visitors for these platforms. YouTube, TikTok and web analytics export them; for a community there is the template for channel days."
                )
            )
        )
        return
    st.caption(
        say(
            N_(
                "As the platforms and the web analytics count them. Whoever comes to two platforms, or in two months, is counted in each."
            )
        )
    )
    language = choice.language
    data_end = choice.covered.end if choice.covered else None
    title = say(N_("New and returning visitors by month"))
    show_chart(chart_of(new, returning, language, data_end=data_end, title=title), "loyalty.visitors")
    columns = {say(N_("Month")): [language.period(value.period) for value in new]}
    for row in (returning, new):
        columns[label(row[0].key, language)] = [language.number(value.value) for value in row]
    columns[say(N_("Days with data"))] = [_days(a, b, choice) for a, b in zip(new, returning, strict=True)]
    closed_table(columns, language)


def _days(new: Value, returning: Value, choice: Choice) -> str:
    known = max(new.days_with_data or 0, returning.days_with_data or 0)
    return (
        say(N_("{some} of {all}"), some=known, all=new.period.days) if known else choice.language.write(None)
    )
