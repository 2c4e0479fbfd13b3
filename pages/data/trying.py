"""Uploaded files are tried out as soon as they are there, in the background; what came of each is remembered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from kpi.access.door import Access
from kpi.acts import imports
from kpi.importing.preview import Preview
from kpi.importing.run import Options
from kpi.importing.source import Source
from kpi.importing.watch import Watch
from kpi.store.institutions import InstitutionRow
from pages.data.answers import NOTHING, Answers
from pages.data.job import Failure, Job, Wanted
from pages.shared.state import Choice

_TRIED: Final = "data.tried"
_TRYING: Final = "data.trying"
_ANSWERS: Final = "data.answers"
QUICK_SECONDS: Final = 0.8
"""So long the page waits before it shows a bar: most files are tried out by then, and nothing jumps."""
ABANDONED_SECONDS: Final = 150.0
"""Without a look at it, trying out ends: the tab was closed, or shows another page. A hidden tab looks once a minute."""

TryingJob = Job[Preview]
Result = Preview | Failure


@dataclass(frozen=True)
class Uploaded:
    """A file in the uploader, with what was said about it. `result` None: it was not looked at yet."""

    file: UploadedFile
    answers: Answers
    key: str
    result: Result | None = None

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.key, Source(self.file.name, self.file.getvalue()), self.answers)


def try_out(choice: Choice, files: Sequence[UploadedFile]) -> tuple[list[Uploaded], TryingJob | None]:
    """The files with what is known of each; and the job that still looks at some of them."""
    answers: dict[str, Answers] = st.session_state.setdefault(_ANSWERS, {})
    wanted = [_uploaded(choice, file, answers.get(file.file_id, NOTHING)) for file in files]
    tried: dict[str, Result] = st.session_state.get(_TRIED, {})
    job: TryingJob | None = st.session_state.get(_TRYING)
    keys = {each.key for each in wanted}
    if job is not None and not keys.issuperset(job.keys):
        job.cancel()
        job = None
    tried = {**tried, **(job.results if job else {})}
    if job is not None and job.ended and not job.is_cancelled:
        job = None
    missing = [each for each in wanted if each.key not in tried]
    if missing and job is None:
        job = Job(
            [each.wanted for each in missing],
            trying(choice.access, choice.institution),
            abandoned_after=ABANDONED_SECONDS,
        )
        job.start()
        if job.wait(QUICK_SECONDS):
            tried, job = {**tried, **job.results}, None
    st.session_state[_TRYING] = job
    st.session_state[_TRIED] = {key: tried[key] for key in keys & tried.keys()}
    return [Uploaded(each.file, each.answers, each.key, tried.get(each.key)) for each in wanted], job


def trying(access: Access, institution: InstitutionRow) -> Callable[[Wanted, Watch], Preview]:
    """The work of the job: a dry run of one file."""

    def work(file: Wanted, watch: Watch) -> Preview:
        said = file.answers
        return imports.try_out(
            access, institution, file.source, said.channel, Options(year=said.year, watch=watch)
        )

    return work


def answer(files: Sequence[Uploaded], said: Answers) -> None:
    """Remember what was said about files; they are tried out again with it."""
    for each in files:
        st.session_state[_ANSWERS][each.file.file_id] = said


def forget() -> None:
    """End what still runs, and forget every file."""
    job: TryingJob | None = st.session_state.get(_TRYING)
    if job is not None:
        job.cancel()
    for name in (_TRYING, _TRIED, _ANSWERS):
        st.session_state.pop(name, None)


def _uploaded(choice: Choice, file: UploadedFile, answers: Answers) -> Uploaded:
    version = f"{choice.institution.id}.{choice.institution.data_version}"
    return Uploaded(file, answers, f"{file.file_id}|{answers.channel}|{answers.year}|{version}")
