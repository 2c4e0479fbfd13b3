"""What every answer tells the browser, and what becomes of cookies."""

import re
from typing import Any

import pytest
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message

from doors.headers import SecureHeaders, policy
from doors.settings import HOUR, SignIn
from tests.support.apart import run_apart

PLAIN = SignIn("s" * 40, "http://127.0.0.1:8501")
PROMISED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""What every answer has to say, written here once more: a header that the program forgets is missed."""
ENCRYPTED = SignIn("s" * 40, "https://kpi.bank.example", longest=8 * HOUR)


def answer(
    response: Response, in_force: SignIn | None = None, path: str = "/media/a.csv"
) -> dict[str, list[str]]:
    """The headers of `response` as they leave the server."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        raise AssertionError

    scope: dict[str, Any] = {"type": "http", "path": path, "method": "GET", "headers": []}
    run_apart(SecureHeaders(response, in_force), scope, receive, send)
    found: dict[str, list[str]] = {}
    for name, value in sent[0]["headers"]:
        found.setdefault(name.decode().lower(), []).append(value.decode())
    return found


@pytest.mark.parametrize("status", [200, 401, 404])
def test_every_answer_has_them_and_is_kept_nowhere(status: int) -> None:
    headers = answer(
        PlainTextResponse("figures", status, {"Cache-Control": "public", "X-Frame-Options": "ALLOWALL"})
    )
    for name, value in PROMISED.items():
        assert headers[name.lower()] == [value]
    assert headers["cache-control"] == ["no-store"]
    assert "strict-transport-security" not in headers


def test_streamlits_own_files_may_be_kept() -> None:
    kept = PlainTextResponse("js", headers={"Cache-Control": "public, immutable"})
    assert answer(kept, path="/static/js/index.js")["cache-control"] == ["public, immutable"]
    assert answer(PlainTextResponse("", 404), path="/static/js/index.js")["cache-control"] == ["no-store"]


def test_the_policy_runs_our_scripts_and_nothing_that_is_made_from_text() -> None:
    said = policy(["document.documentElement.lang = 'es'"])
    scripts = re.search(r"script-src ([^;]+)", said)
    assert scripts
    assert "unsafe" not in scripts[1]
    assert scripts[1].count("'sha256-") == 2  # ours, and the one in Streamlit's page
    assert "default-src 'none'" in said
    assert "frame-ancestors 'none'" in said


def test_cookies_keep_to_tls_and_a_persons_lasts_as_long_as_the_session() -> None:
    response = PlainTextResponse("")
    response.set_cookie("_streamlit_user", "a", max_age=30 * 24 * HOUR, httponly=True)
    response.set_cookie("_streamlit_user_tokens_1", "b", max_age=30 * 24 * HOUR, httponly=True)
    response.set_cookie("_streamlit_xsrf", "c")
    person, tokens, xsrf = answer(response, ENCRYPTED)["set-cookie"]
    assert "Max-Age=28800" in person
    assert "Max-Age=28800" in tokens
    assert all("; Secure" in cookie for cookie in (person, tokens, xsrf))
    assert all("Secure" not in cookie for cookie in answer(response, PLAIN)["set-cookie"])
    assert answer(response, ENCRYPTED)["strict-transport-security"]


def test_a_cookie_that_is_deleted_stays_deleted() -> None:
    response = PlainTextResponse("")
    response.delete_cookie("_streamlit_user")
    assert "Max-Age=0" in answer(response, ENCRYPTED)["set-cookie"][0]
