"""Overview: title, the headline figures, what needs attention, the grid of goals, the one chart, where it comes from."""

from functools import partial

import streamlit as st

from kpi.showing.findings import needs, sentence, title, with_goal
from kpi.words import N_
from pages.overview.markup import written
from pages.overview.needs import show_needs
from pages.overview.numbers import numbers
from pages.overview.trend_section import show_trend
from pages.shared.about import show_about, show_freshness, show_reach
from pages.shared.data import causes_of
from pages.shared.empty import show_empty
from pages.shared.html import show_html
from pages.shared.start import show_way_on
from pages.shared.state import current, say
from pages.shared.tiles import show_tiles_html


def show() -> None:
    choice = current()
    found = numbers(choice)
    if found.is_empty:
        show_empty(choice)
        return
    show_way_on(choice)
    totals, language = list(found.now.values()), choice.language
    st.title(title(totals, found.of_platforms, choice.period, language), anchor=False)
    show_about(choice)
    grid, tiles = written(choice, found)
    show_tiles_html(tiles, len(totals))
    st.markdown(sentence(totals, found.of_platforms, language))
    promised = with_goal((*found.of_platforms, *totals))
    show_needs(needs(totals, found.of_platforms, language, partial(causes_of, choice)), promised, language)
    show_reach(choice)
    st.header(say(N_("Goals by platform")), anchor=False)
    with st.container(key=f"held_rows_{len(choice.shown)}"):
        show_html(grid)
    show_trend(choice, found)
    show_freshness(choice)


show()
