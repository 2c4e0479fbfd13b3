"""What each platform is for, as the institution has set it, and how well it serves that; edited in place."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from kpi.answers.question import By, Question
from kpi.answers.serving import Serving, serving
from kpi.answers.value import Status, Value
from kpi.catalogue.purposes import KPIS_THAT_TELL, PURPOSES
from kpi.showing.charts.words import SHAPES, platform_name, verdict_text
from kpi.showing.language import Language
from kpi.showing.phrases import beside_goal
from kpi.store.purposes import SetPurpose, purpose_history, purposes
from kpi.words import N_
from pages.platforms.purpose_editor import show_editor
from pages.shared.data import ask
from pages.shared.explain import number
from pages.shared.html import escape, show_html
from pages.shared.state import Choice, say
from pages.shared.tiles import CSS_OF_STATUS

VERDICTS: Final = {
    Status.MET: N_("serves it"),
    Status.AT_RISK: N_("serves it in part"),
    Status.MISSED: N_("does not serve it"),
    Status.NO_DATA: N_("no goal to judge it by"),
}


def show_purposes(choice: Choice) -> None:
    """A card for each platform: its purpose, the verdict, and what the KPIs say; under it the way to change it."""
    st.header(say(N_("What each platform is for")), anchor=False)
    with choice.reading() as connection:
        chosen = purposes(connection, choice.institution.id)
        history = purpose_history(connection, choice.institution.id)
    values = _values(choice)
    cards = "".join(
        _card(platform, chosen.get(platform), values.get(platform, {}), choice.language)
        for platform in choice.shown
    )
    show_html(f'<section class="v-purposes">{cards}</section>')
    show_editor(choice, chosen, history)


def _values(choice: Choice) -> dict[str, dict[str, Value]]:
    question = Question(
        choice.institution.id, choice.period, choice.platforms, kpis=KPIS_THAT_TELL, by=By.PLATFORM
    )
    found: dict[str, dict[str, Value]] = {}
    for value in ask(choice, question):
        found.setdefault(value.platform or "", {})[value.key] = value
    return found


def _card(platform: str, chosen: SetPurpose | None, values: Mapping[str, Value], language: Language) -> str:
    name = f'<div class="v-name" role="heading" aria-level="3">{escape(platform_name(platform, language))}'
    if chosen is None or not chosen.purpose:
        why = escape(language.say(N_("Nobody has said yet what it is for.")))
        return f'<article class="v-tile">{name}</div><p class="v-why">{why}</p></article>'
    one = serving(platform, PURPOSES[chosen.purpose], values)
    note = f'<p class="v-change">{escape(chosen.note)}</p>' if chosen.note else ""
    return (
        f'<article class="v-tile">{name} · {escape(language.say(one.purpose.label))}</div>{note}'
        f"{_told(one, language)}{_verdict(one, language)}</article>"
    )


def _told(one: Serving, language: Language) -> str:
    """What each KPI says, with its goal and its status; the sentence opens its panel."""
    if not one.values:
        return f'<p class="v-why">{escape(language.say(N_("Nothing is known of it in this period.")))}</p>'
    lines = []
    for value in one.values:
        mark = ""
        if value.status is not None:
            css = CSS_OF_STATUS[value.status]
            mark = f' <span class="v-status {css}">{escape(verdict_text(value, language))}</span>'
        lines.append(f"<li>{number(value, language, beside_goal(value, language))}{mark}</li>")
    return f"<ul>{''.join(lines)}</ul>"


def _verdict(one: Serving, language: Language) -> str:
    """The verdict in a sentence: "Atención al cliente: cumple"."""
    said = f"{language.say(one.purpose.label)}: {language.say(VERDICTS[one.status])}"
    css = CSS_OF_STATUS[one.status]
    return f'<p class="v-foot"><span class="v-status {css}">{SHAPES[one.status]} {escape(said)}</span></p>'
