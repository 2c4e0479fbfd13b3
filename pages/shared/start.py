"""What stands where the numbers will be, while there is no institution."""

from typing import Final

import streamlit as st

from kpi.words import N_
from pages.shared.state import say

STEPS: Final = (
    (
        N_("1. Import a file"),
        N_("An export from Meta, X, TikTok, Google Analytics or your care tool, or one of our templates."),
    ),
    (
        N_("2. Set goals"),
        N_("For each KPI and platform: what you promise for a month, and from where it is at risk."),
    ),
    (
        N_("3. Look at the overview"),
        N_("What met its goal, what missed it, and where every number comes from."),
    ),
)


def show_start() -> None:
    """From an empty database to a first chart, in three steps."""
    st.title(say(N_("Start here")), anchor=False)
    _show_steps(
        say(
            N_(
                "Vínculo shows whether a bank keeps its promises on social networks: engagement, reply time and revisits per platform, goal beside actual. It has no data yet."
            )
        )
    )
    st.caption(say(N_("To look around first, `python -m kpi demo` fills the database with a sample bank.")))


def show_first_import(name: str) -> None:
    """The same steps for an institution of which nothing was imported yet."""
    st.title(say(N_("{name}: no data yet"), name=name), anchor=False)
    _show_steps(say(N_("Three steps to the first chart:")))


def _show_steps(introduction: str) -> None:
    st.write(introduction)
    for column, (title, text) in zip(st.columns(3), STEPS, strict=True):
        with column.container(border=True, height="stretch"):
            st.header(say(title), anchor=False)
            st.write(say(text))
    with st.container(key="start_link"):
        st.page_link("data/page.py", label=say(N_("Import a first file")), icon=":material/upload_file:")
