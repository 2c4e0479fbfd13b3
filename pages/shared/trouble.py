"""Errors as people see them: one sentence, and a reference where only the log can say more."""

from typing import Final

import streamlit as st

from kpi.errors import KpiError
from kpi.words import N_
from pages.shared.state import say, say_next
from pages.shared.thread import unexpected

UNEXPECTED: Final = N_(
    "This page could not be shown. Reload it; if it happens again, give your administrator the reference {reference}: the server's log explains it."
)


def show_error(error: Exception) -> None:
    """Show what went wrong. A wrong call says it itself; anything else is logged under the reference shown."""
    if isinstance(error, KpiError):
        st.error(say_next(error.message), icon=":material/error:")
        return
    st.error(say(unexpected(error, UNEXPECTED)), icon=":material/error:")


def handle_script_error(error: Exception) -> bool:
    """For `st.App`: errors outside the frame's own handling (fragments, callbacks) get the same sentence."""
    show_error(error)
    return True
