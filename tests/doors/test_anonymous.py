"""Every route of the real server, asked by somebody who has not signed in.

The routes are those that the application itself lists, so that one which comes with a later version is asked too.
"""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from starlette.routing import Mount, Route, WebSocketRoute

from doors.gate import is_open
from tests.doors.test_cookie import CLAIMS, SETTINGS, USER, cookies
from tests.doors.test_headers import PROMISED
from tests.support.identity import sign_in
from visiting.server import RunningApp

MEGABYTE = 1 << 20
UPLOAD = 100 * MEGABYTE
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
FORGED = [{}, {USER: "1"}, cookies(), cookies({**CLAIMS, "origin": "http://127.0.0.1"}, secret="x" * 40)]


def paths() -> list[str]:
    """A path for each route: Streamlit's own, ours, and every page of the menu."""
    from app import app  # noqa: PLC0415  (the server's own table, which imports everything)

    found = []
    for route in app._build_starlette_app().routes:  # noqa: SLF001  (Streamlit has no public way to its routes)
        if isinstance(route, (Route, WebSocketRoute)):
            found.append(re.sub(r"\{[^}]+\}", "x", route.path))
        elif isinstance(route, Mount):
            found.append(f"{route.path}/")
    pages = sorted(page.parent.name for page in Path("pages").glob("*/page.py"))
    return [*dict.fromkeys(found), *(f"/{name}" for name in pages), "/something/that/comes/later"]


@pytest.fixture(scope="module")
def stranger(guarded: RunningApp) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=guarded.address, timeout=60, follow_redirects=False) as client:
        yield client


@pytest.fixture(scope="module")
def routes() -> list[str]:
    found = paths()
    assert len(found) > 25
    assert {"/_stcore/metrics", "/_stcore/stream", "/media/x", "/_stcore/upload_file/x/x", "/goals"} <= set(
        found
    )
    return found


@pytest.mark.parametrize("presented", FORGED, ids=["none", "anything", "another secret", "another server"])
def test_every_route_is_shut(stranger: httpx2.Client, routes: list[str], presented: dict[str, str]) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in presented.items())
    answered = {
        (method, path): stranger.request(method, path, headers={"Cookie": cookie}).status_code
        for path in routes
        for method in METHODS
    }
    let_in = {
        asked: status
        for asked, status in answered.items()
        if status != 401 and not is_open(asked[1], asked[0])
    }
    assert let_in == {}
    assert SETTINGS.origin not in str(stranger.base_url)


def test_what_is_open_says_nothing_of_the_bank(stranger: httpx2.Client, routes: list[str]) -> None:
    for path in routes:
        if is_open(path, "GET"):
            said = stranger.get(path)
            assert "Miravalle" not in said.text
            assert said.status_code in (200, 302, 303, 404), path


def test_every_answer_has_the_headers(
    stranger: httpx2.Client, guarded: RunningApp, routes: list[str]
) -> None:
    lacking = []
    with sign_in(guarded.address, "ana") as person:
        for client in (stranger, person):
            for path in routes:
                if path == "/auth/logout":
                    continue
                headers = client.get(path).headers
                lacking += [(path, name) for name, value in PROMISED.items() if headers.get(name) != value]
                lacking += (
                    []
                    if "default-src 'none'" in headers.get("Content-Security-Policy", "")
                    else [(path, "CSP")]
                )
    assert lacking == []


def test_no_websocket_opens(guarded: RunningApp) -> None:
    parts = urlsplit(guarded.address)
    for extra in ("", f"Origin: {guarded.address}\r\n", f"Cookie: {USER}=1\r\n"):
        with socket.create_connection((parts.hostname, parts.port), timeout=20) as raw:
            raw.sendall(
                f"GET /_stcore/stream HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{extra}\r\n".encode()
            )
            assert raw.recv(64).startswith(b"HTTP/1.1 401")


def memory(pid: int) -> int:
    """What the process holds in memory, in bytes."""
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found
    return int(found[1]) * 1024


def sent_before_refusal(address: str, size: int) -> tuple[int, bytes]:
    """Send `size` bytes to the upload route and no cookie; how many went out, and the beginning of the answer."""
    parts = urlsplit(address)
    piece, gone = b"x" * MEGABYTE, 0
    with socket.create_connection((parts.hostname, parts.port), timeout=60) as raw:
        head = (
            f"PUT /_stcore/upload_file/x/y HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Length: {size}\r\n\r\n"
        )
        raw.sendall(head.encode())
        try:
            while gone < size:
                raw.sendall(piece)
                gone += len(piece)
        except OSError:
            pass  # the server has hung up
        try:
            return gone, raw.recv(64)
        except OSError:
            return gone, b""


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="The memory of a process is read from /proc."
)
def test_uploads_of_strangers_take_no_memory(guarded: RunningApp) -> None:
    sent_before_refusal(guarded.address, MEGABYTE)  # what the first request of any kind takes
    before = memory(guarded.process.pid)
    answers = [sent_before_refusal(guarded.address, UPLOAD) for _ in range(5)]
    grown = memory(guarded.process.pid) - before
    assert any(said.startswith(b"HTTP/1.1 401") for _, said in answers)
    assert not any(said.startswith(b"HTTP/1.1 2") for _, said in answers)
    assert grown < 8 * MEGABYTE
