"""Taking an import back: first what it would do, in a sentence with numbers, then the question, then what it did."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from kpi.acts.imports import plan_of_undoing, undo
from kpi.importing.history import ImportRow, UndoReport
from kpi.platforms import Account
from kpi.showing.undo_words import undo_sentence
from kpi.words import N_
from pages.data import done
from pages.shared.state import Choice, say

_ASKED: Final = "data.undo"
_UNDONE: Final = "data.undone"


def offer_undo(choice: Choice, row: ImportRow, after: Callable[[], None]) -> None:
    """The button, and the question that it opens; `after` is called when the import was taken back."""
    if st.button(say(N_("Take this import back…")), icon=":material/undo:", key="data_undo"):
        st.session_state[_ASKED] = row.id
    if st.session_state.get(_ASKED) == row.id:
        _confirm(choice, row, after)


def show_undone(choice: Choice) -> None:
    """What the undoing that has just ended did; said once."""
    report: UndoReport | None = st.session_state.pop(_UNDONE, None)
    if report is None:
        return
    said = say(
        N_("Import {id} ({file}) was taken back, and everything was counted again."),
        id=str(report.row.id),
        file=report.row.file_name,
    )
    st.success(f"{said} {undo_sentence(report.plan, choice.language)}", icon=":material/undo:")
    if report.removed_channels:
        gone = "; ".join(choice.language.write(Account.of(name)) for name in report.removed_channels)
        st.caption(
            say(
                N_("Nothing else was in {channels}, so it is gone from the list of channels too."),
                channels=gone,
            )
        )
    for name in report.names_gone:
        st.caption(
            say(
                N_("No other import names “{channel}”: what is left there has no account's name any more."),
                channel=Account.of(name),
            )
        )


def _close() -> None:
    st.session_state.pop(_ASKED, None)


def _confirm(choice: Choice, row: ImportRow, after: Callable[[], None]) -> None:
    @st.dialog(say(N_("Take import {id} back?"), id=str(row.id)), on_dismiss=_close)
    def dialog() -> None:
        plan = plan_of_undoing(choice.access, choice.institution, row.id)
        st.markdown(f"`{row.file_name.replace('`', ' ')}`")
        st.write(undo_sentence(plan, choice.language))
        st.write(say(N_("Everything is counted again. The file can be imported anew.")))
        with st.container(horizontal=True):
            if st.button(say(N_("Take it back")), type="primary", key="data_undo_yes"):
                st.session_state[_UNDONE] = undo(choice.access, choice.institution, row.id)
                _close()
                after()
                done.put_away()
                st.rerun()
            if st.button(say(N_("Leave it")), key="data_undo_no"):
                _close()
                st.rerun()

    dialog()
