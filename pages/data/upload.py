"""Import: choose files or a folder, see what would be saved, answer what only a person knows, then save."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from kpi.access.roles import Permission
from kpi.importing.asking import asks
from kpi.importing.preview import Preview
from kpi.importing.report import Report
from kpi.words import N_
from pages.data import done as finished
from pages.data import running
from pages.data.done import Done, Files, show_done
from pages.data.file_card import is_ready, show_card, show_line, waits_for_answer
from pages.data.job import Failure
from pages.data.progress import show_progress
from pages.data.running import ImportJob
from pages.data.trying import Uploaded, forget, try_out
from pages.data.uploader import show_uploaders
from pages.shared.state import Choice, say

_BATCH: Final = "data.batch"  # a new number empties the uploaders
_WATCHING: Final = "data.watching"
_BEGUN: Final = "data.begun"
QUICK_SECONDS: Final = 0.8
"""So long the page waits before it shows a bar: a small file is imported by then, and nothing jumps."""


@dataclass(frozen=True)
class Begun:
    """What lay in the uploaders beside the files of an import: those that cannot be imported, and why.

    `others_wait`: there are also files that wait for an answer, so that the uploaders must not be emptied.
    """

    beside: Files
    others_wait: bool


def show_import(choice: Choice) -> None:
    """The import that runs or has just ended; else the uploader, the files in it, and the button that saves them."""
    batch: int = st.session_state.setdefault(_BATCH, 0)
    if _show_running(choice):
        show_uploaders(choice, batch, disabled=True)  # what is in them would be lost without
        return
    show_done(choice)
    files = show_uploaders(choice, batch)
    if files:
        _show_files(choice, files)
    else:
        forget()


def _show_running(choice: Choice) -> bool:
    """The bar of the institution's import, whoever began it; once it has ended, its report is kept for this session."""
    job = running.job_of(choice.access, choice.institution)
    if job is None:
        return False
    if not job.ended:
        st.session_state[_WATCHING] = job
        show_progress(
            job,
            say(N_("Importing into {name}"), name=choice.institution.name),
            say(N_("Cancel the import")),
            "data_import",
            partial(_cancel, choice, job),
        )
        st.caption(
            say(
                N_(
                    "It goes on when you look at other pages or close this one; its report stands under “What was imported” then."
                )
            )
        )
        return True
    watching: ImportJob | None = st.session_state.get(_WATCHING)
    if watching is job:
        del st.session_state[_WATCHING]
        begun: Begun | None = st.session_state.pop(_BEGUN, None)
        finished.keep(Done.of(job, choice.institution.id, begun.beside if begun else ()))
        if begun and not begun.others_wait and not any(_asks(result) for result in job.results.values()):
            _empty()
        st.rerun()  # what the frame and the page have read so far was read before the import ended
    return False


def _cancel(choice: Choice, job: ImportJob) -> None:
    """End the import, where whoever clicked may still import."""
    choice.access.check(Permission.IMPORT, choice.institution)
    job.cancel()


def _show_files(choice: Choice, uploaded: Sequence[UploadedFile]) -> None:
    """What would become of each file, and the button that imports those that can be."""
    files, job = try_out(choice, uploaded)
    if job is not None and job.is_cancelled:
        _empty()
    if job is not None:
        show_progress(
            job, say(N_("Looking at the files")), say(N_("Cancel and put the files away")), "data_try"
        )
    elif len(files) > 1:
        _show_button(choice, files)
    if len(files) == 1:
        if files[0].result is not None:
            show_card(choice, files[0])
            _show_button(choice, files)
        return
    for file in sorted(files, key=lambda file: not waits_for_answer(file)):
        show_line(choice, file, files)


def _show_button(choice: Choice, files: list[Uploaded]) -> None:
    ready = [file for file in files if is_ready(file)]
    if len(files) > 1:
        st.markdown(_counted(files, ready, choice))
    label = choice.language.plural("Import {count} file", "Import {count} files", len(ready))
    if st.button(
        label,
        type="primary",
        disabled=not ready,
        icon=":material/save:",
        key="data_import",
    ):
        _begin(choice, files, ready)


def _begin(choice: Choice, files: list[Uploaded], ready: list[Uploaded]) -> None:
    """Import those that are ready. The files stay in the uploaders until it has ended.

    Those that name no account come last, as the others may say whose they are.
    """
    in_turn = sorted(ready, key=_names_no_account)
    job = running.begin(choice.access, choice.institution, [file.wanted for file in in_turn])
    st.session_state[_WATCHING] = job
    beside = tuple(
        (file.file.name, file.result.report if isinstance(file.result, Preview) else file.result)
        for file in files
        if file.result is not None and not is_ready(file) and not waits_for_answer(file)
    )
    st.session_state[_BEGUN] = Begun(beside, any(waits_for_answer(file) for file in files))
    finished.put_away()
    job.wait(QUICK_SECONDS)
    st.rerun()


def _names_no_account(file: Uploaded) -> bool:
    return isinstance(file.result, Preview) and file.result.report.assumed


def _asks(result: Report | Failure) -> bool:
    """Whether a file that was imported waits for an answer now: a file before it made a second account."""
    return isinstance(result, Report) and asks(result) is not None


def _counted(files: list[Uploaded], ready: list[Uploaded], choice: Choice) -> str:
    """How many files there are, can be imported, and wait for an answer."""
    language, asking = choice.language, sum(waits_for_answer(file) for file in files)
    parts = [
        language.plural("{count} file", "{count} files", len(files)),
        language.plural("{count} can be imported", "{count} can be imported", len(ready)),
    ]
    if asking:
        parts.append(language.plural("{count} asks something", "{count} ask something", asking))
    return " · ".join(parts)


def _empty() -> None:
    """Empty the uploaders and begin anew."""
    forget()
    st.session_state[_BATCH] += 1
    st.rerun()
