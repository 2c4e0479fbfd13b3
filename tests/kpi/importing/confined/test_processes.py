"""The processes around a file: what a child may know and hold, and that none outlives those who want it."""

import gc
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import Final

import pytest

from benchmarks.hostile import HEAD, ROW
from kpi.importing.confined import forks, wire
from kpi.importing.confined.asked import Asked
from kpi.importing.confined.parent import exchange, parse
from kpi.importing.limits import DEFAULT
from kpi.importing.records import Parsed, Refusal
from kpi.importing.source import Source
from kpi.importing.watch import ImportCancelled, Progress, Step, Watch
from tests.conftest import ROOT
from tests.kpi.importing.reading_support import MADRID

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

LONG = Source("long.csv", (HEAD + ROW * 400_000).encode())
SHORT = Source("short.csv", (HEAD + ROW).encode())


def server() -> int:
    forks.warm()
    process = forks._server._process  # noqa: SLF001  (the test's subject)
    assert process is not None
    return process.pid


def children(pid: int) -> list[int]:
    """Those of a process, the youngest last; who was just killed is among them for a moment."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def gone(*pids: int) -> bool:
    """Whether all have ended; ending takes a moment."""
    for _ in range(1000):
        if not any(map(alive, pids)):
            return True
        time.sleep(0.01)
    return False


class WhileReading(Watch):
    """Does something with the child's pid at the first step of its reading."""

    def __init__(self, what: Callable[[int], object]) -> None:
        self.what = what
        self.child = 0

    def step(self, step: Step) -> None:
        if not self.child:
            self.child = children(server())[-1]
            self.what(self.child)


class Cancelling(WhileReading):
    """And then does not want it any more."""

    def cancelled(self) -> bool:
        return bool(self.child)


def read(source: Source, watch: Watch | None = None) -> Parsed | Refusal:
    return parse(source, institution_timezone=MADRID, progress=Progress(source.name, watch or Watch()))


def test_a_child_holds_nothing_but_its_socket_and_knows_nothing_of_its_parent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("KPI_DATABASE_URL", "sqlite:///secret")
    forks._server.stop()  # noqa: SLF001  (so that it starts under this environment)
    seen: dict[str, object] = {}

    def look(child: int) -> None:
        place = Path(f"/proc/{child}")
        seen["files"] = [str(each.readlink()) for each in (place / "fd").iterdir()]
        seen["environment"] = (place / "environ").read_text()
        seen["threads"] = len(list((place / "task").iterdir()))
        seen["limits"] = (place / "limits").read_text()

    with pytest.raises(ImportCancelled):
        read(LONG, Cancelling(look))
    files = [each for each in seen["files"] if each != "/dev/null"]  # type: ignore[attr-defined]
    assert len(files) == 1
    assert files[0].startswith("socket:")
    assert "secret" not in str(seen["environment"])
    assert "HOME" not in str(seen["environment"])
    assert seen["threads"] == 1
    assert "Max file size             0" in str(seen["limits"])
    assert "Max data size             629145600" in str(seen["limits"])


LOADED: Final = """
import sys
from datetime import UTC
from kpi.importing.confined.server import prepare
from kpi.importing.parse import parse
from kpi.importing.source import Source
prepare()
before = set(sys.modules)
parse(Source("short.csv", sys.argv[1].encode()), institution_timezone=UTC)
print(*(set(sys.modules) - before))
"""


def test_a_child_loads_nothing_that_its_server_can_load_once_for_all() -> None:
    command = [sys.executable, "-c", LOADED, HEAD + ROW]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert [name for name in loaded if not name.startswith("encodings.")] == []


def test_how_much_was_read_comes_from_the_child() -> None:
    class Diary(Watch):
        done: list[int] = []  # noqa: RUF012  (of this test alone)

        def step(self, step: Step) -> None:
            assert step.total == len(LONG.content)
            self.done.append(step.done)

        def cancelled(self) -> bool:
            return len(self.done) == 3

    diary = Diary()
    with pytest.raises(ImportCancelled):
        read(LONG, diary)
    assert 0 < diary.done[0] < diary.done[1] < diary.done[2] < len(LONG.content)


