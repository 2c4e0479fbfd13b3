"""What every answer tells the browser: what it may load and run, that nobody may frame it, and to keep no copy."""

import base64
import hashlib
import re
from collections.abc import Iterable, MutableMapping
from pathlib import Path
from typing import Any, Final

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from doors.settings import SignIn

COOKIES_OF_PERSON: Final = ("_streamlit_user",)
ASSETS: Final = "/static/"
INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
STARTS: Final = ("http.response.start", "websocket.http.response.start")

FIXED: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def policy(scripts: Iterable[str]) -> str:
    """The Content-Security-Policy. `scripts` are the texts of the inline scripts that may run; no other does.

    Styles may stand in the page, because Streamlit and Plotly write theirs there; nothing is evaluated from text.
    Pages' own components come as modules from blobs that a script of ours has made.
    """
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in [*_of_streamlit(), *scripts])
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' blob: {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "media-src 'self' blob:",
            "worker-src 'self' blob:",
            "manifest-src 'self'",
            "form-action 'self'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "object-src 'none'",
        )
    )


def _of_streamlit() -> list[str]:
    """The inline scripts of the page that Streamlit ships."""
    index = Path(streamlit.__file__).parent / "static" / "index.html"
    return INLINE.findall(index.read_text("utf-8"))


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


class SecureHeaders:
    """Puts the headers on every answer, and on cookies what keeps them where they belong."""

    def __init__(self, app: ASGIApp, in_force: SignIn | None, scripts: Iterable[str] = ()) -> None:
        self._app = app
        self._in_force = in_force
        self._fixed = {**FIXED, "Content-Security-Policy": policy(scripts)}
        if in_force and in_force.encrypted:
            self._fixed["Strict-Transport-Security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] in STARTS:
                self._add(scope, message)
            await send(message)

        await self._app(scope, receive, with_headers)

    def _add(self, scope: Scope, message: MutableMapping[str, Any]) -> None:
        headers = MutableHeaders(raw=message.setdefault("headers", []))
        headers.update(self._fixed)
        if not (scope["path"].startswith(ASSETS) and message["status"] == 200):
            headers["Cache-Control"] = "no-store"
        if self._in_force:
            message["headers"] = [
                (name, self._guarded(value) if name.lower() == b"set-cookie" else value)
                for name, value in message["headers"]
            ]

    def _guarded(self, cookie: bytes) -> bytes:
        """A cookie that is kept to TLS where there is TLS, and a person's for no longer than the session."""
        assert self._in_force  # noqa: S101
        text = cookie.decode("latin-1")
        if text.startswith(COOKIES_OF_PERSON) and "Max-Age=0" not in text:
            text = re.sub(r"Max-Age=\d+", f"Max-Age={self._in_force.longest}", text, flags=re.IGNORECASE)
        if self._in_force.encrypted and "; secure" not in text.lower():
            text += "; Secure"
        return text.encode("latin-1")
