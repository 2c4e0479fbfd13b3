"""Two processes of the server behind a proxy that is Debian's nginx, with the settings that docs/operating.md gives."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, expect

from tests.doors.test_sign_in import enter
from tests.support.app import RunningApp, free_port
from tests.support.browser import Visitor
from tests.support.identity import Provider, sign_in, start_guarded
from tests.support.templates import ROOT

PATIENCE = 30
AROUND = """\
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
events {{ worker_connections 256; }}
http {{
access_log off;
client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{documented}
}}
"""


@dataclass(frozen=True)
class Behind:
    """The proxy, and the processes behind it."""

    address: str
    processes: tuple[RunningApp, RunningApp]


def documented(port: int, processes: tuple[RunningApp, ...]) -> str:
    """The proxy's settings in the documentation, on this machine's ports and without TLS."""
    found = re.search(r"```nginx\n(.*?)```", (ROOT / "docs/operating.md").read_text("utf-8"), re.DOTALL)
    assert found
    settings = re.sub(r"\n *ssl_certificate\w* .*", "", found[1])
    settings = settings.replace("listen 443 ssl", f"listen 127.0.0.1:{port}")
    settings = settings.replace("server_name vinculo.bank.example", "server_name 127.0.0.1")
    settings = settings.replace(
        "server 127.0.0.1:8501", f"server {processes[0].address.removeprefix('http://')}"
    )
    return settings.replace(
        "# server 127.0.0.1:8502", f"server {processes[1].address.removeprefix('http://')}"
    )


@pytest.fixture(scope="module")
def behind(
    provider: Provider, guarded_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Behind]:
    nginx = shutil.which(
        "nginx", path=f"{os.environ['PATH']}:/usr/sbin"
    )  # where Debian has it, not on every PATH
    if nginx is None:
        pytest.skip("nginx is not installed; on Debian: apt-get install nginx.")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    first, second = (
        start_guarded(tmp_path_factory.mktemp("process"), guarded_database, provider, address=address)
        for _ in "ab"
    )
    folder = tmp_path_factory.mktemp("nginx")
    settings = folder / "nginx.conf"
    settings.write_text(AROUND.format(folder=folder, documented=documented(port, (first, second))))
    proxy: subprocess.Popen[Any] = subprocess.Popen([nginx, "-p", str(folder), "-c", str(settings)])
    try:
        answers(address)
        yield Behind(address, (first, second))
    finally:
        proxy.terminate()
        proxy.wait(timeout=PATIENCE)
        first.stop()
        second.stop()


def answers(address: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if httpx2.get(f"{address}/healthz").status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise AssertionError("The proxy does not answer.")


def test_a_session_of_one_is_a_session_of_all_until_it_ends(behind: Behind) -> None:
    with sign_in(behind.address, "ana") as person:
        ways = [f"{process.address}/_stcore/metrics" for process in behind.processes]
        assert [person.get(way, headers=cookies(person)).status_code for way in ways] == [200, 200]
        kept = cookies(person)
        person.get("/auth/logout")
        assert refused(ways, kept)


def cookies(person: httpx2.Client) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in person.cookies.items())}


def refused(ways: list[str], kept: dict[str, str]) -> bool:
    """Whether every process refuses, as soon as the one that knows has written it down."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if [httpx2.get(way, headers=kept).status_code for way in ways] == [401, 401]:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.browser
def test_work_goes_on_when_a_process_ends(behind: Behind, browser: Browser, tmp_path: Path) -> None:
    """Pages, an upload and a download through the proxy; then one process ends, and nobody has to sign in again."""
    visitor = Visitor.arrive(browser, behind.address)
    page = visitor.page
    enter(visitor, "/snapshot?lang=en&inst=Caja+Miravalle")
    page.get_by_role("button", name="Prepare the ZIP").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the ZIP").click()
    assert Path(coming.value.path()).read_bytes().startswith(b"PK")
    visitor.go("Data")
    file = tmp_path / "any.csv"
    file.write_text("a,b\n1,2\n")
    page.get_by_test_id("stFileUploader").locator('input[type="file"]').first.set_input_files(file)
    expect(page.get_by_text("any.csv").first).to_be_visible()

    behind.processes[0].stop()
    visitor.open("/goals?lang=en")
    expect(page.get_by_text("Signed in as Ana Ruiz")).to_be_visible()
    visitor.leave()
