"""The posts one by one: sorted, filtered, a page at a time; and those that a KPI's value is made of."""

from typing import Final

import streamlit as st

from kpi.answers.post_groups import Cut
from kpi.answers.posts import COUNTED_BY, NOTHING, PostChoice, Sort
from kpi.answers.question import Question
from kpi.showing.charts.words import label, value_text, why_missing
from kpi.showing.content import group_name
from kpi.words import N_
from pages.content.asked import groups_of, made_of, page_of
from pages.content.table import posts_html
from pages.content.tagging import show_tagging
from pages.shared import own_choice
from pages.shared.html import show_html
from pages.shared.options import listed, spoken
from pages.shared.sections import section
from pages.shared.state import Choice, say

MOST: Final = 25
SORTS: Final = {
    Sort.ENGAGEMENTS: N_("Engagements"),
    Sort.RATE: N_("Engagement rate"),
    Sort.VIEWS: N_("Views"),
    Sort.REACH: N_("Reach"),
    Sort.PUBLISHED: N_("Newest first"),
}
FILTERS: Final = {
    Cut.FORMAT: (N_("Format"), N_("Any format")),
    Cut.PURPOSE: (N_("Purpose"), N_("Any purpose")),
    Cut.CAMPAIGN: (N_("Campaign"), N_("Any campaign")),
}
PAGE: Final = "posts_page"
PAGE_WIDGET: Final = "content.page"


@st.fragment
def show_posts(choice: Choice) -> None:
    """The table with its filters. Any of them reruns only this part."""
    language = choice.language
    section(say(N_("The posts")), "posts")
    everything = PostChoice(Question(choice.institution.id, choice.period, choice.platforms))
    with st.container(horizontal=True):
        sort = Sort(listed("content", "sort", say(N_("Sort by")), spoken(SORTS), Sort.ENGAGEMENTS))
        said = {cut: _filter(choice, everything, cut) for cut in FILTERS}
        kpis = {"": say(N_("All posts")), **{key: label(key, language) for key in COUNTED_BY}}
        kpi = listed("content", "behind", say(N_("Posts behind")), kpis)
    wanted = PostChoice(everything.question, said[Cut.FORMAT], said[Cut.PURPOSE], said[Cut.CAMPAIGN], kpi)
    first = (_page(choice, wanted) - 1) * MOST
    found = page_of(choice, wanted, sort, first, MOST)
    if kpi:
        st.markdown(_made_of(choice, wanted, found.count))
    if not found.posts:
        st.info(say(N_("No post is like that. Take one of the filters away.")))
        return
    st.caption(
        say(
            N_("{first} to {last} of {count} posts. Counters are those of the last export."),
            first=first + 1,
            last=first + len(found.posts),
            count=found.count,
        )
        if found.count > 1
        else say(N_("One post. Counters are those of the last export."))
    )
    show_html(posts_html(found.posts, choice))
    show_tagging(choice, wanted, found.posts, found.count)


def _filter(choice: Choice, everything: PostChoice, cut: Cut) -> str:
    """One of the kinds that the posts have, or any."""
    words, any_of = FILTERS[cut]
    groups = groups_of(choice, everything, cut)
    options = {"": say(any_of)}
    options |= {group.key or NOTHING: group_name(group.key, cut, choice.language) for group in groups}
    return listed("content", str(cut), say(words), options)


def _page(choice: Choice, wanted: PostChoice) -> int:
    """The page that is open; the first one where the address names none that there is."""
    count = page_of(choice, wanted, Sort.PUBLISHED, 0, 1).count
    pages = max(1, -(-count // MOST))
    if pages == 1:
        return 1
    numbers = {str(number): number for number in range(1, pages + 1)}
    now = numbers.get(str(st.query_params.get(PAGE)), 1)
    key = f"{PAGE_WIDGET}.{pages}"
    return st.pagination(pages, default=now, key=key, on_change=own_choice.keeper(PAGE, key, "1"))


def _made_of(choice: Choice, wanted: PostChoice, count: int) -> str:
    """What the posts add up to: the KPI's own numerator and denominator."""
    language = choice.language
    value = made_of(choice, wanted)
    name = label(value.key, language)
    if value.value is None:
        return say(N_("{kpi}: {why}"), kpi=name, why=why_missing(value, language))
    if value.denominator is None:
        return say(
            N_("These {count} posts make **{kpi}: {value}**."),
            count=count,
            kpi=name,
            value=value_text(value, language),
        )
    return say(
        N_("These {count} posts make **{kpi}: {value}**, which is {numerator} ÷ {denominator}."),
        count=count,
        kpi=name,
        value=value_text(value, language),
        numerator=value.numerator or 0,
        denominator=value.denominator,
    )
