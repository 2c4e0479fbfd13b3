"""The engagement basket: what is in it, what is counted apart, and what each platform reports."""

import streamlit as st

from kpi.catalogue.kpis import BASKET
from kpi.showing.charts.words import label, platform_name
from kpi.words import N_
from pages.content.asked import APART, basket
from pages.shared.html import show_html
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import table_html


def show_basket(choice: Choice) -> None:
    language = choice.language
    section(say(N_("What counts as an engagement")), "basket")
    st.write(
        say(
            N_(
                "An engagement is a reaction, a comment, a share or a save. Clicks and plays are counted apart: they are many more, and platforms count them so differently that a sum would compare nothing. What a platform does not report is missing and not zero: a rate without saves is not lower because nobody saved, so compare platforms with care."
            )
        )
    )
    found = basket(choice)
    title = say(N_("What each platform counted"))
    columns = {say(N_("Platform")): [platform_name(platform, language) for platform in found]}
    for key in (*BASKET, *APART):
        name = label(key, language)
        if key in APART:
            name = say(N_("{measure} (apart)"), measure=name)
        columns[name] = [
            language.number(row[key].value) if row[key].value is not None else say(N_("not reported"))
            for row in found.values()
        ]
    show_html(table_html(columns, title))
