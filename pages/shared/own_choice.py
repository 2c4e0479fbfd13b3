"""What a page lets people choose for itself, kept in the address: a colleague who opens it sees the same."""

from collections.abc import Sequence
from functools import partial

import streamlit as st


def chosen(name: str, options: Sequence[str], default: str, key: str) -> str:
    """What the address says of `name`, where it is one of `options`; the widget called `key` is set to it."""
    asked = str(st.query_params.get(name, default))
    found = asked if asked in options else default
    st.session_state[key] = found
    return found


def keep(name: str, key: str, default: str) -> None:
    """A widget's callback: write what it stands at to the address, and nothing for the default."""
    value = str(st.session_state[key])
    if value != default:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def keeper(name: str, key: str, default: str) -> partial[None]:
    """`keep`, ready for a widget's `on_change`."""
    return partial(keep, name, key, default)
