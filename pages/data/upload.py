"""Import: choose files, see what would be saved, answer what only a person knows, then save."""

import hashlib
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from kpi.errors import KpiError
from kpi.importing.preview import Preview, preview
from kpi.importing.report import Outcome, Report
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.words import N_
from pages.data.questions import NOTHING, Answers, ask_channel, ask_year, needs_channel, needs_year
from pages.data.report_view import show_report
from pages.data.rows import rows_frame
from pages.data.uploader import speak_in_uploaders
from pages.shared import data
from pages.shared.data import Key
from pages.shared.state import Choice, say
from pages.shared.store import open_shared_store
from pages.shared.trouble import show_error

_BATCH: Final = "data.batch"  # a new number empties the uploader
_DONE: Final = "data.done"


@dataclass(frozen=True)
class Ready:
    """A file that would be saved as it stands, with what a person has said about it."""

    source: Source
    answers: Answers


def show_import(choice: Choice) -> None:
    """The uploader, each file's preview, and the button that saves those that can be saved."""
    _show_done(choice)
    speak_in_uploaders()
    batch: int = st.session_state.setdefault(_BATCH, 0)
    files = st.file_uploader(
        say(N_("Files to import for {name}"), name=choice.institution.name),
        accept_multiple_files=True,
        key=f"data.upload.{batch}",
        help=say(
            N_(
                "Exports as they were downloaded (CSV or XLSX) from Meta, X, TikTok, Google Analytics or a care tool, or our templates. Nothing is saved before you say so."
            )
        ),
    )
    ready = [found for file in files if (found := _show_file(choice, file, batch)) is not None]
    if not files:
        return
    label = choice.language.plural("Import {count} file", "Import {count} files", len(ready))
    if st.button(label, type="primary", disabled=not ready, icon=":material/save:", key="data_import"):
        _import(choice, ready)


def _show_file(choice: Choice, file: UploadedFile, batch: int) -> Ready | None:
    """One file's card: what it is, what would be saved, what it still needs. None when it cannot be saved."""
    source = Source(file.name, file.getvalue())
    sha256 = hashlib.sha256(source.content).hexdigest()
    key = f"data.file.{batch}.{file.file_id}"
    with st.container(border=True):
        st.header(f":material/description: {_plain(file.name)}", anchor=False)
        try:
            tried, answers = _try_out(choice, source, sha256, key)
        except KpiError as error:
            show_error(error)
            return None
        if tried is None:
            return None
        report = tried.report
        show_report(report, choice.language, key=key, done=False)
        if report.outcome is not Outcome.SAVED:
            return None
        _show_rows(tried)
    return Ready(source, answers)


def _try_out(choice: Choice, source: Source, sha256: str, key: str) -> tuple[Preview | None, Answers]:
    """The file's preview, asking for what it was refused for want of. No preview while an answer is missing."""
    answers = NOTHING
    tried = _preview(choice, source, sha256, answers)
    likely = (choice.covered.last if choice.covered else choice.period.last).year
    for _ in range(2):  # a file may need both answers; each is asked for when the file is refused without it
        if needs_channel(tried.report):
            channel = ask_channel(tried.report, key)
            if channel is None:
                return None, answers
            answers = Answers(channel, answers.year)
        elif needs_year(tried.report):
            year = ask_year(tried.report, key, likely)
            if year is None:
                return None, answers
            answers = Answers(answers.channel, year)
        else:
            break
        tried = _preview(choice, source, sha256, answers)
    return tried, answers


def _preview(choice: Choice, source: Source, sha256: str, answers: Answers) -> Preview:
    key = data.key_of(choice.store, choice.institution)
    with st.spinner(say(N_("Reading {file}…"), file=source.name)):
        return _previewed(key, choice.institution.name, sha256, source.name, answers, source)


@st.cache_data(max_entries=32, show_spinner=False)
def _previewed(
    key: Key,  # noqa: ARG001  (part of what the preview is remembered by)
    institution: str,
    sha256: str,  # noqa: ARG001
    name: str,  # noqa: ARG001
    answers: Answers,
    _source: Source,
) -> Preview:
    target = Target(institution, answers.channel)
    return preview(open_shared_store(), _source, target, year=answers.year)


def _show_rows(tried: Preview) -> None:
    """The first rows as they would be saved."""
    if tried.rows:
        st.caption(say(N_("The first rows, as they would be saved:")))
        st.dataframe(rows_frame(tried), hide_index=True)


def _import(choice: Choice, ready: list[Ready]) -> None:
    """Save each file, whole or not at all; nothing is drawn while one is being written."""
    reports: list[Report] = []
    with st.spinner(say(N_("Importing…"))):
        for file in ready:
            target = Target(choice.institution.name, file.answers.channel)
            reports.append(import_file(choice.store, file.source, target, year=file.answers.year))
    st.session_state[_DONE] = (choice.institution.id, reports)
    st.session_state[_BATCH] += 1
    st.rerun()


def put_away() -> None:
    """Forget what the last import did: it is shown no more."""
    st.session_state.pop(_DONE, None)


def _show_done(choice: Choice) -> None:
    """What the import that has just ended did, until the next one or until it is put away."""
    whose, reports = st.session_state.get(_DONE, (None, []))
    if whose != choice.institution.id:
        return
    saved = [report for report in reports if report.outcome is Outcome.SAVED]
    with st.container(border=True, key="data_done"):
        if saved:
            st.success(
                choice.language.plural(
                    "{count} file was imported. The pages show it now.",
                    "{count} files were imported. The pages show them now.",
                    len(saved),
                ),
                icon=":material/check_circle:",
            )
        for number, report in enumerate(reports):
            st.header(_plain(report.file), anchor=False)
            show_report(report, choice.language, key=f"data.done.{number}", done=True)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.page_link("overview/page.py", label=say(N_("See the overview")), icon=":material/speed:")
            if st.button(say(N_("Put this away")), type="tertiary", key="data_done_close"):
                put_away()
                st.rerun()


def _plain(name: str) -> str:
    """A file's name without effect as Markdown."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>#+!|$~:" else sign for sign in name)
