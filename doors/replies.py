"""What is answered to whoever is not let in: at once, before anything that they send is read."""

from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

CLOSE = {"Connection": "close"}


async def refuse(scope: Scope, receive: Receive, send: Send, status: int, words: str) -> None:
    """Refuse a request or a websocket with a status and a line of plain text."""
    await answer(scope, receive, send, PlainTextResponse(words + "\n", status, CLOSE))


async def answer(scope: Scope, receive: Receive, send: Send, response: Response) -> None:
    """Send a response; to a websocket in place of accepting it, where the server can do that."""
    if scope["type"] == "websocket" and "websocket.http.response" not in (scope.get("extensions") or {}):
        await send({"type": "websocket.close", "code": 1008})
        return
    await response(scope, receive, send)
