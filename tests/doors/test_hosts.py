"""The server answers to its own names, to its own pages, and without sign-in to this machine alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message
from streamlit import config

from doors.hosts import OPTION, Hosts, allow_hosts
from doors.settings import SignIn
from tests.support.apart import run_apart

GUARDED = SignIn("s" * 40, "https://kpi.bank.example")


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    before = config.get_option(OPTION)
    yield
    config.set_option(OPTION, before)


def status(
    in_force: SignIn | None,
    host: str,
    *,
    origin: str = "",
    method: str = "GET",
    server: str = "127.0.0.1",
    path: str = "/media/a.csv",
    names: tuple[str, ...] = (),
) -> int:
    """What is answered; `names` are those of `server.allowedHosts`."""
    config.set_option(OPTION, list(names))
    allow_hosts(in_force)
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        raise AssertionError("What a stranger sends is not read.")

    headers = [(b"host", host.encode()), *([(b"origin", origin.encode())] if origin else [])]
    scope: dict[str, Any] = {
        "type": "http",
        "path": path,
        "method": method,
        "headers": headers,
        "server": (server, 80),
    }
    run_apart(Hosts(PlainTextResponse("figures"), in_force), scope, receive, send)
    return int(sent[0]["status"])


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost:8501", "LOCALHOST", "[::1]:8501"])
def test_without_sign_in_it_goes_by_the_names_of_this_machine(host: str) -> None:
    assert status(None, host) == 200


@pytest.mark.parametrize(
    "host", ["rebound.evil.example:8501", "10.0.0.4", "", "localhost.evil.example", "a@localhost"]
)
def test_a_name_that_somebody_else_made_lead_here_is_none(host: str) -> None:
    assert status(None, host) == 400


def test_with_sign_in_it_goes_by_the_name_of_its_address_too() -> None:
    assert status(GUARDED, "kpi.bank.example", server="10.0.0.4") == 200
    assert status(GUARDED, "other.bank.example", server="10.0.0.4") == 400


def test_names_can_be_given() -> None:
    assert status(None, "a.bank.example", names=("*.bank.example",)) == 200
    assert status(None, "localhost", names=("*.bank.example",)) == 400


def test_without_sign_in_another_machine_is_refused_whatever_was_configured() -> None:
    assert status(None, "localhost", server="172.17.0.2") == 403


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_foreign_page_changes_nothing(method: str) -> None:
    assert status(None, "localhost:8501", origin="https://evil.example", method=method) == 403
    assert status(None, "localhost:8501", origin="http://localhost:9999", method=method) == 403
    assert status(None, "localhost:8501", origin="http://localhost:8501", method=method) == 200
    assert status(GUARDED, "kpi.bank.example", origin="http://kpi.bank.example", method=method) == 403
    assert status(GUARDED, "kpi.bank.example", origin="https://kpi.bank.example", method=method) == 200


def test_a_proxy_may_ask_for_its_health_by_any_name() -> None:
    assert status(GUARDED, "10.0.0.4:8501", path="/healthz") == 200
