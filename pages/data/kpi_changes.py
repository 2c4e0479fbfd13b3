"""What an import changed in the KPIs: the biggest changes first, all of them as a file."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from kpi.answers.effect import counted, first_of
from kpi.catalogue.kpis import KPIS
from kpi.importing.report import ChangedKpi, Report
from kpi.periods import date_of
from kpi.showing.charts.words import label, platform_name
from kpi.showing.language import Language
from kpi.showing.report_files import changed_kpis_csv
from kpi.words import N_
from pages.shared.html import show_html
from pages.shared.state import say
from pages.shared.tables import table_html
from pages.shared.taking import offer_file

SHOWN: Final = 8


def show_changed_kpis(reports: Sequence[Report], language: Language) -> None:
    """The table under its heading; nothing where no KPI changed."""
    changes = [change for report in reports for change in report.changed_kpis]
    if not changes:
        return
    title = say(N_("What it changed in the KPIs"))
    st.markdown(f"**{title}** · {_counted(changes, language)}")
    show_html(table_html(changes_columns(first_of(changes, SHOWN), language), title))
    if len(changes) > SHOWN:
        st.caption(
            say(
                N_("The {shown} biggest of {all}. The file below has all of them."),
                shown=SHOWN,
                all=len(changes),
            )
        )


def offer_changed_kpis(reports: Sequence[Report], language: Language, *, key: str) -> None:
    """All of them as a file; nothing where no KPI changed."""
    if not any(report.changed_kpis for report in reports):
        return
    offer_file(
        say(N_("Download the changed KPIs as CSV")),
        lambda: changed_kpis_csv(reports, language),
        f"{say(N_('changed_kpis'))}.csv",
        what="KPIs that an import changed",
        rows=sum(len(report.changed_kpis) for report in reports),
        key=f"{key}.changed_csv",
    )


def changes_columns(changes: Sequence[ChangedKpi], language: Language) -> dict[str, list[str]]:
    return {
        say(N_("KPI")): [label(change.kpi, language) for change in changes],
        say(N_("Platform")): [platform_name(change.platform, language) for change in changes],
        say(N_("Month")): [
            language.short_month(date_of(change.month)).replace(" ", "\N{NO-BREAK SPACE}")
            for change in changes
        ],
        say(N_("Before")): [language.value(change.before, KPIS[change.kpi].unit) for change in changes],
        say(N_("Now")): [language.value(change.after, KPIS[change.kpi].unit) for change in changes],
    }


def _counted(changes: Sequence[ChangedKpi], language: Language) -> str:
    found, parts = counted(changes), []
    if found.changed:
        parts.append(language.plural("{count} value changed", "{count} values changed", found.changed))
    if found.new:
        parts.append(language.plural("{count} is new", "{count} are new", found.new))
    return ", ".join(parts)
