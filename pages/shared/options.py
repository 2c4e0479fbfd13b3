"""A page's own choices as widgets, each kept in the address under its own name (`own_choice.py`).

`options` are keys, as the address has them, and what people read. A widget's key is the page's name and the choice's.
"""

from collections.abc import Mapping

import streamlit as st

from pages.shared import own_choice


def segments(page: str, name: str, words: str, options: Mapping[str, str], default: str) -> str:
    """A few options beside each other."""
    key, default = f"{page}.{name}", str(default)  # an enum's member is no key to Streamlit
    found = own_choice.chosen(name, list(options), default, key)
    st.segmented_control(
        words,
        list(options),
        format_func=dict(options).__getitem__,
        key=key,
        on_change=own_choice.keeper(name, key, default),
        required=True,
    )
    return found


def listed(page: str, name: str, words: str, options: Mapping[str, str], default: str = "") -> str:
    """Options in a list; an address that names none of them stands at the default."""
    key, default = f"{page}.{name}", str(default)  # an enum's member is no key to Streamlit
    found = own_choice.chosen(name, list(options), default, key)
    st.selectbox(
        words,
        list(options),
        format_func=dict(options).__getitem__,
        key=key,
        on_change=own_choice.keeper(name, key, default),
        filter_mode=None,
        width=220,
    )
    return found
