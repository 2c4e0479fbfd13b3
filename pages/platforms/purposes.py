"""What each platform is for, as the institution has set it, and how well it serves that; edited in place."""

from kpi.answers.question import By, Question
from kpi.answers.serving import Serving, servings
from kpi.answers.value import Value
from kpi.catalogue.purposes import KPIS_THAT_TELL
from kpi.showing.charts.words import SHAPES, platform_name, verdict_text
from kpi.showing.language import Language
from kpi.showing.phrases import beside_goal, served
from kpi.store.purposes import SetPurpose, purpose_history, purposes
from kpi.words import N_
from pages.platforms.purpose_editor import show_editor
from pages.shared.data import ask
from pages.shared.explain import number
from pages.shared.html import escape, show_html
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tiles import CSS_OF_STATUS


def show_purposes(choice: Choice) -> None:
    """A card for each platform: its purpose, the verdict, and what the KPIs say; under it the way to change it."""
    section(say(N_("What each platform is for")), "purposes", say(N_("Purposes")))
    with choice.reading() as connection:
        chosen = purposes(connection, choice.institution.id)
        history = purpose_history(connection, choice.institution.id)
    named = {platform: one.purpose for platform, one in chosen.items()}
    found = servings(_values(choice), named)
    cards = "".join(
        _card(platform, chosen.get(platform), found.get(platform), choice.language)
        for platform in choice.shown
    )
    show_html(f'<section class="v-purposes">{cards}</section>')
    show_editor(choice, chosen, history)


def _values(choice: Choice) -> tuple[Value, ...]:
    question = Question(
        choice.institution.id, choice.period, choice.platforms, kpis=KPIS_THAT_TELL, by=By.PLATFORM
    )
    return ask(choice, question)


def _card(platform: str, chosen: SetPurpose | None, one: Serving | None, language: Language) -> str:
    name = f'<div class="v-name" role="heading" aria-level="3">{escape(platform_name(platform, language))}'
    if chosen is None or one is None:
        why = escape(language.say(N_("Nobody has said yet what it is for.")))
        return f'<article class="v-tile">{name}</div><p class="v-why">{why}</p></article>'
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
    said = served(one, language)
    css = CSS_OF_STATUS[one.status]
    return f'<p class="v-foot"><span class="v-status {css}">{SHAPES[one.status]} {escape(said)}</span></p>'