def test_an_import_that_is_cancelled_ends_its_child() -> None:
    watch = Cancelling(lambda child: None)
    with pytest.raises(ImportCancelled):
        read(LONG, watch)
    assert gone(watch.child)
    assert isinstance(read(SHORT), Parsed)


@pytest.mark.parametrize("how", [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS])
def test_a_child_that_breaks_is_a_sentence(how: signal.Signals) -> None:
    result = read(LONG, WhileReading(lambda child: os.kill(child, how)))
    assert isinstance(result, Refusal)
    assert str(result.reason).startswith(f"Reading the file failed ({how.name}): it is damaged")
    assert isinstance(read(SHORT), Parsed)


def test_a_child_that_says_nothing_is_not_waited_for() -> None:
    """Its own clock would end it; the parent does not rely on that."""
    limits = replace(DEFAULT, wall=0.2)
    asked = Asked("days.csv", 3, limits, {})
    talk, its_talk = socket.socketpair()
    leash, its_leash = socket.socketpair()
    with talk, its_talk, leash, its_leash:
        source = Source("days.csv", b"a,b")
        assert exchange(wire.Line(talk), leash, source, asked, Progress(source.name)) == (None, None)


def test_a_child_that_the_system_kills_for_want_of_memory() -> None:
    result = read(LONG, WhileReading(lambda child: os.kill(child, signal.SIGKILL)))
    assert isinstance(result, Refusal)
    assert "more than 600 MB of memory" in str(result.reason)


def test_without_its_fork_server_a_file_fails_and_the_next_is_read() -> None:
    first = server()
    result = read(LONG, WhileReading(lambda _: os.kill(first, signal.SIGKILL)))
    # Where it ended before it could say that there is a child, the file was asked for again, and read.
    if isinstance(result, Refusal):
        assert "Reading the file failed" in str(result.reason)
    assert isinstance(read(SHORT), Parsed)
    assert server() != first


def test_a_file_that_an_ended_fork_server_never_heard_of_is_read_by_the_next() -> None:
    first = server()
    os.kill(first, signal.SIGSTOP)
    Timer(0.3, os.kill, (first, signal.SIGKILL)).start()
    assert isinstance(read(SHORT), Parsed)
    assert server() != first


def test_nothing_outlives_a_parent_that_is_killed() -> None:
    program = """
import sys
from tests.kpi.importing.confined.test_processes import LONG, WhileReading, read, server
read(LONG, WhileReading(lambda child: (print(server(), child, flush=True), sys.stdin.read())))
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        others = [int(each) for each in parent.stdout.readline().split()]
        assert len(others) == 2
        assert all(map(alive, others))
        parent.kill()
    assert gone(*others)


def test_files_are_read_side_by_side_and_each_gets_its_own_answer() -> None:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  (this test alone)

    def rows(count: int) -> int:
        result = read(Source(f"{count}.csv", (HEAD + ROW * count).encode()))
        assert isinstance(result, Parsed)
        return result.rows_read

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(rows, range(1, 17))) == list(range(1, 17))


def test_no_socket_and_no_child_is_left_behind() -> None:
    read(SHORT)
    gc.collect()  # so that nobody else's files are closed meanwhile
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(20):
        read(SHORT)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    assert gone(*children(server()))


def test_a_server_that_cannot_be_started_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    forks._server.stop()  # noqa: SLF001
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(forks.CannotReadFiles, match="it does not exist"):
        read(SHORT)


def test_a_server_that_ends_at_once_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    forks._server.stop()  # noqa: SLF001
    with monkeypatch.context() as patch:
        patch.setattr(forks, "_environment", lambda: {"PYTHONPATH": "/nowhere", "PYTHONSAFEPATH": "1"})
        with pytest.raises(forks.CannotReadFiles, match="it ended at once"):
            read(SHORT)
    assert isinstance(read(SHORT), Parsed)


def test_the_fork_server_ends_when_its_parent_lets_go() -> None:
    control, process = forks._start()  # noqa: SLF001
    talk, leash = socket.socketpair()
    with talk, leash:
        socket.send_fds(control, [b"!"], [talk.fileno(), leash.fileno()])
    control.close()
    assert process.wait(30) == 0
