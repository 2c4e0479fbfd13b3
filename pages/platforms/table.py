"""All headline KPIs of all platforms in one table that can be sorted."""

import streamlit as st

from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS
from kpi.showing.changes import change_text
from kpi.showing.charts.words import platform_name
from kpi.showing.language import Language
from kpi.words import N_
from pages.platforms.numbers import PlatformNumbers
from pages.shared.state import say
from pages.shared.tables import closed_table, header, scaled, show_table, value_columns


def show_platform_table(found: PlatformNumbers, platforms: tuple[str, ...], language: Language) -> None:
    """A row per platform, a column per KPI in its unit; a click on a column's head sorts by it."""
    columns: dict[str, list[str | float | int | None]] = {
        say(N_("Platform")): [platform_name(platform, language) for platform in platforms]
    }
    numbers = []
    for key in found.shown:
        name = header(key, KPIS[key].unit, language)
        numbers.append(name)
        columns[name] = [_scaled(found.now[key].get(platform)) for platform in platforms]
    st.caption(say(N_("A click on the head of a column sorts by it. A dash: nothing was imported for it.")))
    show_table(columns, number_columns=numbers)


def show_kpi_table(key: str, found: PlatformNumbers, language: Language) -> None:
    """One KPI by platform, closed: value, cases, goal, status, and the change in words."""
    values = found.known(key)
    closed_table(
        {
            say(N_("Platform")): [platform_name(v.platform, language) for v in values],
            **value_columns(values, language),
            say(N_("Change")): [
                change_text(v, found.before[key][v.platform or ""], language) if v.value is not None else "—"
                for v in values
            ],
        },
        language,
    )


def _scaled(value: Value | None) -> float | None:
    return scaled(value.value, value.unit) if value else None
