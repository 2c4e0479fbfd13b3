"""The platforms in the order of one KPI, or of the goals that they keep, with the places that they have moved."""

from collections.abc import Sequence

import streamlit as st

from kpi.answers.ranking import GOALS, JUDGED, Ranked, ranking
from kpi.showing.charts.words import SHAPES, label, platform_name
from kpi.showing.language import Language
from kpi.words import N_
from pages.platforms.numbers import PlatformNumbers
from pages.shared.explain import number
from pages.shared.html import Markup, escape, show_html
from pages.shared.options import listed
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import table_html
from pages.shared.tiles import CSS_OF_STATUS

WIDE = 320


@st.fragment
def show_ranking(choice: Choice, found: PlatformNumbers) -> None:
    """A choice of what to rank by, and the order. Choosing reruns only this part."""
    section(say(N_("Ranking")), "ranking")
    names = {GOALS: say(N_("Goals kept"))} | {key: label(key, choice.language) for key in found.shown}
    by = listed("platforms", "rank", say(N_("Rank by")), names, GOALS, width=WIDE)
    order = ranking(found.now, found.before, by, choice.shown)
    if not order:
        st.caption(say(N_("No platform has anything to be ranked by.")))
        return
    show_html(table_html(columns(order, found, by, choice.language), names[by]))
    st.caption(
        say(N_("▲ and ▼ say how many places a platform has moved since {period}."), period=choice.before)
    )


def columns(
    order: Sequence[Ranked], found: PlatformNumbers, by: str, language: Language
) -> dict[str, list[str]]:
    """The table's columns: place, platform, what it is ranked by, and the places moved."""

    def told(one: Ranked) -> Markup:
        return _goals(one, language) if by == GOALS else number(found.now[by][one.platform], language)

    return {
        language.say(N_("Place")): [language.number(one.place) for one in order],
        language.say(N_("Platform")): [platform_name(one.platform, language) for one in order],
        language.say(N_("Goals kept")) if by == GOALS else label(by, language): [
            _bar(told(one), one.share) for one in order
        ],
        language.say(N_("Moved")): [_moved(one, language) for one in order],
    }


def _goals(one: Ranked, language: Language) -> Markup:
    """How many of how many, and the statuses as shapes."""
    shapes = "".join(
        f'<span class="{CSS_OF_STATUS[status]}">{SHAPES[status] * one.goals[status]}</span>'
        for status in JUDGED
    )
    said = escape(language.say(N_("{some} of {all}"), some=one.met, all=one.judged))
    return Markup(f'{said} <span class="v-marks" aria-hidden="true">{shapes}</span>')


def _bar(words: Markup, share: float) -> Markup:
    """The words over a bar as long as its share of the largest."""
    return Markup(f'<span class="v-rank">{words}<i style="width:{share:.0%}"></i></span>')


def _moved(one: Ranked, language: Language) -> str:
    if one.moved is None:
        return language.say(N_("new"))
    if not one.moved:
        return "="
    return f"{'▲' if one.moved > 0 else '▼'} {language.number(abs(one.moved))}"
