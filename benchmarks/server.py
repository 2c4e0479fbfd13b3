"""A Streamlit server of its own process, and what it takes."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from visiting.server import RunningApp

TICKS: Final = os.sysconf("SC_CLK_TCK")
EMPTY: Final = """
import gc
import streamlit as st
if not gc.get_freeze_count():  # as our server does: what is imported is not looked through again and again
    gc.collect()
    gc.freeze()
st.title("")
"""
ONE_CHART: Final = """
import plotly.graph_objects as go
import streamlit as st
st.title("One chart")
st.plotly_chart(go.Figure(data=[{"type": "scatter", "x": list(range(12)), "y": list(range(12))}]))
"""


@contextmanager
def serving(folder: Path, url: str, script: str | None = None) -> Iterator[RunningApp]:
    """The app, or a page of this text alone, for the length of the block."""
    name = "app.py"
    if script is not None:
        page = folder / "page.py"
        page.write_text(script, "utf-8")
        name = str(page)
    app = RunningApp.start(Path(tempfile.mkdtemp(dir=folder)), url, name)
    try:
        yield app
    finally:
        app.stop()


def spent(app: RunningApp) -> float:
    """Seconds of processor time of the server until now (on Linux)."""
    fields = Path(f"/proc/{app.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def held(app: RunningApp) -> float:
    """Megabytes of memory that the server holds now, without the processes that read files (on Linux)."""
    return _megabytes(app, "VmRSS")


def most_held(app: RunningApp) -> float:
    """The most megabytes that it ever held."""
    return _megabytes(app, "VmHWM")


def _megabytes(app: RunningApp, line: str) -> float:
    status = Path(f"/proc/{app.process.pid}/status").read_text("ascii")
    return int(status.partition(f"{line}:")[2].split()[0]) / 1024
