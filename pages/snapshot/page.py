"""Snapshot: the numbers of the chosen period as files, with a look inside before they are taken away."""

from typing import Final

import streamlit as st

from kpi.showing.language import LANGUAGES, Language
from kpi.showing.snapshot import Snapshot, SnapshotFile
from kpi.words import N_
from pages.shared.state import Choice, current, say
from pages.snapshot.prepared import (
    first_rows,
    has_values,
    platforms_in_words,
    prepared,
    same_on_the_command_line,
)

FORMS: Final = {
    "es": N_("For Excel in Spanish: Spanish headings, semicolons, decimal comma"),
    "en": N_("For Excel in English and for programs: English headings, commas, decimal point"),
}


def show() -> None:
    choice = current()
    st.title(say(N_("Snapshot of {period}"), period=choice.period), anchor=False)
    st.markdown(
        say(
            N_(
                "Everything that the pages show for **{institution}**, {platforms}, as files that open in a spreadsheet and can be checked. Choose period and platforms in the sidebar."
            ),
            institution=choice.institution.name,
            platforms=platforms_in_words(choice.platforms, choice.language),
        )
    )
    locale = _choose_form(choice.language)
    with st.spinner(say(N_("Gathering the numbers…"))):
        snapshot = prepared(choice, locale)
    _offer(snapshot, choice.language)
    _preview(snapshot, choice.language)
    _explain(choice, locale)


def _choose_form(language: Language) -> str:
    locale: str = st.radio(
        say(N_("Form of the CSV files")),
        list(LANGUAGES),
        index=list(LANGUAGES).index(language.locale),
        format_func={key: say(form) for key, form in FORMS.items()}.__getitem__,
        key=f"snapshot.form.{language.locale}",
    )
    return locale


def _offer(snapshot: Snapshot, language: Language) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="snapshot_offer"):
        st.markdown(
            f"`{snapshot.name}`  \n"
            + say(
                N_("{files} CSV files, {rows} rows, a manifest and checksums"),
                files=len(snapshot.files),
                rows=snapshot.rows,
            ),
            width="stretch",
        )
        st.download_button(
            say(N_("Download the ZIP")),
            data=snapshot.packed,
            file_name=snapshot.name,
            mime="application/zip",
            type="primary",
            icon=":material/download:",
            on_click="ignore",
            key="snapshot_download",
        )
    if not has_values(snapshot):
        st.info(
            say(
                N_(
                    "Nothing was imported for this period: the files have every row, and say in each why it has no value."
                )
            ),
            icon=":material/info:",
        )
    st.caption(
        say(N_("Data version {version}."), version=language.number(snapshot.manifest["data_version"]))
        + " "
        + say(N_("The same filters over the same data give the same bytes."))
    )


def _preview(snapshot: Snapshot, language: Language) -> None:
    st.header(say(N_("What is inside")), anchor=False)
    for tab, file in zip(st.tabs([file.table.name for file in snapshot.files]), snapshot.files, strict=True):
        with tab:
            _show_file(file, snapshot.locale, language)


def _show_file(file: SnapshotFile, locale: str, language: Language) -> None:
    st.markdown(
        f"**{file.table.title}**  \n"
        + language.plural("{number} row", "{number} rows", file.rows, number=language.number(file.rows, 0))
        + " · "
        + language.plural("{count} column", "{count} columns", len(file.table.columns))
    )
    if file.rows:
        st.dataframe(
            first_rows(file.table, locale), hide_index=True, key=f"snapshot.preview.{file.table.name}"
        )
        st.caption(say(N_("The first rows, as they stand in the file. None is left out of it.")))
    else:
        st.caption(say(N_("There is nothing of this kind in the period: the file has only its headings.")))


def _explain(choice: Choice, locale: str) -> None:
    with st.expander(say(N_("How to check it, and how to get it without this page"))):
        st.markdown(
            say(
                N_(
                    "- `manifest.json` holds the filters, the definition and formula of every KPI, how far each channel's data reach, and for each file its rows and SHA-256.\n- `SHA256SUMS` checks all files at once: unpack the ZIP and run `sha256sum --check SHA256SUMS`.\n- Shares run from 0 to 1 and durations are in seconds, as in the command line, so that nothing is rounded away.\n- A text that a spreadsheet would run as a formula has an apostrophe before it. Numbers are never changed.\n- An empty cell is a missing value; zero is 0."
                )
            )
        )
        st.markdown(say(N_("The same file from a shell, for example every first of the month:")))
        st.code(same_on_the_command_line(choice, locale), language="bash", wrap_lines=True)


show()
