"""Light and dark: the page runs again when the browser goes from one to the other.

Streamlit paints a chart with the theme's colours when the chart comes to the browser, and paints over what is painted
already when the theme changes: a chart keeps the first theme's colours until it comes anew, under another key.
"""

from pathlib import Path
from typing import Final

import streamlit as st

KEY: Final = "frame_theme"

_watch = st.components.v2.component(
    "vinculo_theme", js=(Path(__file__).parent / "theme.js").read_text("utf-8"), isolate_styles=False
)


def follow_theme() -> None:
    """Ask the browser to tell of another theme; the run that follows is all that is wanted."""
    with st.container(key=KEY):
        _watch(key="frame.theme", on_changed_change=_nothing)


def in_theme(key: str) -> str:
    """The key of what is to come to the browser anew in another theme: another one in the dark."""
    return f"dark.{key}" if st.context.theme.type == "dark" else key


def _nothing() -> None:
    """Streamlit names a component's triggers by their callbacks."""
