"""A person's websocket: every click is asked about, and the page goes back to the door when the session is over."""

import asyncio
from typing import Final

from anyio.to_thread import run_sync
from starlette.types import Message, Receive, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from doors.cookie import Pass
from doors.links import Links
from doors.sessions import Sessions
from kpi.errors import KpiError

POLICY: Final = 1008
LONGEST_WAIT: Final = 600


class Socket:
    """`receive` and `send` for the application, which hears nothing more once the session is over."""

    def __init__(self, sessions: Sessions, links: Links, found: Pass, receive: Receive, send: Send) -> None:
        self._sessions = sessions
        self._links = links
        self._pass = found
        self._receive = receive
        self._send = send
        self._accepted = False
        self._closed = False

    async def send(self, message: Message) -> None:
        if self._closed:
            return
        self._accepted = self._accepted or message["type"] == "websocket.accept"
        self._closed = message["type"] == "websocket.close"
        self._links.tell(self._pass.person, message.get("bytes") or b"")
        await self._send(message)

    async def receive(self) -> Message:
        message = await self._next()
        if message is not None and message["type"] != "websocket.receive":
            return message
        if message is None or not await self._goes_on():
            await self._show_the_door()
            return {"type": "websocket.disconnect", "code": POLICY}
        return message

    async def _next(self) -> Message | None:
        """What comes next; None when the session has run out before. Other tabs may keep it going."""
        coming = asyncio.ensure_future(self._receive())
        try:
            while not coming.done():
                left = self._sessions.seconds_left(self._pass)
                if left <= 0:
                    return None
                await asyncio.wait({coming}, timeout=min(left + 1, LONGEST_WAIT))
            return coming.result()
        finally:
            coming.cancel()

    async def _goes_on(self) -> bool:
        if self._sessions.seconds_left(self._pass) <= 0:
            return False
        try:
            return await run_sync(self._sessions.admit, self._pass)
        except KpiError:
            return False

    async def _show_the_door(self) -> None:
        """Let the browser load its page again, where the gate asks it to sign in; then hang up."""
        if self._accepted and not self._closed:
            again = ForwardMsg()
            again.auth_redirect.url = ""
            again.auth_redirect.SetInParent()
            await self.send({"type": "websocket.send", "bytes": again.SerializeToString()})
            await self.send({"type": "websocket.close", "code": POLICY})
