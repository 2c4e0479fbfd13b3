"""The cookie that Streamlit gives to whoever has signed in: is it genuine, how old is it, and whose is it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from itsdangerous import URLSafeTimedSerializer
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from doors.settings import SignIn
from kpi.access.person import Person

DAY: Final = 86_400
AT_ONCE: Final = 2
"""Seconds within which the pieces of one cookie are signed: they leave in one answer."""


@dataclass(frozen=True)
class Pass:
    """A genuine cookie: whose it is and when it was given, in epoch seconds.

    `key` names this signing-in, and does not let anybody in: it is a digest of what the cookie says.
    """

    person: Person
    key: str
    given_at: int


def read_cookie(cookies: Mapping[str, str], settings: SignIn) -> Pass | None:
    """The pass in a request's cookies; None without one, and for one that is forged, too old or for elsewhere.

    A long one comes in pieces. Those of two signings-in are none: put together they would be a session of which
    nobody knows that it was ended.
    """
    given: list[int] = []

    def signed(name: str) -> bytes | None:
        value = cookies.get(name, "")
        content = decode_signed_value(
            settings.cookie_secret, name, value.encode("latin-1", "replace"), settings.longest / DAY
        )
        if content is not None:
            given.append(_given_at(name, value, settings))
        return content

    content = get_cookie_with_chunks(signed, USER_COOKIE_NAME)
    if content is None or max(given) - min(given) > AT_ONCE:
        return None
    try:
        claims = json.loads(content)
    except ValueError:
        return None
    if (
        not isinstance(claims, dict)
        or claims.get("origin") != settings.origin
        or not claims.get("is_logged_in")
    ):
        return None
    person = person_of(claims, settings.groups_claim)
    if person is None:
        return None
    key = hashlib.sha256(content + str(given[0]).encode()).hexdigest()
    return Pass(person, key, given[0])


def _given_at(name: str, value: str, settings: SignIn) -> int:
    """When a cookie was signed that is known to be genuine."""
    signer = URLSafeTimedSerializer(settings.cookie_secret, salt=name)
    _, when = signer.loads(value, return_timestamp=True)
    return int(when.timestamp())


def person_of(claims: Mapping[str, Any], groups_claim: str) -> Person | None:
    """Whom the provider's claims are about; None where they do not say who gave them, or about whom."""
    issuer, subject = _text(claims.get("iss")), _text(claims.get("sub"))
    if not issuer or not subject:
        return None
    email = _text(claims.get("email"))
    told = claims.get("email_verified")
    verified = told is True or told == "true"  # some providers write a word
    name = _text(claims.get("name")) or _text(claims.get("preferred_username")) or email or subject
    return Person(issuer, subject, email if verified else "", name, _groups(claims, groups_claim))


def _groups(claims: Mapping[str, Any], path: str) -> tuple[str, ...]:
    """The groups under the claim `path`, which may lead into others: `realm_access.roles`."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return (found,)
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
