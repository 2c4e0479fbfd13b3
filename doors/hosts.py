"""Under which names the server is asked for, and from which pages.

A page of somebody else's can make a browser talk to a server on this machine, by a name of its own that leads here.
What such a browser says in `Host` and `Origin` gives it away.
"""

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from doors.health import PATH as HEALTH
from doors.replies import refuse
from doors.settings import SignIn
from doors.start import is_loopback

OPTION: Final = "server.allowedHosts"
THIS_MACHINE: Final = ("localhost", "127.0.0.1", "::1")
READS: Final = frozenset(("GET", "HEAD", "OPTIONS"))


def allow_hosts(in_force: SignIn | None) -> None:
    """Let the server answer to its own names only, unless `server.allowedHosts` says which."""
    if not config.get_option(OPTION):
        config.set_option(OPTION, [*((in_force.host,) if in_force else ()), *THIS_MACHINE])


class Hosts:
    """Refuses what is asked for under a foreign name, from a foreign page, or from another machine without sign-in."""

    def __init__(self, app: ASGIApp, in_force: SignIn | None) -> None:
        self._app = app
        self._in_force = in_force

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or scope["path"] == HEALTH:
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if not is_host_allowed(headers.get("host")):
            await refuse(
                scope, receive, send, 400, "This server does not go by that name (server.allowedHosts)."
            )
        elif self._in_force is None and not _of_this_machine(scope):
            await refuse(scope, receive, send, 403, "Nobody signs in here, so only this machine may ask.")
        elif _changes(scope) and not self._from_here(headers):
            await refuse(scope, receive, send, 403, "That page may not talk to this server.")
        else:
            await self._app(scope, receive, send)

    def _from_here(self, headers: Headers) -> bool:
        """Whether the page that asks is one of ours; programs that are no browser name no page."""
        origin = headers.get("origin")
        if origin is None:
            return True
        if self._in_force:
            return origin == self._in_force.origin
        return urlsplit(origin).netloc == headers.get("host")


def _of_this_machine(scope: Scope) -> bool:
    """Whether the connection came in on an address that other machines cannot reach, whatever was configured."""
    server = scope.get("server")
    return server is not None and is_loopback(server[0])


def _changes(scope: Scope) -> bool:
    return scope["type"] == "websocket" or scope["method"] not in READS
