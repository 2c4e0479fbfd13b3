"""“Copy link”: the address of exactly this page and its filters, for a colleague."""

from pathlib import Path
from typing import Final

import streamlit as st

from kpi.answers.value import Value
from kpi.words import N_
from pages.shared.explain import reference
from pages.shared.state import Choice, say

KEY: Final = "frame_link"
ICON: Final = (
    '<svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true"><path fill="none" stroke="currentColor"'
    ' stroke-width="2" stroke-linecap="round" d="M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.6L12 7M14 10a4 4 0 0'
    ' 0-6-.4l-3 3a4 4 0 0 0 5.7 5.6L12 17"/></svg>'
)
HTML: Final = (
    f'<button type="button" class="v-copy">{ICON}<span></span></button>'
    '<div class="v-bubble" hidden><p class="v-copied" role="status"></p><input class="v-link" readonly hidden></div>'
)

_button = st.components.v2.component(
    "vinculo_copy_link",
    html=HTML,
    js=(Path(__file__).parent / "copy_link.js").read_text("utf-8"),
    isolate_styles=False,
)


def show_copy_link(choice: Choice) -> None:
    """The button, in the page's head. It works in the browser alone: no rerun, and nothing leaves the machine."""
    with st.container(key=KEY):
        _button(key="frame.link", data=link_data(choice))


def show_number_link(choice: Choice, value: Value) -> None:
    """The same button for a single number: the link opens the page with the number's panel."""
    _button(key="panel.link", data={**link_data(choice), "explain": reference(value)})


def link_data(choice: Choice) -> dict[str, str]:
    """What the button says, and the days that the link names in place of the period's name."""
    return {
        "label": say(N_("Copy link")),
        "copied": say(N_("The link to this page was copied.")),
        "by_hand": say(N_("Copy the link from here:")),
        "first": choice.whole.first.isoformat(),
        "last": choice.whole.last.isoformat(),
    }
