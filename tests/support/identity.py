"""An identity provider on this machine, the app that trusts it, and people who sign in without a browser.

The provider is a program of its own, with its own keys: codes, tokens and their signatures are real.
"""

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

import httpx2

from visiting.server import DidNotStart, RunningApp, free_port

PATIENCE: Final = 60
COOKIE_SECRET: Final = "q7Zt0vXw3bKj9mRf5sLd1nHg8pYc2eUa6TiOkWzB"
CLIENT_SECRET: Final = "h4Jd8sKq2wLp6vNz0xRt"
SECRETS: Final = """\
[auth]
redirect_uri = "{app}/oauth2callback"
cookie_secret = "{cookie_secret}"
client_id = "vinculo"
client_secret = "{client_secret}"
server_metadata_url = "{provider}/.well-known/openid-configuration"
client_kwargs = {{ scope = "openid email profile" }}

[sign_in]
hours = {hours}
idle_minutes = {idle_minutes}
"""


@dataclass(frozen=True)
class Provider:
    """A started identity provider; its `address` is its issuer."""

    address: str
    process: subprocess.Popen[Any]

    @classmethod
    def start(cls, folder: Path, people: Sequence[Mapping[str, Any]]) -> "Provider":
        """Start a provider that knows `people`: the claims of each, with a `sub`.

        Raises:
            DidNotStart: it ended, or did not answer in time.
        """
        port = free_port()
        claims = [part for person in people for part in ("--user-claims", json.dumps(person))]
        command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *claims]
        log = folder / "provider.log"
        with log.open("wb") as output:
            process = subprocess.Popen(command, stdout=output, stderr=output)
        provider = cls(f"http://127.0.0.1:{port}", process)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and process.poll() is None:
            try:
                with urllib.request.urlopen(
                    f"{provider.address}/.well-known/openid-configuration", timeout=2
                ):
                    return provider
            except (urllib.error.URLError, TimeoutError, ConnectionError):
                time.sleep(0.1)
        provider.stop()
        raise DidNotStart(log.read_text(errors="replace")[-2000:])

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


def start_guarded(
    folder: Path,
    database_url: str,
    provider: Provider,
    *,
    hours: float = 12,
    idle_minutes: float = 60,
    more: str = "",
    address: str = "",
    port: int | None = None,
) -> RunningApp:
    """The app with sign-in at `provider`; `more` is added to its secrets.toml. `address` is the one that people open, where a proxy stands before it.

    Raises:
        DidNotStart: it ended, or did not answer in time.
    """
    port = port or free_port()
    secrets = folder / "secrets.toml"
    told = SECRETS.format(
        app=address or f"http://127.0.0.1:{port}",
        provider=provider.address,
        cookie_secret=COOKIE_SECRET,
        client_secret=CLIENT_SECRET,
        hours=hours,
        idle_minutes=idle_minutes,
    )
    secrets.write_text(told + more)
    return RunningApp.start(folder, database_url, options=("--secrets.files", str(secrets)), port=port)


@contextmanager
def sign_in(address: str, subject: str) -> Iterator[httpx2.Client]:
    """Somebody who has signed in as `subject`, the way a browser would do it."""
    with httpx2.Client(base_url=address, timeout=PATIENCE, follow_redirects=False) as client:
        page = client.get("/", headers={"Accept": "text/html"})
        way = re.search(r'class="button" href="([^"]+)"', page.text)
        assert way, page.text
        answer = client.get(unescape(way[1]))
        while "/oauth2/authorize" not in answer.headers["location"]:
            answer = client.get(urljoin(str(answer.url), answer.headers["location"]))
        answer = client.post(answer.headers["location"], data={"sub": subject})
        client.get(answer.headers["location"])
        yield client
