"""The sections of a long page: a heading for each, and under the page's title a quiet row of links to them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpi.words import N_
from pages.shared.html import escape, show_html
from pages.shared.state import say

KEY: Final = "page_sections"
"""The row's place, which is as high before it is filled: nothing jumps."""
_SHOWN: Final = "sections.shown"


@contextmanager
def linked_sections(head: DeltaGenerator | None = None) -> Iterator[None]:
    """The row of links here, or at the end of `head`, to the sections that are shown within.

    It is filled last, as some sections have nothing to show.
    """
    place = (head or st).container(key=KEY)
    shown: dict[str, str] = {}
    st.session_state[_SHOWN] = shown
    yield
    with place:
        show_html(_row(shown))


def section(title: str, anchor: str, link: str = "") -> None:
    """The heading `title`, at `anchor` in the address; the row calls it `link` where the title is long."""
    st.header(title, anchor=anchor)
    st.session_state[_SHOWN][anchor] = link or title


def _row(shown: dict[str, str]) -> str:
    links = "".join(f'<li><a href="#{anchor}">{escape(words)}</a></li>' for anchor, words in shown.items())
    return f'<nav class="v-sections" aria-label="{escape(say(N_("On this page")))}"><ul>{links}</ul></nav>'
