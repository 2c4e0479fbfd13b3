"""What the import that has just ended did: a line a file, the files to download, and the way on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from kpi.access.roles import Permission
from kpi.acts.imports import undo
from kpi.importing.asking import asks
from kpi.importing.report import Outcome, Report
from kpi.showing.language import Language
from kpi.showing.report_files import faults_csv, restated_csv
from kpi.words import N_
from pages.data.file_card import short_report
from pages.data.job import Failure
from pages.data.kpi_changes import offer_changed_kpis, show_changed_kpis
from pages.data.report_view import show_report
from pages.data.running import ImportJob
from pages.shared.inert import plain
from pages.shared.state import Choice, say
from pages.shared.taking import offer_file

_DONE: Final = "data.done"


Files = tuple[tuple[str, Report | Failure], ...]


@dataclass(frozen=True)
class Done:
    """An import that ended: what came of each file that was handled, by name, and how it was cut short.

    `cancelled_at` is the file that was being handled then, `untouched` those that were not begun.
    """

    institution_id: int
    files: Files
    cancelled: bool = False
    cancelled_at: str | None = None
    untouched: int = 0

    @classmethod
    def of(cls, job: ImportJob, institution_id: int, beside: Files = ()) -> "Done":
        """What the job did; `beside` are files that lay beside those imported, and why they could not be.

        Files that wait for an answer now are left out: they are still in the uploaders, and ask there.
        """
        results = list(job.results.values())
        untouched = len(job.names) - len(results) - (job.cancelled_at is not None)
        return cls(
            institution_id,
            (*(each for each in zip(job.names, results, strict=False) if not _waits(each[1])), *beside),
            job.was_cut_short,
            job.cancelled_at,
            untouched,
        )

    @property
    def reports(self) -> list[Report]:
        return [result for _, result in self.files if isinstance(result, Report)]

    @property
    def saved(self) -> list[Report]:
        return [report for report in self.reports if report.outcome is Outcome.SAVED]


def _waits(result: Report | Failure) -> bool:
    return isinstance(result, Report) and asks(result) is not None


def keep(done: Done) -> None:
    """Show it from now on, until the next import or until it is put away."""
    st.session_state[_DONE] = done


def put_away() -> None:
    """Forget what the last import did: it is shown no more."""
    st.session_state.pop(_DONE, None)


def show_done(choice: Choice) -> None:
    done: Done | None = st.session_state.get(_DONE)
    if done is None or done.institution_id != choice.institution.id:
        return
    if not (done.files or done.cancelled):  # every file waits for an answer
        return
    with st.container(border=True, key="data_done"):
        _show_verdict(done, choice.language)
        if done.cancelled:
            _show_cancelled(choice, done)
        if len(done.files) == 1:
            name, result = done.files[0]
            st.header(plain(name), anchor=False)
            _show_result(result, choice.language, "data.done.0")
        else:
            _show_several(done, choice.language)
        with st.container(horizontal=True, vertical_alignment="center"):
            if done.saved:
                st.page_link("overview/page.py", label=say(N_("See the overview")), icon=":material/speed:")
            if st.button(say(N_("Close this report")), type="tertiary", key="data_done_close"):
                put_away()
                st.rerun()


def _show_verdict(done: Done, language: Language) -> None:
    if done.saved:
        st.success(
            language.plural(
                "{count} file was imported. The pages show it now.",
                "{count} files were imported. The pages show them now.",
                len(done.saved),
            ),
            icon=":material/check_circle:",
        )


def _show_cancelled(choice: Choice, done: Done) -> None:
    """What cancelling left, which is nothing of the file that ran; and the way to take the earlier ones back."""
    said = [say(N_("The import was cancelled."))]
    if done.cancelled_at:
        said.append(say(N_("Nothing of `{file}` was saved."), file=done.cancelled_at.replace("`", " ")))
    if done.untouched:
        said.append(
            choice.language.plural(
                "{count} file was not begun.", "{count} files were not begun.", done.untouched
            )
        )
    st.warning(" ".join(said), icon=":material/cancel:")
    if (
        done.saved
        and choice.may(Permission.UNDO)
        and st.button(
            choice.language.plural(
                "Take the {count} file that was saved before back too",
                "Take the {count} files that were saved before back too",
                len(done.saved),
            ),
            icon=":material/undo:",
            key="data_done_undo",
        )
    ):
        for report in reversed(done.saved):
            undo(choice.access, choice.institution, report.import_id or 0)
        put_away()
        st.rerun()


def _show_several(done: Done, language: Language) -> None:
    """What changed over all of the files, then a line for each."""
    reports = done.reports
    show_changed_kpis(reports, language)
    with st.container(horizontal=True):
        offer_changed_kpis(reports, language, key="data.done")
        if any(report.faults for report in reports):
            _offer(say(N_("Download the problems as CSV")), "problems", reports, language)
        if any(report.restated for report in reports):
            _offer(say(N_("Download the changed numbers as CSV")), "changes", reports, language)
    for number, (name, result) in enumerate(done.files):
        icon, said = (
            (":material/error:", say(result.message))
            if isinstance(result, Failure)
            else short_report(result, language, done=True)
        )
        line = st.expander(
            f"**{plain(name)}** · {said}", icon=icon, key=f"data.done.line.{number}", on_change="rerun"
        )
        if line.open:
            with line:
                _show_result(result, language, f"data.done.{number}")


def _show_result(result: Report | Failure, language: Language, key: str) -> None:
    if isinstance(result, Failure):
        st.error(say(result.message), icon=":material/error:")
    else:
        show_report(result, language, key=key, done=True)


def _offer(words: str, what: str, reports: Sequence[Report], language: Language) -> None:
    """One file for all of the import's problems, or changes."""
    write, name = (faults_csv, N_("problems")) if what == "problems" else (restated_csv, N_("changes"))
    offer_file(
        words,
        lambda: write(reports, language),
        f"{say(name)}.csv",
        what=f"{what} of several imports",
        key=f"data.done.{what}",
    )
