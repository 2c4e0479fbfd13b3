"""A Streamlit server of its own process, and people who click: they speak its protocol, and draw nothing."""

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.support.app import RunningApp

TICKS: Final = os.sysconf("SC_CLK_TCK")
EMPTY: Final = """
import gc
import streamlit as st
if not gc.get_freeze_count():  # as our server does: what a collection after every rerun costs is not the page's
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


class Person:
    """One session. Use in a `with` block."""

    def __init__(self, app: RunningApp) -> None:
        address = app.address.replace("http://", "ws://")
        self._socket: ClientConnection = connect(
            f"{address}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            compression=None,
            origin=Origin(app.address),
        )

    def __enter__(self) -> "Person":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def click(self, query: str, page: str = "") -> float:
        """Ask for a rerun at this address; the seconds until the script has finished.

        Raises:
            RuntimeError: the script did not finish well.
        """
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        started = time.perf_counter()
        self._socket.send(message.SerializeToString())
        while True:
            raw = self._socket.recv(timeout=120)
            answer = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                raise RuntimeError(answer.delta.new_element.exception.message)
            if kind == "script_finished":
                if answer.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    raise RuntimeError(f"The rerun ended with {answer.script_finished}.")
                return time.perf_counter() - started
