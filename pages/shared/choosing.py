"""The frame's filters as this session has them, kept equal to the page's address."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from kpi.showing.language import LANGUAGES
from kpi.words import Message
from pages.shared import address
from pages.shared.address import Chosen

_CHOSEN = "frame.chosen"
_WRITTEN = "frame.written"
_NOTES = "frame.notes"


def from_address() -> Chosen:
    """What is chosen now. An address that this session did not write itself is read first.

    An empty address means a move to another page: what was chosen stays.
    """
    query = _parameters(of_frame=True)
    started = _CHOSEN in st.session_state
    if not started or (query and query != st.session_state.get(_WRITTEN)):
        start = st.session_state[_CHOSEN] if started else Chosen(locale=browser_locale())
        read = address.read(query, start)
        st.session_state[_CHOSEN] = read.chosen
        st.session_state[_NOTES] = read.notes
    chosen: Chosen = st.session_state[_CHOSEN]
    return chosen


def _parameters(*, of_frame: bool) -> dict[str, str]:
    """The address's parameters that belong to the frame, or those that belong to the page."""
    found = st.query_params.to_dict().items()
    return {name: str(value) for name, value in found if (name in address.NAMES) is of_frame}


def browser_locale() -> str:
    """The browser's language where it is one of ours, else Spanish."""
    wanted = str(st.context.locale or "")[:2]
    return wanted if wanted in LANGUAGES else "es"


def change(**values: object) -> None:
    """Choose something else, from a widget's callback; what the address said wrong is forgotten."""
    st.session_state[_CHOSEN] = replace(st.session_state[_CHOSEN], **values)
    st.session_state[_NOTES] = ()


def leave_institution() -> None:
    """The institution looked at is there no more: neither it nor its platforms stay chosen, nor in the address."""
    change(institution="", platforms=())


def settle(chosen: Chosen, notes: Sequence[Message], shown: Chosen | None = None) -> None:
    """Keep what was found to exist, add to the notes, and write the address if it says anything else.

    `shown` is what the address is to say where that is more than was chosen: a period that the data decided.
    """
    st.session_state[_CHOSEN] = chosen
    st.session_state[_NOTES] = (*st.session_state[_NOTES], *notes)
    query = address.write(shown or chosen)
    if _parameters(of_frame=True) != query:
        st.query_params.from_dict({**query, **_parameters(of_frame=False)})
    st.session_state[_WRITTEN] = query


def notes() -> tuple[Message, ...]:
    """What could not be understood in the address, until something else is chosen."""
    found: tuple[Message, ...] = st.session_state.get(_NOTES, ())
    return tuple({str(note): note for note in found}.values())
