"""Errors as people see them: one sentence, and a reference where only the log can say more."""

import logging
from secrets import token_hex

import streamlit as st

from kpi.errors import KpiError
from kpi.words import N_
from pages.shared.state import say, say_next

log = logging.getLogger("vinculo")


def show_error(error: Exception) -> None:
    """Show what went wrong. A wrong call says it itself; anything else is logged under the reference shown."""
    if isinstance(error, KpiError):
        st.error(say_next(error.message), icon=":material/error:")
        return
    reference = token_hex(3)
    log.error("Reference %s", reference, exc_info=error)
    st.error(
        say(
            N_(
                "This page could not be shown. Reload it; if it happens again, give your administrator the reference {reference}: the server's log explains it."
            ),
            reference=reference,
        ),
        icon=":material/error:",
    )


def handle_script_error(error: Exception) -> bool:
    """For `st.App`: errors outside the frame's own handling (fragments, callbacks) get the same sentence."""
    show_error(error)
    return True
