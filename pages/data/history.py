"""What was imported, newest first: who and when, the report of each again, and the way to take one back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from kpi.access.roles import Permission
from kpi.acts import imports
from kpi.importing.history import ImportRow
from kpi.periods import Period
from kpi.platforms import Account
from kpi.showing.charts.words import platform_name
from kpi.showing.language import Language
from kpi.showing.templates import layout_title
from kpi.words import N_
from pages.data.report_view import show_report
from pages.data.undoing import offer_undo, show_undone
from pages.shared.state import Choice, say

_TURN: Final = "data.history.turn"  # a new number clears the selection
FILTERED_FROM: Final = 6
"""Fewer imports need no filters."""

COUNTS: Final = "counts"
UNDONE: Final = "undone"
STATES: Final = {COUNTS: N_("Those that count"), UNDONE: N_("Those taken back")}


def show_history(choice: Choice) -> None:
    """The table of imports; pointing at one opens its report and offers its undoing."""
    st.header(say(N_("What was imported")), anchor=False)
    show_undone(choice)
    everything = imports.imports(choice.access, choice.institution)
    if not everything:
        st.caption(say(N_("Nothing yet. What you import stands here, and can be taken back.")))
        return
    rows = _filtered(everything) if len(everything) >= FILTERED_FROM else everything
    if not rows:
        st.caption(say(N_("No import is like that. Take a filter away.")))
        return
    turn = st.session_state.setdefault(_TURN, 0)
    picked = st.dataframe(
        history_frame(rows, choice.language, ZoneInfo(choice.institution.timezone)),
        hide_index=True,
        column_config=_widths(),
        key=f"data.history.{turn}",
        on_select="rerun",
        selection_mode="single-row",
        height="auto" if len(rows) <= 10 else 388,
        alt=say(N_("Imports, newest first")),
    )
    at = picked["selection"]["rows"]
    if at and at[0] < len(rows):
        _show_one(choice, rows[at[0]])
    else:
        st.caption(
            say(N_("Mark a row to open its report or to take the import back."))
            if choice.may(Permission.UNDO)
            else say(N_("Mark a row to open its report."))
        )


def deselect() -> None:
    """Mark no row any more."""
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _filtered(rows: Sequence[ImportRow]) -> list[ImportRow]:
    with st.container(horizontal=True, vertical_alignment="top"):
        words = st.text_input(
            say(N_("Find a file")),
            placeholder=say(N_("Part of its name")),
            key="data.history.find",
            width=280,
        )
        state = st.pills(
            say(N_("State")), list(STATES), format_func=lambda one: say(STATES[one]), key="data.history.state"
        )
    return matching(rows, words, state)


def matching(rows: Sequence[ImportRow], words: str, state: str | None) -> list[ImportRow]:
    """The imports whose file's name holds `words`, in whatever case, and that count, or were taken back."""
    return [
        row
        for row in rows
        if words.strip().casefold() in row.file_name.casefold()
        and (state is None or (state == UNDONE) is (row.undone_at is not None))
    ]


def history_frame(rows: Sequence[ImportRow], language: Language, timezone: ZoneInfo) -> pd.DataFrame:
    frame = pd.DataFrame([_row(row, language, timezone) for row in rows])
    if not any(row.imported_by for row in rows):
        return frame.drop(columns=say(N_("Who")))
    return frame


def _row(row: ImportRow, language: Language, timezone: ZoneInfo) -> dict[str, object]:
    return {
        say(N_("No.")): str(row.id),
        say(N_("File")): row.file_name,
        say(N_("Read as")): layout_title(row.layout, language),
        say(N_("Platform")): platform_name(row.platform, language) if row.platform else "—",
        say(N_("Days")): _days(row, language),
        say(N_("Saved")): language.number(row.rows_saved, 0),
        say(N_("Skipped")): language.number(row.rows_skipped, 0),
        say(N_("State")): say(N_("undone")) if row.undone_at is not None else say(N_("counts")),
        say(N_("When")): moment(row.imported_at, language, timezone),
        say(N_("Who")): row.imported_by or "—",
    }


def moment(instant: int, language: Language, timezone: ZoneInfo) -> str:
    """Day and time on the institution's clocks."""
    when = datetime.fromtimestamp(instant, timezone)
    return f"{language.date(when.date())}, {when:%H:%M}"


def _widths() -> dict[str, Any]:
    """Column widths at which all of the columns stand on a page of 1280 pixels, beside the one of the marks."""
    widths = {
        N_("No."): 40,
        N_("File"): 150,
        N_("Read as"): 150,
        N_("Platform"): 78,
        N_("Days"): 148,
        N_("Saved"): 68,
        N_("Skipped"): 62,
        N_("State"): 66,
        N_("When"): 138,
    }
    return {say(name): st.column_config.TextColumn(width=width) for name, width in widths.items()}


def _days(row: ImportRow, language: Language) -> str:
    if row.first_day is None or row.last_day is None:
        return "—"
    return language.period(Period(row.first_day, row.last_day + 1))


def _show_one(choice: Choice, row: ImportRow) -> None:
    """One import: its report as far as it is kept, and its undoing."""
    with st.container(border=True, key="data_import_one"):
        st.markdown(_headline(choice, row))
        report = imports.report(choice.access, choice.institution, row.id)
        show_report(report, choice.language, key=f"data.import.{row.id}", done=True)
        if row.undone_at is None and choice.may(Permission.UNDO):
            offer_undo(choice, row, deselect)


def _headline(choice: Choice, row: ImportRow) -> str:
    """Number, file, when, by whom, for which account it was asked; and that it was taken back."""
    timezone = ZoneInfo(choice.institution.timezone)
    parts = [
        say(
            N_("**Import {id}** · {file} · {when}"),
            id=str(row.id),
            file=f"`{row.file_name.replace('`', ' ')}`",
            when=moment(row.imported_at, choice.language, timezone),
        )
    ]
    if row.imported_by:
        parts.append(say(N_("by {name}"), name=row.imported_by))
    if row.target:
        parts.append(say(N_("given as {account}"), account=Account.of(row.target)))
    if row.timezone:
        parts.append(say(N_("days on the clocks of {zone}"), zone=row.timezone))
    if row.undone_at is not None:
        when = moment(row.undone_at, choice.language, timezone)
        parts.append(
            say(N_("**taken back {when} by {name}**"), when=when, name=row.undone_by)
            if row.undone_by
            else say(N_("**taken back {when}**"), when=when)
        )
    return " · ".join(parts)
