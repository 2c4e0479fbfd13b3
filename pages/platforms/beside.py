"""Platforms or institutions side by side: each KPI as a row, the first chosen as the measure of the others.

What cannot be compared is not: the cell says why in words, and shows both numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import streamlit as st

from kpi.answers.comparison import compare
from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.catalogue.headline import HEADLINE
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.purposes import KPIS_THAT_TELL
from kpi.periods import Period
from kpi.showing.changes import change_size
from kpi.showing.charts.words import THEMES, label, platform_name
from kpi.showing.language import Language
from kpi.store.institutions import InstitutionRow
from kpi.words import N_, Message
from pages.shared.data import ask
from pages.shared.explain import number
from pages.shared.html import Markup, escape, show_html
from pages.shared.options import several
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import closed_table, table_html

PLATFORMS: Final = "beside"
INSTITUTIONS: Final = "with"
PLATFORMS_WIDGET: Final = "platforms.beside"
INSTITUTIONS_WIDGET: Final = "platforms.with"
SEPARATOR: Final = "|"
FIRST_SHOWN: Final = 2
MAIN: Final = tuple(key for key in KPIS if key in (*HEADLINE, *KPIS_THAT_TELL))
"""The KPIs that are shown at once; all others wait in a closed table."""
Column = Mapping[str, Value]


@st.fragment
def show_beside(choice: Choice) -> None:
    """The choosers, and the tables of what is chosen. Choosing reruns only this part."""
    if len(choice.here) > 1:
        section(say(N_("Platforms side by side")), "beside", say(N_("Side by side")))
        chosen = _choose(
            say(N_("Platforms to set side by side")),
            {key: platform_name(key, choice.language) for key in choice.here},
            choice.shown[:FIRST_SHOWN],
            PLATFORMS,
            PLATFORMS_WIDGET,
        )
        _show(chosen, _of_platforms(choice, chosen), choice.period, choice.language)
    others = {row.name: row for row in choice.access.comparable(choice.institution)}
    if others:
        section(say(N_("Institutions side by side")), "institutions", say(N_("Institutions")))
        names = _choose(
            say(N_("Institutions beside {name}"), name=choice.institution.name),
            {name: name for name in others},
            list(others)[:1],
            INSTITUTIONS,
            INSTITUTIONS_WIDGET,
        )
        found = _of_institutions(choice, [choice.institution, *(others[name] for name in names)])
        _show(list(found), found, choice.period, choice.language)


def _choose(
    title: str, names: Mapping[str, str], start: Sequence[str], parameter: str, widget: str
) -> list[str]:
    """Several of `names`, in the order in which they were chosen; the address keeps them."""
    asked = str(st.query_params.get(parameter, SEPARATOR.join(start))).split(SEPARATOR)
    chosen = [key for key in dict.fromkeys(asked) if key in names]
    st.session_state[widget] = chosen
    several(
        title,
        list(names),
        key=widget,
        format_func=names.__getitem__,
        on_change=_keep,
        args=(parameter, widget),
        placeholder=say(N_("Choose two or more")),
    )
    return chosen


def _keep(parameter: str, widget: str) -> None:
    st.query_params[parameter] = SEPARATOR.join(st.session_state[widget])


def _of_platforms(choice: Choice, chosen: Sequence[str]) -> dict[str, Column]:
    """The values of each platform by KPI, under the name that people read."""
    question = Question(
        choice.institution.id, choice.period, tuple(sorted(chosen)), kpis=tuple(KPIS), by=By.PLATFORM
    )
    values = ask(choice, question) if chosen else ()
    return {
        platform_name(key, choice.language): {v.key: v for v in values if v.platform == key} for key in chosen
    }


def _of_institutions(choice: Choice, rows: Sequence[InstitutionRow]) -> dict[str, Column]:
    """The values of each institution by KPI, over the platforms on the page."""
    found: dict[str, Column] = {}
    for row in rows:
        one = replace(choice, institution=row)
        question = Question(one.institution.id, choice.period, choice.platforms, kpis=tuple(KPIS))
        found[row.name] = {value.key: value for value in ask(one, question)}
    return found


def _show(chosen: Sequence[str], columns: Mapping[str, Column], period: Period, language: Language) -> None:
    if len(chosen) < FIRST_SHOWN:
        st.caption(say(N_("Choose two or more to see them side by side.")))
        return
    first = next(iter(columns))
    st.caption(
        say(
            N_("Under each number, its distance from {first}, or why the two cannot be compared."),
            first=first,
        )
        + " "
        + say(
            N_("Days compared, on both sides: {first} to {last} ({days} days)."),
            first=period.first,
            last=period.last,
            days=period.days,
        )
    )
    show_html(table_html(side_by_side(columns, MAIN, language), say(N_("KPI by KPI"))))
    rest = side_by_side(columns, [key for key in KPIS if key not in MAIN], language)
    if any(rest.values()):
        closed_table(rest, language, say(N_("All other KPIs")))


def side_by_side(
    columns: Mapping[str, Column], kpis: Sequence[str], language: Language
) -> dict[str, list[str]]:
    """A table of KPI × chosen; KPIs that none of them has are left out."""
    first, *_ = columns.values()
    keys = [key for key in kpis if any(column[key].value is not None for column in columns.values())]
    themes = [f"{language.say(THEMES[KPIS[key].theme])} · {label(key, language)}" for key in keys]
    table: dict[str, list[str]] = {language.say(N_("KPI")): themes}
    for name, column in columns.items():
        of_first = column is first
        table[name] = [
            cell(column[key], None if of_first else first[key], next(iter(columns)), language) for key in keys
        ]
    return table


def cell(value: Value, first: Value | None, name: str, language: Language) -> Markup:
    """A number, and under it how far it is from the first one's, or why that cannot be said."""
    shown = f"<b>{number(value, language)}</b>"
    if first is None:
        return Markup(f'<span class="v-beside">{shown}</span>')
    change = compare(value, first, name)
    said = language.say(change) if isinstance(change, Message) else change_size(change, language)
    css = "v-refused" if isinstance(change, Message) else "v-muted"
    return Markup(f'<span class="v-beside">{shown}<small class="{css}">{escape(said)}</small></span>')
