"""From a KPI to the page that is about it."""

from typing import Final

import streamlit as st

from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS, Theme

PAGES: Final = {
    Theme.RESPONSE: "response",
    Theme.REVISITS: "loyalty",
    Theme.ENGAGEMENT: "content",
    Theme.AUDIENCE: "platforms",
}


def show_way(value: Value, words: str, icon: str) -> None:
    """A link with these words to the page about the value's KPI, on its platform."""
    st.page_link(
        f"{PAGES[KPIS[value.key].theme]}/page.py",
        label=words,
        icon=f":material/{icon}:",
        icon_position="right",
        query_params={"p": value.platform} if value.platform else None,
    )
