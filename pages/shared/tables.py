"""Tables under charts: the same numbers, in the reader's language, sortable where Streamlit shows them."""

from collections.abc import Mapping, Sequence

import streamlit as st

from kpi.answers.value import Value
from kpi.catalogue.units import Unit
from kpi.showing.charts.words import STATUS_WORDS, label
from kpi.showing.language import Language
from kpi.words import N_

Columns = Mapping[str, Sequence[str | float | int | None]]


def scaled(x: float | None, unit: Unit) -> float | None:
    """A value as a table's column holds it: shares in per cent, durations in hours."""
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
    unit = values[0].unit
    say = language.say
    name = header(values[0].key, unit, language)
    goal = say(N_("Goal"))
    rows: Columns = {
        say(N_("Period")): [language.period(v.period) for v in values],
        name: [scaled(v.value, unit) for v in values],
        "n": [v.n for v in values],
        goal: [scaled(v.goal.target, unit) if v.goal else None for v in values],
        say(N_("Status")): [say(STATUS_WORDS[v.status]) if v.status else None for v in values],
    }
    closed_table(rows, language, number_columns=(name, goal))


def closed_table(rows: Columns, language: Language, *, number_columns: Sequence[str]) -> None:
    """The numbers under a chart, closed until somebody asks."""
    with st.expander(language.say(N_("The numbers as a table"))):
        show_table(rows, number_columns=number_columns)


def show_table(rows: Columns, *, number_columns: Sequence[str]) -> None:
    """A sortable table; numbers are written as the reader's browser writes them."""
    config = {name: st.column_config.NumberColumn(format="localized") for name in number_columns}
    config["n"] = st.column_config.NumberColumn(format="localized")
    st.dataframe(rows, hide_index=True, column_config=config, width="stretch", placeholder="—")
