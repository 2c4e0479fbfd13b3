"""Streamlit's own words, which it has in English alone, in the reader's language: said in the browser."""

import json
from pathlib import Path
from typing import Final

import streamlit as st

from kpi.showing.language import LANGUAGES, Language
from kpi.words import N_

SCRIPT: Final = (Path(__file__).parent / "streamlit_words.js").read_text("utf-8")
WORDS: Final = (
    N_("{name} more"),
    N_("Skip to main content"),
    N_("Sidebar"),
    N_("Expand sidebar"),
    N_("Collapse sidebar"),
    N_("App pages"),
    N_("Open"),
    N_("Close"),
    N_("Help for {name}"),
    N_("Clear all"),
    N_("Select all"),
    N_("Clear value"),
    N_("Selected values"),
    N_("No results"),
    N_("Choose date"),
    N_("Choose date range"),
    N_("Quick select a date range"),
    N_("Clear date"),
    N_("Clear dates"),
    N_("Previous month"),
    N_("Next month"),
    N_("Pagination"),
    N_("Previous page"),
    N_("Next page"),
    N_("Remove {name}"),
    N_("file upload"),
    N_("Upload"),
    N_("Upload directories"),
    N_("Add files"),
    N_("Cancel upload of {name}"),
    N_("Drag and drop files here"),
    N_("Drag and drop a file here"),
    N_("Drag and drop directories here"),
    N_("File must be {name} or smaller."),
    N_("{name} files are not allowed."),
    N_("Press Enter to apply"),
    N_("Press Enter to submit form"),
    N_("Press Ctrl+Enter to apply"),
    N_("Press Ctrl+Enter to submit form"),
    N_("Press ⌘+Enter to apply"),
    N_("Press ⌘+Enter to submit form"),
)
"""Texts and labels of Streamlit as it writes them; {name} is what differs."""


def _script(language: Language) -> str:
    english = language.locale == "en"
    words = {} if english else {each: language.say(each, name="{name}") for each in WORDS}
    script = SCRIPT.replace("__WORDS__", json.dumps(words, ensure_ascii=False))
    return script.replace("__LANGUAGE__", json.dumps(language.locale))


SCRIPTS: Final = {locale: _script(Language(locale)) for locale in LANGUAGES}
"""By language, the inline script of our pages. The browser runs no other: their digests stand in the policy."""


def speak_for_streamlit(language: Language) -> None:
    """Tell the browser which language the page is in, and put the reader's words over Streamlit's."""
    st.html(f"<script>{SCRIPTS[language.locale]}</script>", unsafe_allow_javascript=True)
