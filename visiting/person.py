"""Somebody who clicks without a browser: speaks the websocket's protocol, and draws nothing."""

import time
from collections.abc import Mapping

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol


class Person:
    """One session at the server at `address`, of whoever the `headers` say. Use in a `with` block.

    `origin` is the address that people open, where that is another one.
    """

    def __init__(self, address: str, headers: Mapping[str, str] | None = None, origin: str = "") -> None:
        self._connecting = connect(
            f"{address.replace('http://', 'ws://')}/_stcore/stream",
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            compression=None,
            origin=Origin(origin or address),
            additional_headers=headers,
        )

    def __enter__(self) -> "Person":
        self._socket: ClientConnection = self._connecting.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._connecting.__exit__(None, None, None)

    def click(self, query: str, page: str = "") -> float:
        """Ask for a rerun at this address; the seconds until the script has finished.

        Raises:
            RuntimeError: the script did not finish well.
            ConnectionClosed: the server has hung up.
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
