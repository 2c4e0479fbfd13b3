"""Overview: title, sentence, headline row, the one chart, the grid, where it comes from."""

from functools import partial

import streamlit as st

from kpi.catalogue.headline import HEADLINE
from kpi.showing.findings import sentence, title, worst
from kpi.words import N_
from pages.overview.attainment import show_attainment
from pages.overview.numbers import Numbers, numbers
from pages.overview.trend_section import show_trend
from pages.shared.about import show_about, show_freshness
from pages.shared.data import causes_of
from pages.shared.empty import show_empty
from pages.shared.state import Choice, current, say
from pages.shared.tiles import Tile, show_tiles


def show() -> None:
    choice = current()
    found = numbers(choice)
    if found.is_empty:
        show_empty(choice)
        return
    st.title(
        title(list(found.now.values()), found.of_platforms, choice.period, choice.language), anchor=False
    )
    show_about(choice)
    _show_summary(choice, found)
    tiles = [Tile(found.now[key], found.before[key], found.history[key]) for key in HEADLINE]
    show_tiles(tiles, choice.language)
    show_trend(choice, found)
    st.header(say(N_("Goals by platform")), anchor=False)
    show_attainment(found.by_platform, choice.language)
    show_freshness(choice)


def _show_summary(choice: Choice, found: Numbers) -> None:
    """The counts in a sentence; what missed its goal in at most three more, worst first."""
    lines = worst(list(found.now.values()), found.of_platforms, choice.language, partial(causes_of, choice))
    said = sentence(found.of_platforms, choice.language)
    if lines:
        said += " " + say(N_("Furthest from the goal:"))
    st.markdown("\n".join([said, "", *(f"{place}. {line}" for place, line in enumerate(lines, 1))]))


show()
