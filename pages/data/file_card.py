"""One uploaded file before it is imported: what it is, what would be saved, what it still needs."""

from typing import Final

import streamlit as st

from kpi.importing.asking import asks
from kpi.importing.preview import Preview
from kpi.importing.report import Outcome, Report
from kpi.platforms import Account
from kpi.showing.language import Language
from kpi.showing.next_steps import with_titles
from kpi.showing.templates import layout_title
from kpi.words import N_, Message
from pages.data.job import Failure
from pages.data.questions import ask
from pages.data.report_view import show_report
from pages.data.rows import rows_frame
from pages.data.teach import offer_teaching
from pages.data.trying import Uploaded, answer
from pages.shared.inert import plain
from pages.shared.state import Choice, say, say_next

LONGEST_REASON: Final = 150


def is_ready(file: Uploaded) -> bool:
    """Whether the file would be saved as it stands."""
    return isinstance(file.result, Preview) and file.result.report.outcome is Outcome.SAVED


def waits_for_answer(file: Uploaded) -> bool:
    return isinstance(file.result, Preview) and asks(file.result.report) is not None


def show_card(choice: Choice, file: Uploaded) -> None:
    """The file alone on the page: everything of it is open."""
    with st.container(border=True):
        st.header(f":material/description: {plain(file.file.name)}", anchor=False)
        _show_inside(choice, file, [file])


def show_line(choice: Choice, file: Uploaded, files: list[Uploaded]) -> None:
    """The file as one of several: a line that opens; a file that waits for an answer asks at once."""
    if waits_for_answer(file):
        with st.container(border=True):
            st.markdown(f":material/help: **{plain(file.file.name)}**")
            _show_inside(choice, file, files)
        return
    icon, said = _in_short(file, choice.language)
    opened = st.expander(
        f"**{plain(file.file.name)}** · {said}", icon=icon, key=f"data.line.{file.key}", on_change="rerun"
    )
    if opened.open:
        with opened:
            _show_inside(choice, file, files)


def _show_inside(choice: Choice, file: Uploaded, files: list[Uploaded]) -> None:
    key = f"data.file.{file.key}"
    match file.result:
        case None:
            st.caption(say(N_("It is still to be looked at.")))
        case Failure(message):
            st.error(say_next(message), icon=":material/error:")
        case Preview(report) if asks(report) is not None:
            _ask(choice, file, report, files)
        case Preview(report) as tried:
            _show_answers(file)
            show_report(report, choice.language, key=key, done=False)
            if report.outcome is Outcome.SAVED:
                _show_rows(tried, choice.language)
            if report.outcome is not Outcome.ALREADY:
                known = report.outcome is Outcome.SAVED
                offer_teaching(choice, file.wanted.source, file.file.file_id, known=known)


def _ask(choice: Choice, file: Uploaded, report: Report, files: list[Uploaded]) -> None:
    """The question; its answer goes for the other files that ask the same, where a person says so."""
    if report.layout:
        st.caption(layout_title(report.layout, choice.language))
    alike = [
        each
        for each in files
        if each is not file
        and isinstance(each.result, Preview)
        and asks(each.result.report) is asks(report)
        and each.result.report.layout == report.layout
    ]
    key = f"data.file.{file.key}"
    also = bool(alike) and st.checkbox(
        choice.language.plural(
            "The same for the other {count} file that asks this",
            "The same for the other {count} files that ask this",
            len(alike),
        ),
        key=f"{key}.also",
    )
    said = ask(choice, report, file.answers, key)
    if said is not None and said != file.answers:
        answer([file, *(alike if also else ())], said)
        st.rerun()


def _show_answers(file: Uploaded) -> None:
    """What was said about the file, and the way to say something else."""
    said = []
    if file.answers.channel:
        said.append(say(N_("Account: {account}"), account=Account.of(file.answers.channel)))
    if file.answers.year:
        said.append(say(N_("Year of the last row: {year}"), year=str(file.answers.year)))
    if not said:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(" · ".join(said))
        if st.button(say(N_("Change the answer")), type="tertiary", key=f"data.file.{file.key}.again"):
            answer([file], type(file.answers)())
            st.rerun()


def _show_rows(tried: Preview, language: Language) -> None:
    """The first rows as they would be saved, of every part of the file."""
    parts = [part for part in tried.parts if part.rows]
    if parts:
        st.caption(say(N_("The first rows, as they would be saved:")))
    for part in parts:
        if len(parts) > 1:
            st.markdown(f"**{layout_title(part.layout, language)}**")
        st.dataframe(rows_frame(part), hide_index=True)


def _in_short(file: Uploaded, language: Language) -> tuple[str, str]:
    """An icon and a few words: what would become of the file."""
    match file.result:
        case None:
            return ":material/hourglass_empty:", say(N_("still to be looked at"))
        case Failure(message):
            return ":material/error:", _cut(say_next(message))
        case Preview(report):
            return short_report(report, language, done=False)


def short_report(report: Report, language: Language, *, done: bool) -> tuple[str, str]:
    """An icon and a line on what became of a file, or would."""
    if report.outcome is Outcome.REFUSED:
        reason = report.reason or Message(N_("This file cannot be imported."))
        return ":material/block:", _cut(say(with_titles(reason, language)))
    if report.outcome is Outcome.ALREADY:
        return ":material/done_all:", say(N_("was imported already"))
    saved = report.rows_saved
    words = (
        language.plural("{number} row saved", "{number} rows saved", saved, number=saved)
        if done
        else language.plural(
            "{number} row would be saved", "{number} rows would be saved", saved, number=saved
        )
    )
    if report.rows_skipped:
        skipped = report.rows_skipped
        words += ", " + language.plural("{number} skipped", "{number} skipped", skipped, number=skipped)
    return ":material/check_circle:", f"{layout_title(report.layout, language)} · {words}"


def _cut(text: str) -> str:
    return plain(text if len(text) <= LONGEST_REASON else text[: LONGEST_REASON - 1] + "…")
