"""The attainment grid: platform by KPI, each cell a value and its status. Read in five seconds."""

from collections.abc import Mapping

from kpi.answers.value import Value
from kpi.catalogue.headline import HEADLINE
from kpi.showing.charts.words import goal_sign, label, platform_name, verdict_text, why_missing
from kpi.showing.language import Language
from kpi.words import N_
from pages.shared.explain import number
from pages.shared.html import escape, show_html
from pages.shared.tiles import CSS_OF_STATUS


def show_attainment(by_platform: Mapping[str, Mapping[str, Value]], language: Language) -> None:
    """A table with a row per platform and a column per headline KPI."""
    say = language.say
    head = "".join(f'<th scope="col">{escape(label(key, language))}</th>' for key in HEADLINE)
    rows = "".join(_row(platform, row, language) for platform, row in by_platform.items())
    show_html(
        f'<div class="v-scroll" tabindex="0" role="region" aria-label="{escape(say(N_("Goals by platform")))}">'
        f'<table class="v-table v-grid"><thead><tr><th scope="col">{escape(say(N_("Platform")))}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(platform: str, row: Mapping[str, Value], language: Language) -> str:
    cells = "".join(f"<td>{_cell(row.get(key), language)}</td>" for key in HEADLINE)
    return f'<tr><th scope="row">{escape(platform_name(platform, language))}</th>{cells}</tr>'


def _cell(value: Value | None, language: Language) -> str:
    """The value over its status; what the platform does not report is an empty cell that says so on hovering."""
    if value is None or (value.value is None and value.goal is None):
        title = escape(why_missing(value, language)) if value else ""
        return f'<span class="v-cell v-no-data" title="{title}">—</span>'
    if value.goal is None or value.status is None:
        return f'<span class="v-cell"><b>{number(value, language)}</b></span>'
    title = escape(language.say(value.status_reason) if value.status_reason else "")
    return (
        f'<span class="v-cell {CSS_OF_STATUS[value.status]}" title="{title}">'
        f"<b>{number(value, language)}</b>"
        f'<small><span class="v-muted">{escape(goal_sign(value, language))}</span> '
        f"{escape(verdict_text(value, language))}</small></span>"
    )
