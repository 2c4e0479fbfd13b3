"""The file uploader in the reader's language.

Streamlit writes the button and the size limit in English whatever the page's language; they are covered with our
own words. The label, which assistive technology reads, is ours already.
"""

import json

import streamlit as st

from kpi.words import N_
from pages.shared.state import language, say

_STYLE = """<style>
[data-testid="stFileUploaderDropzone"] > span {{ flex: none; }}
[data-testid="stFileUploaderDropzone"] > span button p {{ font-size: 0; max-width: none; }}
[data-testid="stFileUploaderDropzone"] > span button p::after {{
  content: {choose}; font-size: 0.875rem; white-space: nowrap;
}}
[data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0; }}
[data-testid="stFileUploaderDropzoneInstructions"] span::after {{ content: {limit}; font-size: 0.875rem; }}
</style>"""


def speak_in_uploaders() -> None:
    """Put our words over Streamlit's in every uploader of the page."""
    megabytes = st.get_option("server.maxUploadSize")
    st.html(
        _STYLE.format(
            choose=_quoted(say(N_("Choose files"))),
            limit=_quoted(
                say(N_("or drop them here; up to {size} MB each"), size=language().number(megabytes, 0))
            ),
        )
    )


def _quoted(text: str) -> str:
    """A CSS string."""
    return json.dumps(text, ensure_ascii=False)
