"""What is checked before the server listens: nobody but this machine gets in without a sign-in that holds."""

import ipaddress
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from streamlit import config

from doors import settings
from doors.errors import (
    ClientSecretTooShort,
    NotEncrypted,
    OpenToOthers,
    SecretIsAnExample,
    SecretsUnreadable,
    SecretTooShort,
    SettingMissing,
    WrongRedirect,
)
from doors.settings import SignIn
from kpi.system_errors import cause_of
from kpi.words import Message

LEAST_COOKIE: Final = 32
LEAST_CLIENT: Final = 16
LEAST_DIFFERENT: Final = 10
EXAMPLES: Final = (
    "changeme", "change-me", "change_me", "example", "placeholder", "replace", "your-", "your_", "yoursecret",
    "cookie-secret", "cookie_secret", "client-secret", "client_secret", "supersecret", "password", "xxxxx", "12345678",
)  # fmt: skip


def checked_sign_in() -> SignIn | None:
    """The sign-in of this server, when everything about it holds.

    Raises:
        DoorsError: the server must not start.
    """
    _check_readable()
    in_force = settings.sign_in()
    if in_force is None:
        address = config.get_option("server.address") or "0.0.0.0"  # noqa: S104  (Streamlit's own default)
        if not is_loopback(address):
            raise OpenToOthers(address=address)
    else:
        check_auth(settings.sections()["auth"])
    return in_force


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own and reached by nobody else. Names count only where they must be."""
    try:
        return ipaddress.ip_address(address.strip("[]")).is_loopback
    except ValueError:
        return address.lower() == "localhost"


def _check_readable() -> None:
    """Streamlit passes over a file that it cannot parse, which would be a server without sign-in."""
    for name in config.get_option("secrets.files"):
        path = Path(name)
        if not path.is_file():
            continue
        try:
            tomllib.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise SecretsUnreadable(path=path, cause=_without_content(error)) from None


def _without_content(error: Exception) -> str | Message:
    """Where a file is wrong, without what stands there: a parser may quote a secret."""
    if isinstance(error, OSError):
        return cause_of(error)
    return str(error)[str(error).rfind("(at ") :] if "(at " in str(error) else type(error).__name__


def check_auth(auth: Mapping[str, Any]) -> None:
    """Whether a section `[auth]` keeps people out.

    Raises:
        DoorsError: it does not; the sentence says why.
    """
    _check_secret("cookie_secret", _given(auth, "cookie_secret", "[auth]"), LEAST_COOKIE, SecretTooShort)
    redirect = _given(auth, "redirect_uri", "[auth]")
    if not urlsplit(redirect).path.endswith(settings.CALLBACK) or not urlsplit(redirect).hostname:
        raise WrongRedirect(value=redirect)
    _check_encrypted("redirect_uri", redirect)
    for name, provider in settings.providers(auth).items():
        section = "[auth]" if name == settings.DEFAULT_PROVIDER else f"[auth.{name}]"
        _given(provider, "client_id", section)
        secret = _given(provider, "client_secret", section)
        _check_secret("client_secret", secret, LEAST_CLIENT, ClientSecretTooShort)
        _check_encrypted("server_metadata_url", _given(provider, "server_metadata_url", section))


def _given(section: Mapping[str, Any], name: str, place: str) -> str:
    value = str(section.get(name, "")).strip()
    if not value:
        raise SettingMissing(name=f"{name} {place}")
    return value


def _check_secret(
    name: str, value: str, least: int, too_short: type[SecretTooShort | ClientSecretTooShort]
) -> None:
    if any(example in value.lower() for example in EXAMPLES):
        raise SecretIsAnExample(name=name)
    if len(value) < least:
        raise too_short(name=name, length=len(value), least=least)
    if len(set(value)) < LEAST_DIFFERENT:
        raise SecretIsAnExample(name=name)


def _check_encrypted(name: str, value: str) -> None:
    address = urlsplit(value)
    if address.scheme != "https" and not (address.scheme == "http" and is_loopback(address.hostname or "")):
        raise NotEncrypted(name=name, value=value)
