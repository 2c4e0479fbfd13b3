"""What an import did, or would do, with one file: in a sentence, with the rows it could not take."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from kpi.catalogue.measures import Fact
from kpi.importing.report import Fault, Outcome, Part, Report, Restated
from kpi.periods import Period
from kpi.platforms import Account
from kpi.showing.charts.words import platform_name
from kpi.showing.fact_words import FACTS
from kpi.showing.language import Language
from kpi.showing.report_files import faults_csv, restated_csv
from kpi.showing.templates import layout_title
from kpi.words import N_, Message
from pages.data.kpi_changes import offer_changed_kpis, show_changed_kpis
from pages.data.rows import heading
from pages.shared.state import say, say_next
from pages.shared.taking import offer_file

SHOWN: Final = 50
DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
DAYS: Final = re.compile(rf"{DATE.pattern}(?: – {DATE.pattern}(?:, .*)?)?$")
THREE_LINES: Final = 66
"""The height of a row in which a sentence goes on below: Streamlit breaks lines in rows of more than 64 pixels."""


def fact_name(fact: str | None) -> str:
    return say(FACTS[Fact(fact)]) if fact else "—"


def show_report(report: Report, language: Language, *, key: str, done: bool) -> None:
    """The report of an import that is `done`, or of one that was only tried out."""
    if report.outcome is Outcome.REFUSED:
        st.error(
            say_next(report.reason or Message(N_("This file cannot be imported."))), icon=":material/block:"
        )
    elif report.outcome is Outcome.ALREADY:
        st.info(say(report.reason or N_("This file was imported already.")), icon=":material/done_all:")
    if report.layout:
        st.markdown(_recognised(report, language))
    if report.outcome is Outcome.SAVED:
        st.markdown(_counts(report, language, done=done))
        _show_parts(report.parts, language)
    for note in report.notes:
        st.caption(say_next(note))
    show_changed_kpis([report], language)
    offer_changed_kpis([report], language, key=key)
    if report.restated:
        show_restated(report, language, key=key, done=done)
    if report.faults:
        show_faults(report, language, key=key)


def _recognised(report: Report, language: Language) -> str:
    """Layout, platform, fact, accounts and days, as far as they are known."""
    parts = [f"**{layout_title(report.layout, language)}**"]
    if report.fact:
        parts.append(fact_name(report.fact))
    if report.channels:
        parts.append("; ".join(language.write(Account.of(name)) for name in report.channels))
    elif report.platform:
        parts.append(platform_name(report.platform, language))
    if report.first_day and report.last_day:
        parts.append(language.period(Period.of(report.first_day, report.last_day)))
    return " · ".join(parts)


def _counts(report: Report, language: Language, *, done: bool) -> str:
    read = language.plural(
        "{number} row read", "{number} rows read", report.rows_read, number=report.rows_read
    )
    saved = (
        language.plural(
            "**{number} saved**", "**{number} saved**", report.rows_saved, number=report.rows_saved
        )
        if done
        else language.plural(
            "**{number} would be saved**",
            "**{number} would be saved**",
            report.rows_saved,
            number=report.rows_saved,
        )
    )
    parts = [read, saved]
    if report.rows_skipped:
        parts.append(
            language.plural(
                "{number} skipped", "{number} skipped", report.rows_skipped, number=report.rows_skipped
            )
        )
    if report.rows_ignored:
        parts.append(
            say(N_("{number} left aside (totals, footers, other accounts)"), number=report.rows_ignored)
        )
    if report.rows_changed:
        parts.append(say(N_("{number} with newer numbers than before"), number=report.rows_changed))
    return " · ".join(parts)


def _show_parts(parts: Sequence[Part], language: Language) -> None:
    """A line for each table of the file, where it holds several."""
    if len(parts) < 2:
        return
    lines = []
    for part in parts:
        told = [f"**{layout_title(part.layout, language)}**", fact_name(part.fact)]
        told.append(language.plural("{number} row", "{number} rows", part.rows_saved, number=part.rows_saved))
        if part.first_day and part.last_day:
            told.append(language.period(Period.of(part.first_day, part.last_day)))
        lines.append("- " + " · ".join(told))
    st.markdown("\n".join(lines))


def show_restated(report: Report, language: Language, *, key: str, done: bool) -> None:
    """The numbers that changed, from which value to which: closed until somebody asks."""
    title = N_("Numbers that changed: {count}") if done else N_("Numbers that would change: {count}")
    with st.expander(say(title, count=len(report.restated))):
        st.dataframe(
            restated_frame(report.restated[:SHOWN], language), hide_index=True, key=f"{key}.restated"
        )
        _show_rest(len(report.restated))
        st.caption(say(N_("The newest reading counts; the earlier one is kept with its import.")))
        _offer_csv(
            say(N_("Download the changed numbers as CSV")),
            lambda: restated_csv([report], language),
            f"{_stem(report)}_{say(N_('changes'))}",
            f"{key}.restated_csv",
            what="numbers that an import changed",
            rows=len(report.restated),
            file=report.file,
        )


def restated_frame(changes: Sequence[Restated], language: Language) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                say(N_("Row")): change.row,
                say(N_("What")): _with_dates(change.what, language),
                say(N_("Column")): heading(change.column),
                say(N_("Before")): language.write(change.old),
                say(N_("Now")): language.write(change.new),
            }
            for change in changes
        ]
    )


def _with_dates(what: str, language: Language) -> str:
    """What was changed; where that is a day or a span, its dates as the language writes them."""
    if DAYS.match(what) is None:
        return what
    return DATE.sub(lambda found: language.date(date.fromisoformat(found[0])), what, count=2)


def show_faults(report: Report, language: Language, *, key: str) -> None:
    """The rows that could not be taken, with the way to correct them."""
    faults = report.faults
    st.markdown(
        language.plural(
            "**{number} problem.** Correct it in the file and import it again: what is saved already is not doubled.",
            "**{number} problems.** Correct them in the file and import it again: what is saved already is not doubled.",
            len(faults),
            number=len(faults),
        )
    )
    st.dataframe(
        faults_frame(faults[:SHOWN]),
        hide_index=True,
        row_height=THREE_LINES,
        column_config={say(N_("Reason")): st.column_config.TextColumn(width=290)},
        key=f"{key}.faults",
    )
    _show_rest(len(faults))
    _offer_csv(
        say(N_("Download the problems as CSV")),
        lambda: faults_csv([report], language),
        f"{_stem(report)}_{say(N_('problems'))}",
        f"{key}.faults_csv",
        what="problems of an import",
        rows=len(faults),
        file=report.file,
    )


def faults_frame(faults: Sequence[Fault]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                say(N_("Row")): fault.row,
                say(N_("Reason")): say_next(
                    fault.reason
                ),  # second, so that a phone shows it without scrolling
                say(N_("Column")): fault.column,
                say(N_("Value")): fault.value,
            }
            for fault in faults
        ]
    )


def _show_rest(all_: int) -> None:
    if all_ > SHOWN:
        st.caption(
            say(N_("The first {shown} of {all}. The file below has all of them."), shown=SHOWN, all=all_)
        )


def _stem(report: Report) -> str:
    return report.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _offer_csv(
    words: str, data: Callable[[], bytes], stem: str, key: str, *, what: str, rows: int, file: str
) -> None:
    offer_file(words, data, f"{stem}.csv", what=what, rows=rows, details={"file": file}, key=key)
