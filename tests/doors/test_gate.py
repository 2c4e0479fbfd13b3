"""Nobody gets past the gate without a session, and nothing that they send is read."""

import json
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import quote

import anyio
import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from doors.cookie import read_cookie
from doors.gate import PERSON, Gate, is_open, is_own_address
from doors.links import Links
from doors.sessions import Sessions
from doors.settings import HOUR, SignIn
from doors.sign_in_page import NEXT
from kpi.access.person import Person
from kpi.store.engine import DatabaseUnavailable, Store
from tests.doors.test_cookie import CLAIMS, USER
from tests.support.apart import run_apart

# What is genuine is made when the tests are collected, and they may be collected long before they run.
SETTINGS = SignIn("s" * 40, "https://kpi.bank.example", idle=12 * HOUR)
GENUINE = create_signed_value(SETTINGS.cookie_secret, USER, json.dumps(CLAIMS)).decode()
MESSAGE: Message = {"type": "websocket.receive", "bytes": b"click"}


class Application:
    """What lies behind the gate: it remembers who came, and what it heard of them."""

    def __init__(self) -> None:
        self.came: list[Scope] = []
        self.heard: list[Message] = []
        self.shows = b"nothing to take away"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.came.append(scope)
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.send", "bytes": self.shows})
            while (message := await receive())["type"] != "websocket.disconnect":
                self.heard.append(message)
            await send({"type": "websocket.send", "bytes": b"too late"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"figures"})


