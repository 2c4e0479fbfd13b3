"""Our own HTML, where Streamlit has no element for it: escaped, painted by `style.css`."""

from html import escape as escape_html

import streamlit as st


class Markup(str):
    """Text that is markup already: `escape` leaves it as it is."""

    __slots__ = ()


def escape(text: str) -> str:
    """Text for the inside of an element or an attribute."""
    return text if isinstance(text, Markup) else escape_html(text, quote=True)


def show_html(markup: str) -> None:
    """Show markup: the browser cleans it of scripts, and keeps classes, styles, `data-` and `aria-` attributes.

    As Markdown that holds HTML a page's tables take a quarter of the browser's time, as they are read twice. Only
    there do drawings (SVG) survive the cleaning, so what holds one is shown so, and may hold no blank lines.
    """
    if "<svg" in markup:
        st.markdown(markup, unsafe_allow_html=True)
    else:
        st.html(markup)
