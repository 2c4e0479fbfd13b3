"""The gate: past it come only people with a session that goes on. Everybody else gets 401 before anything is read.

Whatever is not named as open is shut, so that a route which comes with a later version is shut too.
"""

import logging
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from anyio.to_thread import run_sync
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from doors.cookie import Pass, read_cookie
from doors.health import PATH as HEALTH
from doors.links import MEDIA, Links
from doors.replies import answer, refuse
from doors.sessions import Sessions
from doors.settings import CALLBACK
from doors.sign_in_page import NEXT, PATH, page
from doors.socket import Socket
from kpi.errors import KpiError

log = logging.getLogger("vinculo")

LOGOUT: Final = "/auth/logout"
OPEN: Final = frozenset((HEALTH, LOGOUT, "/auth/login", CALLBACK, "/favicon.png"))
OPEN_BELOW: Final = ("/static/", f"{PATH}/")
PERSON: Final = "vinculo.person"
REFUSALS: Final = frozenset(
    (
        "access_denied", "account_selection_required", "consent_required", "interaction_required", "invalid_request",
        "invalid_scope", "login_required", "server_error", "temporarily_unavailable", "unauthorized_client",
        "unsupported_response_type",
    )
)  # fmt: skip
"""What a provider may say, after RFC 6749 and OpenID Connect Core."""


class Gate:
    """Lets people with a session in, and says whose it is: `scope[PERSON]`, for routes of our own.

    Without `sessions` the server has no sign-in, and everybody comes in.
    """

    def __init__(self, app: ASGIApp, sessions: Sessions | None, base: str = "") -> None:
        self._app = app
        self._sessions = sessions
        self._base = base
        self._links = Links()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._sessions is None or scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        found = read_cookie(connection.cookies, self._sessions.settings)
        path = scope["path"].removeprefix(self._base)
        if scope["type"] == "http" and is_open(path, scope["method"]):
            if path == LOGOUT and found:
                self._sessions.end(found)
            if path == CALLBACK and "error" in connection.query_params:
                await self._go_back(connection.query_params["error"], scope, receive, send)
                return
            await self._app(scope, receive, send)
            return
        try:
            goes_on = found is not None and await run_sync(self._sessions.admit, found)
        except KpiError:
            await refuse(scope, receive, send, 503, "The database cannot be read. Try again in a moment.")
            return
        if found is None or not goes_on:
            await self._ask_to_sign_in(connection, scope, receive, send)
            return
        await self._let_in(found, connection, scope, receive, send)

    async def _let_in(
        self, found: Pass, connection: HTTPConnection, scope: Scope, receive: Receive, send: Send
    ) -> None:
        assert self._sessions  # noqa: S101
        scope[PERSON] = found.person
        if scope["type"] == "websocket":
            socket = Socket(self._sessions, self._links, found, receive, send)
            await self._app(scope, socket.receive, socket.send)
        elif scope["path"].startswith(f"{self._base}{MEDIA}") and not self._links.told(
            found.person, scope["path"]
        ):
            await refuse(scope, receive, send, 404, "There is no such file for you.")
        elif where := self._where_they_were(scope, connection.cookies):
            response = RedirectResponse(where, 303)
            response.delete_cookie(NEXT, path="/", httponly=True, samesite="lax")
            await answer(scope, receive, send, response)
        else:
            await self._app(scope, receive, send)

    async def _ask_to_sign_in(
        self, connection: HTTPConnection, scope: Scope, receive: Receive, send: Send
    ) -> None:
        assert self._sessions  # noqa: S101
        if scope["type"] == "http" and wants_page(scope, connection):
            await answer(scope, receive, send, page(connection, self._sessions.settings, self._base))
        else:
            await refuse(scope, receive, send, 401, "Sign in first.")

    async def _go_back(self, error: str, scope: Scope, receive: Receive, send: Send) -> None:
        """The provider did not sign somebody in. Why is anybody's text: only the standard's own words are logged."""
        why = error if error in REFUSALS else "another reason"
        log.warning("The identity provider did not sign somebody in: %s.", why)
        await answer(scope, receive, send, RedirectResponse(f"{self._base}/", 303))

    def _where_they_were(self, scope: Scope, cookies: Mapping[str, str]) -> str:
        """The address that somebody asked for before they signed in, which always leads to the first page."""
        asked = cookies.get(NEXT, "")
        first_page = scope["path"] in (f"{self._base}/", self._base) and scope["method"] == "GET"
        return asked if first_page and not scope["query_string"] and is_own_address(asked) else ""


def is_open(path: str, method: str) -> bool:
    """Whether a path is for everybody: Streamlit's own scripts and fonts, signing in and out, the server's health."""
    return method in ("GET", "HEAD") and (path in OPEN or path.startswith(OPEN_BELOW))


def wants_page(scope: Scope, connection: HTTPConnection) -> bool:
    """Whether a person's browser asks for a page, and not a program or a part of a page."""
    return scope["method"] == "GET" and "text/html" in connection.headers.get("accept", "")


def is_own_address(address: str) -> bool:
    """Whether an address is a path on this server, and cannot lead to another."""
    if not address.startswith("/") or address.startswith(("//", "/\\")) or not address.isprintable():
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and "\\" not in address
