"""Any number can say how it is computed: `number` writes one that opens its panel, by click or by keyboard.

A page writes `number(value, language)` wherever it shows a value in markup of its own (tiles, tables, grids, the
tables under charts); nothing else is to be done. The panel is asked for when somebody opens it: a page with a hundred
numbers costs what it costs without. `how` is the same as a line of words, for a number that Streamlit itself shows.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlencode

import streamlit as st

from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.measures import MEASURES
from kpi.errors import KpiError
from kpi.periods import Period, parse_date
from kpi.showing.charts.words import value_text, why_missing
from kpi.showing.language import Language
from kpi.words import N_
from pages.shared.html import Markup, escape

PARAMETER: Final = "explain"
"""The address's parameter that opens a panel: a link to a number."""


@dataclass(frozen=True)
class Asked:
    """Which number is meant. No `platform` means those on the page, no `channel` all of them."""

    key: str
    platform: str | None
    channel: str | None
    period: Period
    institution: str


def number(value: Value, language: Language, text: str = "") -> Markup:
    """The value as markup that opens its panel: as `text`, else as `value_text` writes it. A missing one says why."""
    if value.value is None and not text:
        return _button(value, "v-num v-none", "—", f' title="{escape(why_missing(value, language))}"')
    return _button(value, "v-num", text or value_text(value, language))


def how(value: Value, language: Language) -> Markup:
    """“How it is computed”, as a quiet line of words under a number."""
    name = language.say(KPIS[value.key].label if value.is_kpi else MEASURES[value.key].label)
    words = language.say(N_("How it is computed"))
    return _button(value, "v-how", words, f' aria-label="{escape(words)}: {escape(name)}"')


def _button(value: Value, css: str, words: str, more: str = "") -> Markup:
    asked = escape(reference(value))
    return Markup(
        f'<button class="{css}" data-explain="{asked}" aria-haspopup="dialog"{more}>{escape(words)}</button>'
    )


def reference(value: Value) -> str:
    """What an address calls this number; `asked` reads it back."""
    return _reference(value.key, value.platform, value.channel, value.period, value.institution)


@lru_cache(maxsize=4_096)
def _reference(key: str, platform: str | None, channel: str | None, period: Period, institution: str) -> str:
    named = {
        "kpi": key,
        "platform": platform,
        "channel": channel,
        "from": period.first.isoformat(),
        "to": period.last.isoformat(),
        "inst": institution,
    }
    return urlencode({name: text for name, text in named.items() if text is not None})


def asked(text: str) -> Asked | None:
    """The number that an address calls `text`; None where there is no such KPI, measure or period."""
    query = {name: values[0] for name, values in parse_qs(text).items()}
    key = query.get("kpi", "")
    if key not in KPIS and key not in MEASURES:
        return None
    try:
        period = Period.of(parse_date(query.get("from", "")), parse_date(query.get("to", "")))
    except KpiError:
        return None
    return Asked(key, query.get("platform"), query.get("channel"), period, query.get("inst", ""))


_listener = st.components.v2.component(
    "vinculo_explain", js=(Path(__file__).parent / "explain.js").read_text("utf-8"), isolate_styles=False
)


def listened() -> Asked | None:
    """The number that somebody has just asked about on the page, or that the address brings along, once."""
    with st.container(key="frame_explain"):
        text = _listener(key="frame.explain", on_asked_change=_nothing).asked
    if not text and PARAMETER in st.query_params:
        text = st.query_params[PARAMETER]
        del st.query_params[PARAMETER]
    return asked(str(text)) if text else None


def _nothing() -> None:
    """Streamlit names a component's triggers by their callbacks; the run that follows is all that is wanted."""
