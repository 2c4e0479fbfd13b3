"""The doors in the order in which a request comes to them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from starlette.middleware import Middleware
from starlette.routing import Route
from streamlit import config

from doors import sign_in_page
from doors.gate import Gate
from doors.headers import SecureHeaders
from doors.health import Health
from doors.hosts import Hosts, allow_hosts
from doors.sessions import Sessions
from doors.settings import SignIn
from kpi.store.engine import Store


@dataclass(frozen=True)
class Doors:
    """What a server needs to keep its doors: middleware, outermost first, and routes."""

    in_force: SignIn | None
    sessions: Sessions | None
    middleware: list[Middleware]
    routes: list[Route]


def doors(in_force: SignIn | None, store: Callable[[], Store], scripts: Iterable[str]) -> Doors:
    """The doors of a server with that sign-in, or without one. `scripts` are the inline scripts of its pages."""
    allow_hosts(in_force)
    base = "/".join(("", *filter(None, [str(config.get_option("server.baseUrlPath") or "").strip("/")])))
    sessions = Sessions(in_force, store) if in_force else None
    return Doors(
        in_force,
        sessions,
        [
            Middleware(SecureHeaders, in_force, list(scripts)),
            Middleware(Hosts, in_force),
            Middleware(Gate, sessions, base),
        ],
        [Health(store).route(), *sign_in_page.routes(in_force, base)],
    )
