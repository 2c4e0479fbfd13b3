"""Content: what earns engagement, of which kind and when, and the posts behind the numbers."""

import streamlit as st

from kpi.answers.post_groups import Cut, posts_in
from kpi.answers.posts import PostChoice
from kpi.answers.question import Question
from kpi.periods import Grain, history_period
from kpi.showing.content import summary, title
from kpi.words import N_
from pages.content.asked import TILES, groups_of, tile_values
from pages.content.basket import show_basket
from pages.content.groups import RATE, show_groups
from pages.content.posts import show_posts
from pages.content.times import show_times
from pages.shared.about import show_about, show_freshness
from pages.shared.data import ask
from pages.shared.empty import show_empty
from pages.shared.sections import linked_sections
from pages.shared.state import Choice, current, say
from pages.shared.tiles import Tile, show_tiles


def show() -> None:
    choice = current()
    if choice.covered is None:
        show_empty(choice)
        return
    everything = PostChoice(Question(choice.institution.id, choice.period, choice.platforms))
    groups, cut = groups_of(choice, everything, Cut.PLATFORM), Cut.PLATFORM
    if not groups:
        _show_nothing(choice)
        return
    now = tile_values(choice)
    posts = posts_in(groups)
    if len(groups) == 1:  # of one platform the formats are what differs
        groups, cut = groups_of(choice, everything, Cut.FORMAT), Cut.FORMAT
    st.title(title(groups, cut, RATE, choice.language), anchor=False)
    show_about(choice)
    with linked_sections():
        st.markdown(summary(posts, now["engagements"], now[RATE], choice.language))
        show_tiles(_tiles(choice), choice.language)
        show_groups(choice, everything)
        show_times(choice)
        show_posts(choice)
        show_basket(choice)
    show_freshness(choice)


def _tiles(choice: Choice) -> list[Tile]:
    question = Question(
        choice.institution.id,
        history_period(choice.period),
        choice.platforms,
        TILES,
        grain=Grain.MONTH,
    )
    months = ask(choice, question)
    now, before = tile_values(choice), tile_values(choice, before=True)
    return [Tile(now[key], before[key], [v for v in months if v.key == key]) for key in TILES]


def _show_nothing(choice: Choice) -> None:
    """Why there is nothing to see: no post in this period on these platforms."""
    st.title(say(N_("No posts in this choice")), anchor=False)
    st.write(
        say(
            N_(
                "No post of {period} was imported for these platforms. Choose another period or other platforms in the sidebar, or import the platforms’ exports of posts."
            ),
            period=choice.period,
        )
    )
    st.page_link("data/page.py", label=say(N_("Go to the data")), icon=":material/upload_file:")


show()
