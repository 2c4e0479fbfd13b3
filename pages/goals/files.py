"""Goals as files: take them away, change them in a spreadsheet, bring them back."""

from functools import partial
from typing import Final

import streamlit as st

from kpi.access.roles import Permission
from kpi.acts.imports import take_in
from kpi.answers.goals import Goal
from kpi.errors import KpiError
from kpi.importing.report import Outcome, Report
from kpi.importing.run import Options, Target
from kpi.importing.source import Source
from kpi.showing.goals_file import goals_csv
from kpi.showing.templates import template_csv
from kpi.words import N_
from pages.data.report_view import show_report
from pages.data.uploader import speak_in_uploaders
from pages.shared.allowed import offered
from pages.shared.state import Choice, say
from pages.shared.taking import offer_blank, offer_file

_TURN: Final = "goals.files.turn"
_DONE: Final = "goals.files.done"
LAYOUT: Final = "vinculo_goals"


def show_files(choice: Choice, goals: list[Goal]) -> None:
    """The goals as a file to take away, and the way to bring one in; nothing for who may do neither."""
    if not (choice.may(Permission.EXPORT) or choice.may(Permission.GOALS)):
        return
    with st.expander(say(N_("Goals from a file, and as a file")), expanded=_DONE in st.session_state):
        with st.container(horizontal=True):
            offer_file(
                say(N_("Download all goals as CSV")),
                partial(goals_csv, goals),
                f"vinculo_goals_v{choice.institution.data_version}.csv",
                what="goals",
                rows=len(goals),
                disabled=not goals,
                key="goals_download",
            )
            offer_blank(
                say(N_("Empty template")),
                partial(template_csv, LAYOUT, choice.language.locale),
                f"{LAYOUT}_{choice.language.locale}.csv",
                key="goals_template",
            )
        st.caption(
            say(
                N_(
                    "The file can be imported again as it is: 90% is 0.9, times are in seconds. A line that says what holds already changes nothing."
                )
            )
        )
        if offered(choice, Permission.GOALS):
            speak_in_uploaders()
            _show_import(choice)


def _show_import(choice: Choice) -> None:
    turn: int = st.session_state.setdefault(_TURN, 0)
    file = st.file_uploader(say(N_("Goals to import (CSV or XLSX)")), key=f"goals.upload.{turn}")
    whose, done = st.session_state.get(_DONE, (None, None))
    if file is not None:
        source = Source(file.name, file.getvalue())
        _try_and_import(choice, source)
    elif whose == choice.institution.id:
        st.success(say(N_("Imported.")), icon=":material/check_circle:")
        show_report(done, choice.language, key="goals.done", done=True)


def _try_and_import(choice: Choice, source: Source) -> None:
    try:
        tried = _take_in(choice, source, dry_run=True)
        show_report(tried, choice.language, key="goals.tried", done=False)
        if tried.outcome is Outcome.SAVED and st.button(
            say(N_("Import these goals")), type="primary", key="goals_import"
        ):
            done = _take_in(choice, source, dry_run=False)
            st.session_state[_DONE] = (choice.institution.id, done)
            st.session_state[_TURN] += 1
            st.rerun()
    except KpiError as error:
        st.error(say(error.message))


def _take_in(choice: Choice, source: Source, *, dry_run: bool) -> Report:
    return take_in(
        choice.access,
        choice.institution,
        source,
        Target(choice.institution.name),
        Options(layout=LAYOUT, dry_run=dry_run),
        permission=Permission.GOALS,
        effect=False,
    )
