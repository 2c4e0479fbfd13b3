"""How people sign in, as `secrets.toml` says, read once: editing the file opens no door of a running server."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

DEFAULT_PROVIDER: Final = "default"
CALLBACK: Final = "/oauth2callback"
HOUR: Final = 3600


@dataclass(frozen=True)
class SignIn:
    """The sign-in that is in force.

    `origin` is the scheme, host and port under which people reach the server; `base` is the path before all of its
    own, "" or "/path". Lifetimes are in seconds: `longest` from signing in, `idle` from what was last done.
    """

    cookie_secret: str = field(repr=False)
    origin: str
    base: str = ""
    providers: tuple[str, ...] = (DEFAULT_PROVIDER,)
    groups_claim: str = "groups"
    longest: int = 12 * HOUR
    idle: int = HOUR

    @property
    def encrypted(self) -> bool:
        """Whether people reach the server over TLS, so that cookies may be kept to it."""
        return self.origin.startswith("https:")


@cache
def sign_in() -> SignIn | None:
    """The sign-in of this server; None where there is no `[auth]`, and everybody at this machine is let in."""
    secrets = secrets_singleton if secrets_singleton.load_if_toml_exists() else {}
    auth = secrets.get("auth")
    return read(auth, secrets.get("sign_in") or {}) if auth else None


def read(auth: Mapping[str, Any], own: Mapping[str, Any]) -> SignIn:
    """What the sections `[auth]`, which is Streamlit's, and `[sign_in]`, which is ours, say together."""
    address = urlsplit(
        str(auth.get("redirect_uri", "")).replace("{port}", str(config.get_option("server.port")))
    )
    named = tuple(key for key, value in auth.items() if isinstance(value, Mapping) and key != "client_kwargs")
    return SignIn(
        cookie_secret=str(auth.get("cookie_secret", "")),
        origin=f"{address.scheme}://{address.netloc}",
        base=address.path.removesuffix(CALLBACK),
        providers=(*((DEFAULT_PROVIDER,) if "client_id" in auth else ()), *named),
        groups_claim=str(own.get("groups_claim", "groups")),
        longest=round(float(own.get("hours", 12)) * HOUR),
        idle=round(float(own.get("idle_minutes", 60)) * 60),
    )
