"""The attainment grid: platform by KPI, each cell a value and its status. Read in five seconds: misses stand first."""

from collections import Counter
from collections.abc import Mapping

from kpi.answers.value import KEPT, SHORT, Status, Value
from kpi.catalogue.headline import HEADLINE
from kpi.showing.charts.words import SHAPES, STATUS_WORDS, goal_sign, label, platform_name, verdict_text
from kpi.showing.language import Language
from kpi.words import N_
from pages.shared.explain import number
from pages.shared.html import escape
from pages.shared.tiles import CSS_OF_STATUS

Row = Mapping[str, Value]
COUNTED = (*SHORT, *KEPT)


def attainment_html(by_platform: Mapping[str, Row], language: Language) -> str:
    """A table with a row per platform and a column per headline KPI; the platforms with most misses come first."""
    say = language.say
    head = "".join(f'<th scope="col">{escape(label(key, language))}</th>' for key in HEADLINE)
    rows = "".join(_row(platform, by_platform[platform], language) for platform in by_misses(by_platform))
    return (
        f'<div class="v-scroll" tabindex="0" role="region" aria-label="{escape(say(N_("Goals by platform")))}">'
        f'<table class="v-table v-grid"><thead><tr><th scope="col">{escape(say(N_("Platform")))}</th>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def by_misses(by_platform: Mapping[str, Row]) -> list[str]:
    """The platforms with most missed goals first, then with most that fall short, those without any goal last."""

    def place(platform: str) -> tuple[bool, int, int]:
        counts = _counts(by_platform[platform])
        return not counts.total(), -counts[Status.MISSED], -sum(counts[status] for status in SHORT)

    return sorted(by_platform, key=place)


def _counts(row: Row) -> Counter[Status]:
    return Counter(v.status for v in row.values() if v.goal is not None and v.status in COUNTED)


def _row(platform: str, row: Row, language: Language) -> str:
    cells = "".join(_cell(key, row.get(key), language) for key in HEADLINE)
    return f'<tr><th scope="row">{escape(platform_name(platform, language))}{_marks(row, language)}</th>{cells}</tr>'


def _marks(row: Row, language: Language) -> str:
    """The row's statuses as shapes under its name, the misses first; in words for who points or listens."""
    counts = _counts(row)
    if not counts:
        return ""
    said = ", ".join(f"{language.say(STATUS_WORDS[one])}: {counts[one]}" for one in COUNTED if counts[one])
    shapes = "".join(
        f'<span class="{CSS_OF_STATUS[status]}">{SHAPES[status] * counts[status]}</span>'
        for status in COUNTED
    )
    return f'<small class="v-marks" role="img" aria-label="{escape(said)}" title="{escape(said)}">{shapes}</small>'


def _cell(key: str, value: Value | None, language: Language) -> str:
    """The value over its status; what the platform does not report is a dash that says why."""
    name = escape(label(key, language))
    if value is None or (value.value is None and value.goal is None):
        dash = number(value, language) if value else "—"
        return f'<td class="v-blank" data-name="{name}"><span class="v-cell v-no-data">{dash}</span></td>'
    if value.goal is None or value.status is None:
        return f'<td data-name="{name}"><span class="v-cell"><b>{number(value, language)}</b></span></td>'
    title = escape(language.say(value.status_reason) if value.status_reason else "")
    return (
        f'<td data-name="{name}"><span class="v-cell {CSS_OF_STATUS[value.status]}" title="{title}">'
        f"<b>{number(value, language)}</b>"
        f"<small>{escape(verdict_text(value, language))} "
        f'<span class="v-muted">{escape(goal_sign(value, language))}</span></small></span></td>'
    )
