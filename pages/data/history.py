"""What was imported, newest first, and the way to take an import back."""

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from kpi.importing.history import ImportRow, UndoReport, list_imports, report_of, undo
from kpi.periods import Period
from kpi.showing.charts.words import platform_name
from kpi.showing.language import Language
from kpi.showing.templates import layout_title
from kpi.words import N_
from pages.data.report_view import fact_name, show_faults
from pages.data.upload import put_away
from pages.shared.state import Choice, say

_ASKED: Final = "data.undo"
_UNDONE: Final = "data.undone"
_TURN: Final = "data.history.turn"  # a new number clears the selection


def show_history(choice: Choice) -> None:
    """The table of imports; pointing at one offers its problems and its undoing."""
    st.header(say(N_("What was imported")), anchor=False)
    _show_undone()
    with choice.store.reading() as connection:
        rows = list_imports(connection, choice.institution.id)
    if not rows:
        st.caption(say(N_("Nothing yet. What you import stands here, and can be taken back.")))
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
        st.caption(say(N_("Mark a row to see its problems or to take the import back.")))


def history_frame(rows: list[ImportRow], language: Language, timezone: ZoneInfo) -> pd.DataFrame:
    return pd.DataFrame([_row(row, language, timezone) for row in rows])


def _row(row: ImportRow, language: Language, timezone: ZoneInfo) -> dict[str, object]:
    when = datetime.fromtimestamp(row.imported_at, timezone)
    return {
        say(N_("No.")): str(row.id),
        say(N_("File")): row.file_name,
        say(N_("Read as")): layout_title(row.layout, language),
        say(N_("Platform")): platform_name(row.platform, language) if row.platform else "—",
        say(N_("Days")): _days(row, language),
        say(N_("Saved")): language.number(row.rows_saved, 0),
        say(N_("Skipped")): language.number(row.rows_skipped, 0),
        say(N_("State")): _state(row, timezone),
        say(N_("When")): f"{language.date(when.date())}, {when:%H:%M}",
    }


def _widths() -> dict[str, Any]:
    """Column widths at which all of the columns stand on a page of 1280 pixels."""
    widths = {
        N_("No."): 44,
        N_("File"): 130,
        N_("Read as"): 136,
        N_("Platform"): 84,
        N_("Days"): 150,
        N_("Saved"): 74,
        N_("Skipped"): 66,
        N_("State"): 64,
    }
    return {say(name): st.column_config.TextColumn(width=width) for name, width in widths.items()}


def _days(row: ImportRow, language: Language) -> str:
    if row.first_day is None or row.last_day is None:
        return "—"
    return language.period(Period(row.first_day, row.last_day + 1))


def _state(row: ImportRow, timezone: ZoneInfo) -> str:
    if row.undone_at is None:
        return say(N_("counts"))
    return say(N_("taken back {date}"), date=datetime.fromtimestamp(row.undone_at, timezone).date())


def _show_one(choice: Choice, row: ImportRow) -> None:
    """One import: what it was, its problems, and its undoing."""
    with st.container(border=True, key="data_import_one"):
        st.markdown(
            say(
                N_("**Import {id}** · {file} · {fact} · {read} rows read, {saved} saved, {skipped} skipped"),
                id=str(row.id),
                file=f"`{row.file_name.replace('`', ' ')}`",
                fact=fact_name(row.fact),
                read=row.rows_read,
                saved=row.rows_saved,
                skipped=row.rows_skipped,
            )
        )
        with choice.store.reading() as connection:
            report = report_of(connection, row.id)
        if report.faults:
            show_faults(report, choice.language, key=f"data.import.{row.id}")
        if row.undone_at is None and st.button(
            say(N_("Take this import back…")), icon=":material/undo:", key="data_undo"
        ):
            st.session_state[_ASKED] = row.id
        if st.session_state.get(_ASKED) == row.id:
            _confirm(choice, row)


def _close() -> None:
    st.session_state.pop(_ASKED, None)


def _confirm(choice: Choice, row: ImportRow) -> None:
    @st.dialog(say(N_("Take import {id} back?"), id=str(row.id)), on_dismiss=_close)
    def dialog() -> None:
        st.write(
            say(
                N_(
                    "What `{file}` brought leaves the charts; what other files say as well stays, and numbers that it had changed get their earlier values back. The file can be imported again."
                ),
                file=row.file_name.replace("`", " "),
            )
        )
        with st.container(horizontal=True):
            if st.button(say(N_("Take it back")), type="primary", key="data_undo_yes"):
                st.session_state[_UNDONE] = undo(choice.store, row.id)
                st.session_state[_TURN] += 1
                _close()
                put_away()
                st.rerun()
            if st.button(say(N_("Leave it")), key="data_undo_no"):
                _close()
                st.rerun()

    dialog()


def _show_undone() -> None:
    """What the undoing that has just ended did; said once."""
    report: UndoReport | None = st.session_state.pop(_UNDONE, None)
    if report is None:
        return
    st.success(
        say(
            N_("Import {id} ({file}) was taken back, and everything was counted again."),
            id=str(report.row.id),
            file=report.row.file_name,
        ),
        icon=":material/undo:",
    )
    if report.removed_channels:
        st.caption(
            say(
                N_("Nothing else was in {channels}, so it is gone from the list of channels too."),
                channels=", ".join(report.removed_channels),
            )
        )
