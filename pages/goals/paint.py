"""The colours of a status inside a grid, which a stylesheet cannot reach: those of `pages/shared/style.css`."""

from typing import Final

import streamlit as st

from kpi.answers.value import Status
from kpi.showing.charts.palette import DARK, LIGHT

_SOFT: Final = {
    "light": {Status.MET: "#e3f2f0", Status.CLOSE: "#fcf3e5", Status.MISSED: "#fae9e6"},
    "dark": {Status.MET: "#12322c", Status.CLOSE: "#35300f", Status.MISSED: "#3a1c19"},
}

_MISSED_ON_DARK: Final = "#f08a7c"  # a chart's red is 4.4:1 on the soft red: too little for text


def cell_style(status: Status | None) -> str:
    """The CSS of a cell with that status, in the theme that the reader has on; "" for none."""
    dark = st.context.theme.type == "dark"
    soft = _SOFT["dark" if dark else "light"]
    if status not in soft:
        return ""
    colour = _MISSED_ON_DARK if dark and status is Status.MISSED else (DARK if dark else LIGHT).of(status)
    return f"background-color: {soft[status]}; color: {colour}"
