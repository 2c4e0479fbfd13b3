"""Tables under charts: the same numbers, closed until somebody asks; and one that can be sorted."""

from collections.abc import Mapping, Sequence

import streamlit as st

from kpi.answers.value import Value
from kpi.catalogue.units import Unit
from kpi.showing.charts.words import label, status_text, value_text
from kpi.showing.language import Language
from kpi.words import N_
from pages.shared.html import escape, show_html

Columns = Mapping[str, Sequence[str | float | int | None]]


def scaled(x: float | None, unit: Unit) -> float | None:
    """A value as a sortable column holds it: shares in per cent, durations in hours."""
    if x is None:
        return None
    return round(x * 100 if unit is Unit.SHARE else x / 3_600 if unit is Unit.SECONDS else x, 2)


def unit_words(unit: Unit, language: Language) -> str:
    """What a column of such values is measured in."""
    words = {
        Unit.SHARE: "%",
        Unit.SECONDS: language.say(N_("hours")),
        Unit.PER_POST: language.say(N_("per post")),
        Unit.DAYS: language.say(N_("days")),
        Unit.COUNT: "",
    }
    return words[unit]


def header(key: str, unit: Unit, language: Language) -> str:
    """A column's name with its unit: "Respondidos en 24 horas (%)"."""
    words = unit_words(unit, language)
    return f"{label(key, language)} ({words})" if words else label(key, language)


def time_table(values: Sequence[Value], language: Language) -> None:
    """A closed table of one KPI's values in time order: period, value, n, goal, status."""
    closed_table(
        {
            language.say(N_("Period")): [language.period(v.period) for v in values],
            **value_columns(values, language),
        },
        language,
    )


def value_columns(values: Sequence[Value], language: Language) -> dict[str, list[str]]:
    """Value, cases, goal and status of some values of one KPI, as words."""
    return {
        label(values[0].key, language): [value_text(v, language) for v in values],
        "n": [language.number(v.n) for v in values],
        language.say(N_("Goal")): [
            language.value(v.goal.target, v.unit, trim=True) if v.goal else "—" for v in values
        ],
        language.say(N_("Status")): [status_text(v.status, language) if v.status else "—" for v in values],
    }


def closed_table(columns: Mapping[str, Sequence[str]], language: Language) -> None:
    """The numbers under a chart, closed until somebody asks. Plain HTML: a grid of its own costs 8 ms a rerun."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in columns)
    rows = "".join(_row(cells) for cells in zip(*columns.values(), strict=True))
    show_html(
        f'<details class="v-closed"><summary>{escape(language.say(N_("The numbers as a table")))}</summary>'
        f'<div class="v-scroll"><table class="v-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details>"
    )


def _row(cells: Sequence[str]) -> str:
    first, *rest = cells
    return (
        f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in rest)}</tr>'
    )


def show_table(rows: Columns, *, number_columns: Sequence[str]) -> None:
    """A sortable table; numbers are written as the reader's browser writes them."""
    config = {name: st.column_config.NumberColumn(format="localized") for name in number_columns}
    st.dataframe(rows, hide_index=True, column_config=config, width="stretch", placeholder="—")
