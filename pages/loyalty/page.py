"""Loyalty: who comes back, how sure that is, new and returning visitors, and who takes up products."""

import streamlit as st

from kpi.showing.loyalty import title
from kpi.words import N_
from pages.loyalty.chosen import Asked, show_controls
from pages.loyalty.numbers import LIFT, RETURNING, LoyaltyNumbers, loyalty_numbers
from pages.loyalty.over_time import show_visitors
from pages.loyalty.returning import show_audiences, show_returning
from pages.loyalty.since import show_cohorts
from pages.loyalty.uptake import show_uptake
from pages.shared.about import show_about, show_freshness
from pages.shared.empty import show_empty
from pages.shared.sections import linked_sections
from pages.shared.state import current, say
from pages.shared.tiles import Tile, show_tiles


def show() -> None:
    choice = current()
    if choice.covered is None:
        show_empty(choice)
        return
    head = st.container()
    asked = show_controls()
    found = loyalty_numbers(choice, asked)
    with head:
        st.title(title(found.returned, asked.days, choice.language), anchor=False)
        show_about(choice)
    if found.is_empty:
        _show_nothing()
        return
    with linked_sections(head):
        show_tiles(_tiles(found, asked), choice.language)
        show_returning(choice, asked, found)
        show_audiences(choice, asked)
        show_cohorts(choice, asked, found)
        show_visitors(choice)
        show_uptake(choice, found)
    show_freshness(choice)


def _tiles(found: LoyaltyNumbers, asked: Asked) -> list[Tile]:
    return [
        Tile(found.now[key], found.before[key], found.months[key]) for key in (asked.kpi, RETURNING, LIFT)
    ]


def _show_nothing() -> None:
    """What the page needs, where nothing of it was imported for these days and platforms."""
    st.write(
        say(
            N_(
                "Nothing of this page has data for these days and platforms. Revisits come from visits and Likes of people who are known only by a pseudonym, new and returning visitors from the platforms’ and the web analytics’ own counts, product uptake from monthly counts of customers. There are templates for all of them."
            )
        )
    )
    st.page_link("data/page.py", label=say(N_("Go to the data")), icon=":material/upload_file:")


show()
