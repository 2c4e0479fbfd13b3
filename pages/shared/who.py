"""Who sits in front of the page, where the server knows it."""

import streamlit as st


def who() -> str:
    """The signed-in person's name for the history; "" while the server has no sign-in."""
    if not st.user.get("is_logged_in", False):
        return ""
    return str(st.user.get("email") or st.user.get("name") or "")
