"""All headline KPIs of all platforms in one table, with the change and the way here; sorted as one chooses."""

from collections.abc import Hashable, Sequence
from typing import Final

import streamlit as st

from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS, Better
from kpi.periods import MONTHS_SHOWN
from kpi.showing.changes import change_text, short_change
from kpi.showing.charts.sparkline import sparkline
from kpi.showing.charts.words import label, platform_name, why_missing
from kpi.showing.language import Language
from kpi.words import N_
from pages.platforms.numbers import PlatformNumbers, platform_histories
from pages.shared.explain import number
from pages.shared.html import escape, show_html
from pages.shared.options import listed
from pages.shared.remember import remembered
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import value_columns

UNSORTED: Final = "platform"


@st.fragment
def show_platform_table(choice: Choice, found: PlatformNumbers) -> None:
    """A row per platform, a column per KPI. Choosing another order reruns only this part."""
    section(say(N_("All of it in a table")), "table")
    names = {UNSORTED: say(N_("The platforms’ own order"))}
    names |= {key: label(key, choice.language) for key in found.shown}
    by = listed("platforms", "sort", say(N_("Sort by")), names, UNSORTED, width=320)
    st.caption(
        say(
            N_(
                "Under each number, the change against {period} and the last {months} months. A dash: no imported file has it for these days."
            ),
            period=choice.before,
            months=MONTHS_SHOWN,
        )
    )
    show_html(_table(choice.seen, by, choice, found))


def ranked(platforms: Sequence[str], found: PlatformNumbers, by: str) -> list[str]:
    """The platforms with the best value of the KPI `by` first, those without one last; else in their own order."""
    if by not in found.now:
        return list(platforms)
    sign = -1 if KPIS[by].better is Better.MORE else 1
    values = {p: v.value for p, v in found.now[by].items() if v.value is not None}
    return sorted(platforms, key=lambda p: (p not in values, sign * values.get(p, 0.0)))


@remembered(64)
def _table(seen: Hashable, by: str, _choice: Choice, _found: PlatformNumbers) -> str:  # noqa: ARG001  (keys it)
    """The table's markup; the column that it is sorted by says so to screen readers too."""
    platforms, histories = ranked(_choice.shown, _found, by), platform_histories(_choice)
    heads = "".join(
        f'<th scope="col"{_sorted_by(key) if key == by else ""}>{escape(label(key, _choice.language))}</th>'
        for key in _found.shown
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(platform_name(platform, _choice.language))}</th>'
        + "".join(
            f"<td>{_cell(_found, key, platform, histories.get((key, platform), ()), _choice)}</td>"
            for key in _found.shown
        )
        + "</tr>"
        for platform in platforms
    )
    title = escape(say(N_("All of it in a table")))
    return (
        f'<div class="v-scroll" tabindex="0" role="region" aria-label="{title}"><table class="v-table v-all">'
        f'<thead><tr><th scope="col">{escape(say(N_("Platform")))}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _sorted_by(key: str) -> str:
    return f' aria-sort="{"descending" if KPIS[key].better is Better.MORE else "ascending"}"'


def _cell(found: PlatformNumbers, key: str, platform: str, history: Sequence[Value], choice: Choice) -> str:
    """The value over its change and the line that led here; what is missing is a dash that says why."""
    value = found.now[key].get(platform)
    if value is None or value.value is None:
        why = escape(why_missing(value, choice.language)) if value else ""
        return f'<span class="v-cell v-no-data" title="{why}">—</span>'
    line = sparkline([v.value for v in history]).replace('class="spark"', 'class="v-spark"')
    change = escape(short_change(value, found.before[key][platform], choice.language))
    return (
        f'<span class="v-cell"><b>{number(value, choice.language)}</b>'
        f'{line}<small class="v-muted">{change}</small></span>'
    )


def kpi_columns(key: str, found: PlatformNumbers, language: Language) -> dict[str, list[str]]:
    """One KPI by platform: value, cases, goal, status, and the change in words."""
    values = found.known(key)
    return {
        language.say(N_("Platform")): [platform_name(v.platform, language) for v in values],
        **value_columns(values, language),
        language.say(N_("Change")): [
            change_text(v, found.before[key][v.platform or ""], language) if v.value is not None else "—"
            for v in values
        ],
    }
