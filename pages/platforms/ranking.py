"""The platforms in the order of one KPI, or of the goals that they keep, with the place that each had before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from kpi.answers.value import Status, Value
from kpi.catalogue.kpis import KPIS, Better
from kpi.showing.charts.words import SHAPES, label, platform_name
from kpi.showing.language import Language
from kpi.words import N_
from pages.platforms.numbers import PlatformNumbers
from pages.shared import own_choice
from pages.shared.explain import number
from pages.shared.html import Markup, escape, show_html
from pages.shared.state import Choice, say
from pages.shared.tables import table_html
from pages.shared.tiles import CSS_OF_STATUS

BY: Final = "rank"
WIDGET: Final = "platforms.rank"
GOALS: Final = "goals"


@dataclass(frozen=True)
class Place:
    """A platform's place, the best being 1, and the one before; equal platforms share a place. None: no value then."""

    platform: str
    place: int
    before: int | None


@st.fragment
def show_ranking(choice: Choice, found: PlatformNumbers) -> None:
    """A choice of what to rank by, and the order. Choosing reruns only this part."""
    st.header(say(N_("Ranking")), anchor=False)
    options = (GOALS, *found.shown)
    names = {GOALS: say(N_("Goals kept"))} | {key: label(key, choice.language) for key in found.shown}
    by = own_choice.chosen(BY, options, GOALS, WIDGET)
    st.selectbox(
        say(N_("Rank by")),
        options,
        key=WIDGET,
        format_func=names.__getitem__,
        on_change=own_choice.keeper(BY, WIDGET, GOALS),
        filter_mode=None,
        width=320,
    )
    columns = ranking(found, by, choice.shown, choice.language)
    if not columns:
        st.caption(say(N_("No platform has anything to be ranked by.")))
        return
    show_html(table_html(columns, names[by]))
    st.caption(
        say(N_("▲ and ▼ say how many places a platform has moved since {period}."), period=choice.before)
    )


def ranking(
    found: PlatformNumbers, by: str, platforms: Sequence[str], language: Language
) -> dict[str, list[str]]:
    """The table's columns: place, platform, what it is ranked by, and the places moved; empty for nobody."""
    now = scores(found.now, by, platforms)
    more = by == GOALS or KPIS[by].better is Better.MORE
    order = places(now, scores(found.before, by, platforms), more=more)
    if not order:
        return {}
    largest = max(abs(score) for score in now.values()) or 1.0
    head = language.say(N_("Goals kept")) if by == GOALS else label(by, language)
    return {
        language.say(N_("Place")): [language.number(one.place) for one in order],
        language.say(N_("Platform")): [platform_name(one.platform, language) for one in order],
        head: [
            _bar(
                _goals(found.now, one.platform, language)
                if by == GOALS
                else number(found.now[by][one.platform], language),
                abs(now[one.platform]) / largest,
            )
            for one in order
        ],
        language.say(N_("Moved")): [_moved(one, language) for one in order],
    }


def scores(values: Mapping[str, Mapping[str, Value]], by: str, platforms: Sequence[str]) -> dict[str, float]:
    """What each platform is ranked by: a KPI's value, or the share of its goals that it meets; without one it is left out."""
    if by != GOALS:
        known = {p: values[by][p].value for p in platforms if p in values[by]}
        return {platform: value for platform, value in known.items() if value is not None}
    found = {}
    for platform in platforms:
        judged = _judged(values, platform)
        if judged:
            found[platform] = sum(status is Status.MET for status in judged) / len(judged)
    return found


def _judged(values: Mapping[str, Mapping[str, Value]], platform: str) -> list[Status]:
    rows = (row[platform] for row in values.values() if platform in row)
    return [v.status for v in rows if v.goal is not None and v.status not in (None, Status.NO_DATA)]


def places(now: Mapping[str, float], before: Mapping[str, float], *, more: bool = True) -> list[Place]:
    """The platforms by their scores, the best first; the place before is among those that are ranked now."""
    sign = -1 if more else 1
    earlier = [before[platform] * sign for platform in now if platform in before]

    def place(score: float, among: Sequence[float]) -> int:
        return 1 + sum(other < score for other in among)

    current = [score * sign for score in now.values()]
    found = [
        Place(
            platform,
            place(score * sign, current),
            place(before[platform] * sign, earlier) if platform in before else None,
        )
        for platform, score in now.items()
    ]
    return sorted(found, key=lambda one: one.place)


def _goals(values: Mapping[str, Mapping[str, Value]], platform: str, language: Language) -> Markup:
    """How many of how many, and the statuses as shapes."""
    judged = _judged(values, platform)
    met = sum(status is Status.MET for status in judged)
    shapes = "".join(
        f'<span class="{CSS_OF_STATUS[one]}">{SHAPES[one] * judged.count(one)}</span>'
        for one in (Status.MET, Status.AT_RISK, Status.MISSED)
    )
    said = escape(language.say(N_("{some} of {all}"), some=met, all=len(judged)))
    return Markup(f'{said} <span class="v-marks" aria-hidden="true">{shapes}</span>')


def _bar(words: Markup, share: float) -> Markup:
    """The words over a bar as long as its share of the largest."""
    return Markup(f'<span class="v-rank">{words}<i style="width:{share:.0%}"></i></span>')


def _moved(one: Place, language: Language) -> str:
    if one.before is None:
        return language.say(N_("new"))
    moved = one.before - one.place
    if not moved:
        return "="
    return f"{'▲' if moved > 0 else '▼'} {language.number(abs(moved))}"
