"""Posts put together by format, purpose, campaign or platform: which kind earns most."""

from typing import Final

import streamlit as st

from kpi.answers.post_groups import OF_GROUPS, Cut
from kpi.answers.posts import PostChoice
from kpi.showing.charts.words import label
from kpi.showing.content import ENOUGH, group_name, groups_chart, value_or_why
from kpi.words import N_
from pages.content.asked import groups_of
from pages.shared.chart import show_chart
from pages.shared.options import segments, spoken
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import closed_table

RATE: Final = "engagement_rate_views"
CUTS: Final = {
    Cut.FORMAT: N_("Format"),
    Cut.PURPOSE: N_("Purpose"),
    Cut.CAMPAIGN: N_("Campaign"),
    Cut.PLATFORM: N_("Platform"),
}


@st.fragment
def show_groups(choice: Choice, wanted: PostChoice) -> None:
    """A bar for each group. Choosing another cut or KPI reruns only this part."""
    language = choice.language
    section(say(N_("What earns engagement")), "engagement")
    with st.container(horizontal=True):
        cut = Cut(segments("content", "cut", say(N_("Posts by")), spoken(CUTS), Cut.FORMAT))
        kpis = {key: label(key, language) for key in OF_GROUPS[:4]}
        kpi = segments("content", "rate", say(N_("Measured by")), kpis, RATE)
    groups = groups_of(choice, wanted, cut)
    if all(not group.key for group in groups):
        st.info(say(_NOT_SAID[cut]))
        return
    st.caption(_how_to_read(choice, cut))
    if any(group.kpis[kpi].value is not None for group in groups):
        show_chart(groups_chart(groups, cut, kpi, language), "content.groups")
    else:
        st.info(
            say(N_("No group has a value of it: the platforms’ exports do not report what it is made of."))
        )
    columns = {
        say(CUTS[cut]): [group_name(group.key, cut, language) for group in groups],
        say(N_("Posts")): [language.number(group.posts) for group in groups],
        say(N_("Post views")): [language.number(group.views) for group in groups],
    }
    for key in OF_GROUPS:
        columns[label(key, language)] = [value_or_why(group.kpis[key], language) for group in groups]
    closed_table(columns, language)


_NOT_SAID: Final = {
    Cut.FORMAT: N_("None of these posts’ exports says a format."),
    Cut.PURPOSE: N_(
        "Nobody has said what these posts are for. Say it under the table of posts, or with a file of the columns post_id, published_at and purpose: see the template for posts."
    ),
    Cut.CAMPAIGN: N_(
        "None of these posts belongs to a campaign. Say it under the table of posts, or with a file of the columns post_id, published_at and campaign: see the template for posts."
    ),
    Cut.PLATFORM: N_("None of these posts’ exports says a format."),
}


def _how_to_read(choice: Choice, cut: Cut) -> str:
    said = [
        say(
            N_("A sum divided by a sum, never a mean of the posts’ rates. Hatched: fewer than {few} posts."),
            few=ENOUGH,
        )
    ]
    if cut is not Cut.PLATFORM and len(choice.shown) > 1:
        said.append(
            say(
                N_(
                    "Networks differ more than formats do: choose one platform in the sidebar to compare like with like."
                )
            )
        )
    return " ".join(said)