class Caller:
    """Asks the gate, and fails when it wants to read what was not to be read."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.sent: list[Message] = []

    def ask(
        self,
        path: str,
        method: str = "GET",
        cookies: str = "",
        accept: str = "*/*",
        kind: str = "http",
        language: str = "",
    ) -> int:
        """The status of the answer."""
        named = {"host": "kpi.bank.example", "accept": accept, "cookie": cookies, "accept-language": language}
        headers = [(name.encode(), value.encode()) for name, value in named.items()]
        path, _, query = path.partition("?")
        scope: dict[str, Any] = {
            "type": kind,
            "method": method,
            "path": path,
            "query_string": query.encode(),
            "scheme": "https",
            "server": ("127.0.0.1", 80),
            "headers": headers,
            "extensions": {"websocket.http.response": {}},
        }
        self.sent = []
        run_apart(self.gate, scope, self.receive, self.send)
        return int(self.sent[0].get("status", 0))

    async def receive(self) -> Message:
        raise AssertionError("The gate reads what a stranger sends.")

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    def header(self, name: str) -> str:
        found: bytes = dict(self.sent[0]["headers"]).get(name.encode(), b"")
        return found.decode()

    @property
    def body(self) -> str:
        return b"".join(message.get("body", b"") for message in self.sent).decode()


@pytest.fixture
def behind() -> Application:
    return Application()


@pytest.fixture
def sessions(store: Store) -> Sessions:
    return Sessions(SETTINGS, lambda: store)


@pytest.fixture
def caller(behind: Application, sessions: Sessions) -> Caller:
    return Caller(Gate(behind, sessions))


STRANGERS = ["", f"{USER}=1", f"{USER}={GENUINE[::-1]}", f"{USER}s={GENUINE}"]


@pytest.mark.parametrize("cookies", STRANGERS)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/_stcore/upload_file/a/b"),
        ("DELETE", "/_stcore/upload_file/a/b"),
        ("OPTIONS", "/_stcore/upload_file/a/b"),
        ("GET", "/media/abc.csv"),
        ("HEAD", "/media/abc.csv"),
        ("GET", "/_stcore/metrics"),
        ("GET", "/_stcore/health"),
        ("GET", "/_stcore/host-config"),
        ("POST", "/_stcore/agent/mcp"),
        ("GET", "/"),
        ("GET", "/goals"),
        ("POST", "/healthz"),
        ("POST", "/static/js/index.js"),
        ("GET", "/static"),
        ("GET", "/staticmedia/abc.csv"),
        ("GET", "//static/../media/abc.csv"),
        ("GET", "/auth/login/../../media/abc.csv"),
        ("GET", "/a/route/that/does/not/exist/yet"),
    ],
)
def test_strangers_get_401(caller: Caller, behind: Application, method: str, path: str, cookies: str) -> None:
    assert caller.ask(path, method, cookies) == 401
    assert caller.header("connection") == "close"
    assert behind.came == []


@pytest.mark.parametrize("cookies", STRANGERS)
def test_strangers_get_no_websocket(caller: Caller, behind: Application, cookies: str) -> None:
    assert caller.ask("/_stcore/stream", cookies=cookies, kind="websocket") == 401
    assert caller.sent[0]["type"] == "websocket.http.response.start"
    assert behind.came == []


@pytest.mark.parametrize(
    "path",
    ["/healthz", "/static/js/index.js", "/favicon.png", "/auth/login", "/auth/logout", "/oauth2callback"],
)
def test_what_is_needed_to_sign_in_is_open_to_be_read(caller: Caller, path: str) -> None:
    assert caller.ask(path) == 200
    assert is_open(path, "HEAD")
    assert not is_open(path, "PUT")


@pytest.mark.parametrize(
    ("path", "accepts", "words"),
    [
        ("/goals?lang=en", "", "Sign in with your organisation"),
        ("/goals", "en-GB,en;q=0.9", "Sign in with your organisation"),
        ("/goals", "fr-FR,fr;q=0.9", "Entrar con la cuenta de tu organización"),
    ],
)
def test_a_browser_gets_the_way_in(caller: Caller, path: str, accepts: str, words: str) -> None:
    assert caller.ask(path, accept="text/html", language=accepts) == 401
    assert words in unescape(caller.body)
    assert f"next={quote(path, safe='')}" in caller.body


def test_what_an_address_says_is_only_text_on_the_page(caller: Caller) -> None:
    caller.ask('/"><script>alert(1)</script>?lang="><script>alert(2)</script>', accept="text/html")
    assert "<script" not in caller.body


def test_somebody_with_a_session_comes_in_and_is_known(caller: Caller, behind: Application) -> None:
    assert caller.ask("/_stcore/metrics", cookies=f"{USER}={GENUINE}") == 200
    assert behind.came[0][PERSON].subject == "4711"


def test_signing_out_is_heard_by_the_gate_itself(caller: Caller) -> None:
    cookie = f"{USER}={GENUINE}"
    assert caller.ask("/_stcore/metrics", cookies=cookie) == 200
    assert caller.ask("/auth/logout", cookies=cookie) == 200
    assert caller.ask("/_stcore/metrics", cookies=cookie) == 401


def test_a_click_after_the_end_is_not_heard_and_the_page_loads_again(
    caller: Caller, behind: Application, sessions: Sessions
) -> None:
    found = read_cookie({USER: GENUINE}, SETTINGS)
    assert found is not None
    coming = iter([{"type": "websocket.connect"}, MESSAGE, MESSAGE])

    async def receive() -> Message:
        if behind.heard:
            sessions.end(found)  # in another tab, while this one waits
        return next(coming)

    caller.receive = receive  # type: ignore[method-assign]
    caller.ask("/_stcore/stream", cookies=f"{USER}={GENUINE}", kind="websocket")
    assert behind.heard == [MESSAGE]
    accepted, _shown, told, closed = caller.sent
    assert accepted["type"] == "websocket.accept"
    assert ForwardMsg.FromString(told["bytes"]).WhichOneof("type") == "auth_redirect"
    assert closed == {"type": "websocket.close", "code": 1008}


def test_a_page_that_nobody_touches_is_shown_the_door_by_itself(behind: Application, store: Store) -> None:
    found = read_cookie({USER: GENUINE}, SETTINGS)
    assert found is not None
    now = [float(found.given_at)]
    impatient = Sessions(replace(SETTINGS, idle=1), lambda: store, lambda: now[0])
    caller = Caller(Gate(behind, impatient))
    coming = iter([{"type": "websocket.connect"}])

    async def receive() -> Message:
        for message in coming:
            return message
        now[0] += 10
        await anyio.sleep_forever()
        raise AssertionError

    caller.receive = receive  # type: ignore[method-assign]
    caller.ask("/_stcore/stream", cookies=f"{USER}={GENUINE}", kind="websocket")
    assert [message["type"] for message in caller.sent] == [
        "websocket.accept",
        "websocket.send",
        "websocket.send",
        "websocket.close",
    ]


def test_a_file_is_for_whom_it_was_shown_to(caller: Caller, behind: Application) -> None:
    async def receive() -> Message:
        return {"type": "websocket.disconnect"} if shown.sent else {"type": "websocket.connect"}

    shown = Caller(caller.gate)
    shown.receive = receive  # type: ignore[method-assign]
    behind.shows = b"...\n/media/0a1b2c.csv\x12..."
    shown.ask("/_stcore/stream", cookies=f"{USER}={GENUINE}", kind="websocket")

    other = create_signed_value(SETTINGS.cookie_secret, USER, json.dumps({**CLAIMS, "sub": "4712"})).decode()
    elsewhere = {**CLAIMS, "iss": "https://elsewhere.example"}
    namesake = create_signed_value(SETTINGS.cookie_secret, USER, json.dumps(elsewhere)).decode()
    assert caller.ask("/media/0a1b2c.csv", cookies=f"{USER}={GENUINE}") == 200
    assert caller.ask("/media/0a1b2c.csv", "HEAD", cookies=f"{USER}={GENUINE}") == 200
    assert caller.ask("/media/0a1b2d.csv", cookies=f"{USER}={GENUINE}") == 404
    assert caller.ask("/media/0a1b2c.csv", cookies=f"{USER}={other}") == 404
    assert caller.ask("/media/0a1b2c.csv", cookies=f"{USER}={namesake}") == 404


def test_links_are_not_remembered_without_end() -> None:
    links, ana = Links(limit=2), Person("i", "s", "", "Ana", ())
    for name in (b"a", b"b", b"a", b"c"):
        links.tell(ana, b"/media/" + name + b".png")
    assert [links.told(ana, f"/media/{name}.png") for name in "abc"] == [True, False, True]


def test_after_signing_in_people_come_to_what_they_had_asked_for(caller: Caller) -> None:
    cookies = f"{USER}={GENUINE}; {NEXT}=/goals?lang=en"
    assert caller.ask("/", cookies=cookies) == 303
    assert caller.header("location") == "/goals?lang=en"
    assert caller.ask("/goals", cookies=cookies) == 200
    assert caller.ask("/", cookies=f"{USER}={GENUINE}; {NEXT}=//evil.example/") == 200


@pytest.mark.parametrize(
    "address",
    [
        "",
        "goals",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "/a\r\nSet-Cookie: b",
        "/\tx",
    ],
)
def test_no_address_leads_to_another_server(address: str) -> None:
    assert not is_own_address(address)
    assert is_own_address("/goals?lang=en&inst=Caja%20Ejemplo")


def test_while_the_database_cannot_be_read_nobody_comes_in(behind: Application) -> None:
    def broken() -> Store:
        raise DatabaseUnavailable(url="sqlite:///x", cause="disk I/O error")

    caller = Caller(Gate(behind, Sessions(SETTINGS, broken)))
    assert caller.ask("/media/abc.csv", cookies=f"{USER}={GENUINE}") == 503
    assert behind.came == []


def test_without_sign_in_everybody_comes_in(behind: Application) -> None:
    caller = Caller(Gate(behind, None))
    assert caller.ask("/media/abc.csv") == 200
