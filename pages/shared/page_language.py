"""Streamlit's page says that it is in English; screen readers choose their voice by it."""

import json
from typing import Final

import streamlit as st

from kpi.showing.language import LANGUAGES


def _script(locale: str) -> str:
    return f"document.documentElement.lang = {json.dumps(locale)}"


SCRIPTS: Final = tuple(_script(locale) for locale in LANGUAGES)
"""The inline scripts of our pages, all of them. The browser runs no other: their digests stand in the policy."""


def tell_browser(locale: str) -> None:
    """Say in which language the page is."""
    st.html(f"<script>{_script(locale)}</script>", unsafe_allow_javascript=True)
