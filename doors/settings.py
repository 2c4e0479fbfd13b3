"""How people sign in, as `secrets.toml` says, read once: editing the file opens no door of a running server."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from math import inf
from typing import Any, Final
from urllib.parse import urlsplit

from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from doors.errors import AuthMisplaced, LifetimeTooLong, WrongLifetime

DEFAULT_PROVIDER: Final = "default"
CALLBACK: Final = "/oauth2callback"
HOUR: Final = 3600
LONGEST: Final = 24 * HOUR
"""How long a session may be set to last: groups are read at sign-in, so somebody who left one is out by then."""


@dataclass(frozen=True)
class SignIn:
    """The sign-in that is in force.

    `origin` is the scheme, host and port under which people reach the server, `providers` are the names of those
    whom it trusts. Lifetimes are in seconds: `longest` from signing in, `idle` from what was last done.
    """

    cookie_secret: str = field(repr=False)
    origin: str
    providers: tuple[str, ...] = (DEFAULT_PROVIDER,)
    groups_claim: str = "groups"
    longest: int = 12 * HOUR
    idle: int = HOUR

    @property
    def encrypted(self) -> bool:
        """Whether people reach the server over TLS, so that cookies may be kept to it."""
        return self.origin.startswith("https:")

    @property
    def host(self) -> str:
        """The name under which people reach the server, without its port."""
        return urlsplit(self.origin).hostname or ""


@cache
def sign_in() -> SignIn | None:
    """The sign-in of this server; None where there is no `[auth]`, and whoever is at this machine is let in.

    Raises:
        AuthMisplaced: what is called `auth` is no section.
        WrongLifetime, LifetimeTooLong: a lifetime is no number above 0, or too large.
    """
    secrets = sections()
    if "auth" not in secrets:
        return None
    auth, own = secrets["auth"], secrets.get("sign_in", {})
    if not isinstance(auth, Mapping) or not isinstance(own, Mapping):
        raise AuthMisplaced
    return read(auth, own)


def sections() -> Mapping[str, Any]:
    """What `secrets.toml` holds; nothing where there is none."""
    return secrets_singleton if secrets_singleton.load_if_toml_exists() else {}


def read(auth: Mapping[str, Any], own: Mapping[str, Any]) -> SignIn:
    """What the sections `[auth]`, which is Streamlit's, and `[sign_in]`, which is ours, say together."""
    address = urlsplit(redirect_uri(auth))
    return SignIn(
        cookie_secret=str(auth.get("cookie_secret", "")),
        origin=f"{address.scheme}://{address.netloc}",
        providers=tuple(providers(auth)),
        groups_claim=str(own.get("groups_claim", "groups")),
        longest=_seconds(own, "hours", 12, HOUR, most=LONGEST),
        idle=_seconds(own, "idle_minutes", 60, 60),
    )


def redirect_uri(auth: Mapping[str, Any]) -> str:
    return str(auth.get("redirect_uri", "")).replace("{port}", str(config.get_option("server.port")))


def providers(auth: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The identity providers by name: the one that `[auth]` itself describes, and those in sections of their own."""
    named = {
        key: value for key, value in auth.items() if isinstance(value, Mapping) and key != "client_kwargs"
    }
    return {DEFAULT_PROVIDER: auth, **named} if "client_id" in auth or not named else named


def _seconds(own: Mapping[str, Any], name: str, usual: int, unit: int, most: float = inf) -> int:
    value = own.get(name, usual)
    if isinstance(value, bool) or not isinstance(value, int | float) or not value * unit >= 1:
        raise WrongLifetime(name=f"{name} [sign_in]", value=value)
    if value * unit > most:
        raise LifetimeTooLong(name=f"{name} [sign_in]", value=value, most=most // unit)
    return round(value * unit)
