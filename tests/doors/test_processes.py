"""Two processes of the server behind a proxy that is Debian's nginx, with the settings that docs/operating.md gives."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx2
import pytest
from playwright.sync_api import Browser, expect
from websockets.exceptions import ConnectionClosed

from tests.doors.test_sign_in import enter
from tests.support.identity import Provider, sign_in, start_guarded
from tests.support.nginx import SETTINGS, Proxy, find_nginx, proxying
from tests.support.templates import ROOT
from visiting.browser import Visitor
from visiting.person import Person
from visiting.server import RunningApp, free_port

PATIENCE = 30
METRICS = "/_stcore/metrics"
HERE = "lang=en&inst=Caja+Miravalle"


@dataclass
class Processes:
    """The processes of one server, and how to start one again where it was; `address` is the one that people open."""

    address: str
    start: Callable[[int | None], RunningApp]
    running: list[RunningApp]

    @property
    def hosts(self) -> list[str]:
        return [process.address.removeprefix("http://") for process in self.running]

    def mend(self) -> None:
        for place, process in enumerate(self.running):
            if process.process.poll() is not None:
                self.running[place] = self.start(int(process.address.rpartition(":")[2]))

    def kill(self, host: str) -> None:
        process = self.running[self.hosts.index(host)].process
        process.kill()
        process.wait(PATIENCE)


@dataclass(frozen=True)
class Behind:
    """The proxy, and the processes behind it."""

    proxy: Proxy
    processes: Processes

    @property
    def address(self) -> str:
        return self.proxy.address

    def kill_who_serves(self, path: str) -> None:
        """Kill -9 of the process to which the latest request for `path` went, and so those of its sender."""
        self.processes.kill(self.proxy.served_by(path))


@pytest.fixture(scope="module")
def nginx() -> str:
    found = find_nginx()
    if found is None:
        pytest.skip("nginx is not installed; on Debian: apt-get install nginx.")
    return found


@pytest.fixture(scope="module")
def processes(
    nginx: str, provider: Provider, guarded_database: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Processes]:
    address = f"http://127.0.0.1:{free_port()}"

    def start(port: int | None = None) -> RunningApp:
        folder = tmp_path_factory.mktemp("process")
        return start_guarded(folder, guarded_database, provider, address=address, port=port)

    all_of_them = Processes(address, start, [start(), start()])
    yield all_of_them
    for process in all_of_them.running:
        process.stop()


@pytest.fixture
def behind(nginx: str, processes: Processes, tmp_path: Path) -> Iterator[Behind]:
    """Both processes, started again where a test has ended one, and a proxy that has not yet met them."""
    processes.mend()
    port = int(processes.address.rpartition(":")[2])
    with proxying(nginx, tmp_path, port, processes.hosts) as proxy:
        answers(proxy.address)
        yield Behind(proxy, processes)


def answers(address: str) -> None:
    eventually(lambda: httpx2.get(f"{address}/healthz").status_code == 200)


def eventually(happens: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if happens():
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("That did not happen.")


def cookies(person: httpx2.Client) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in person.cookies.items())}


def test_the_settings_are_those_that_the_documentation_shows() -> None:
    shown = re.search(r"```nginx\n(.*?)```", (ROOT / "docs/operating.md").read_text("utf-8"), re.DOTALL)
    assert shown
    assert shown[1] == SETTINGS.read_text("utf-8")


def test_a_session_of_one_is_a_session_of_all_until_it_ends_at_one(behind: Behind) -> None:
    """Its cookie lets it in everywhere, clicks too. Signing out at one process ends it at the other, in open tabs too."""
    one, other = (process.address for process in behind.processes.running)
    with sign_in(behind.address, "ana") as person:
        kept = cookies(person)
        for address in (behind.address, one, other):
            assert httpx2.get(f"{address}{METRICS}", headers=kept).status_code == 200
            with Person(address, kept, origin=behind.address) as tab:
                tab.click(HERE)
        with Person(other, kept, origin=behind.address) as open_tab:
            open_tab.click(HERE)
            httpx2.get(f"{one}/auth/logout", headers=kept)
            eventually(lambda: httpx2.get(f"{other}{METRICS}", headers=kept).status_code == 401)
            with pytest.raises(ConnectionClosed):
                open_tab.click(HERE)
        assert httpx2.get(f"{one}{METRICS}", headers=kept).status_code == 401


def test_a_person_stays_at_one_process_and_people_are_spread_over_both(behind: Behind) -> None:
    def served(cookie: str, visit: int = 1) -> str:
        path = f"/healthz?{cookie}-{visit}"
        httpx2.get(f"{behind.address}{path}", headers={"Cookie": f"vinculo_way={cookie}"})
        return behind.proxy.served_by(path)

    ways = {f"way{number}": served(f"way{number}") for number in range(40)}
    assert set(ways.values()) == set(behind.processes.hosts)
    assert {way: served(way, visit=2) for way in ways} == ways
    with httpx2.Client(base_url=behind.address) as person:
        first, then = person.get("/healthz"), person.get("/healthz")
    assert re.fullmatch(
        "vinculo_way=[0-9a-f]{32}; Path=/; HttpOnly; SameSite=Lax", first.headers["set-cookie"]
    )
    assert "set-cookie" not in then.headers


def test_nobody_signs_in_again_when_their_process_is_killed(behind: Behind) -> None:
    with sign_in(behind.address, "ana") as person:
        assert person.get(METRICS).status_code == 200
        behind.kill_who_serves(METRICS)
        assert person.get(METRICS).status_code == 200
        assert person.get("/healthz").text == "ok\n"
        with Person(behind.address, cookies(person)) as tab:
            tab.click(HERE)


class Unfit(BaseHTTPRequestHandler):
    """A process that runs and says at every route that it cannot serve."""

    asked = 0

    def do_GET(self) -> None:
        type(self).asked += 1
        self.send_response(503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


def test_a_process_that_is_not_fit_is_passed_over(nginx: str, processes: Processes, tmp_path: Path) -> None:
    processes.mend()
    unfit = ThreadingHTTPServer(("127.0.0.1", 0), Unfit)
    Thread(target=unfit.serve_forever, daemon=True).start()
    hosts = [f"127.0.0.1:{unfit.server_port}", processes.hosts[0]]
    with proxying(nginx, tmp_path, free_port(), hosts) as proxy:
        answers(proxy.address)
        for number in range(40):
            way = {"Cookie": f"vinculo_way=way{number}"}
            assert httpx2.get(f"{proxy.address}/healthz", headers=way).text == "ok\n"
    unfit.shutdown()
    unfit.server_close()
    assert 1 <= Unfit.asked < 10  # and not asked again for a while


@pytest.mark.browser
def test_work_goes_on_when_a_process_ends(behind: Behind, browser: Browser, tmp_path: Path) -> None:
    """Pages, an upload and a download through the proxy; then the process is killed, and nobody has to sign in again."""
    visitor = Visitor.arrive(browser, behind.address)
    page = visitor.page
    enter(visitor, f"/snapshot?{HERE}")
    page.get_by_role("button", name="Prepare the ZIP").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the ZIP").click()
    assert Path(coming.value.path()).read_bytes().startswith(b"PK")
    visitor.go("Data")
    file = tmp_path / "any.csv"
    file.write_text("a,b\n1,2\n")
    page.get_by_test_id("stFileUploader").locator(
        'input[type="file"]:not([webkitdirectory])'
    ).first.set_input_files(file)
    expect(page.get_by_text("any.csv").first).to_be_visible()

    page.request.get(f"{behind.address}/healthz")
    behind.kill_who_serves("/healthz")
    visitor.open("/goals?lang=en")
    expect(page.get_by_text("Signed in as Ana Ruiz")).to_be_visible()
    visitor.leave()
