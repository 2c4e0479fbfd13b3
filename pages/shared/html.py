"""Our own HTML, where Streamlit has no element for it: escaped, on one line, painted by `style.css`."""

from html import escape as escape_html

import streamlit as st


class Markup(str):
    """Text that is markup already: `escape` leaves it as it is."""

    __slots__ = ()


def escape(text: str) -> str:
    """Text for the inside of an element or an attribute."""
    return text if isinstance(text, Markup) else escape_html(text, quote=True)


def show_html(markup: str) -> None:
    """Show markup. It may not hold blank lines: Markdown would end the HTML there."""
    st.markdown(markup, unsafe_allow_html=True)
