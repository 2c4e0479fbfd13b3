"""The platforms side by side, where several have messages."""

import streamlit as st

from kpi.answers.value import Value
from kpi.showing.charts.words import SHAPES, is_too_early, label, legend, platform_name, value_text
from kpi.showing.language import Language
from kpi.words import N_
from pages.response.numbers import MEDIAN, OPENED, P90, SHARES, WAITING, ResponseNumbers
from pages.shared.explain import number
from pages.shared.html import Markup, show_html
from pages.shared.sections import section
from pages.shared.state import Choice, say
from pages.shared.tables import table_html

KEYS = (OPENED, *MEDIAN.values(), *P90.values(), *SHARES, *WAITING)


def show_by_platform(choice: Choice, found: ResponseNumbers) -> None:
    """A row for each platform with messages, a column for each KPI that any of them has."""
    if len(found.by_platform) < 2:
        return
    language = choice.language
    section(say(N_("By platform")), "platforms")
    rows = [*found.by_platform.values(), found.now]
    shown = [key for key in KEYS if any(row[key].value is not None for row in rows)]
    names = [*(platform_name(name, language) for name in found.by_platform), say(N_("Together"))]
    columns = {say(N_("Platform")): names}
    for key in shown:
        head = say(N_("Questions")) if key == OPENED else label(key, language)
        columns[head] = [_cell(row[key], language) for row in rows]
    show_html(table_html(columns, say(N_("By platform"))))
    st.caption(legend((value.status for row in rows for value in row.values()), language))


def _cell(value: Value, language: Language) -> Markup:
    """The value, which opens its panel, after the shape of its status where it has a goal."""
    said = value_text(value, language).replace(" ", "\N{NO-BREAK SPACE}") if value.value is not None else ""
    shown = number(value, language, said)
    if value.status is None or value.value is None or is_too_early(value):
        return shown
    return Markup(f"{SHAPES[value.status]}\N{NO-BREAK SPACE}{shown}")
