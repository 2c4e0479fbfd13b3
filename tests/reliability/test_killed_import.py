"""kill9_import: an import that is killed at any moment is in the database whole or not at all.

SIGKILL is no power cut: what the operating system has not written yet is still written. Against that stands
`synchronous = FULL`, which no test on one machine can show.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kpi.rollup.current import open_store
from tests.reliability.exports import BANK, write_messages
from tests.reliability.state import state_of
from tests.reliability.warm_shell import WarmShell
from tests.support.stores import close
from tests.support.templates import ROOT

FIRST, OVERLAP, TURNS = 30, 10, 400
WHOLE = 2 * (TURNS - OVERLAP)
"""The messages that the import which is killed adds: two a turn, and the first turns are there already."""

MODES = {
    "WAL, NORMAL": {"synchronous": "NORMAL"},
    "DELETE, FULL": {"journal_mode": "DELETE"},
}


class Tally:
    """What became of the imports that were killed."""

    def __init__(self, before: dict[str, int]) -> None:
        self.before = before
        self.runs = self.whole = self.absent = self.killed = self.torn = self.lost = 0
        self.slowest = 0.0

    def count(self, url: str, file: Path, code: int, said: str) -> None:
        state = state_of(url)
        self.runs += 1
        self.slowest = max(self.slowest, state.seconds)
        self.killed += code == -signal.SIGKILL
        there = dict(state.messages)
        found = there.pop(file.name, None)
        acknowledged = "saved as import" in said
        self.whole += found == WHOLE
        self.absent += found is None
        self.torn += bool(state.wrong) or there != self.before or found not in (None, WHOLE)
        self.lost += acknowledged and found is None

    def figures(self) -> dict[str, object]:
        return {
            "runs": self.runs, "killed": self.killed, "whole": self.whole, "absent": self.absent,
            "torn": self.torn, "lost after it was said": self.lost, "slowest reopening s": round(self.slowest, 3),
        }  # fmt: skip

    def check(self) -> None:
        assert (self.torn, self.lost) == (0, 0), self.figures()


@pytest.fixture
def begun(new_address: Callable[..., str], warm_shell: WarmShell, tmp_path: Path) -> str:
    """The address of a database that holds a first import."""
    url = new_address()
    first = write_messages(tmp_path / "first.csv", 0, FIRST)
    assert warm_shell.start(url, "import", first, "--institution", BANK).wait() == 0
    fold(url)
    return url


def fold(url: str) -> None:
    close(open_store(url))


Kill = Callable[[dict[str, str], int], Tally]


@pytest.fixture
def kill_often(begun: str, new_address: Callable[..., str], warm_shell: WarmShell, tmp_path: Path) -> Kill:
    """Runs an import again and again, each time on another copy of the database, and kills it at any moment."""
    file = write_messages(tmp_path / "killed.csv", FIRST - OVERLAP, TURNS)

    def kill(settings: dict[str, str], runs: int) -> Tally:
        chance, tally = random.Random(11), Tally({"first.csv": 2 * FIRST})
        began = time.monotonic()
        alone = warm_shell.start(new_address(begun), "import", file, "--institution", BANK, settings=settings)
        assert alone.wait() == 0, alone.said
        lasts = time.monotonic() - began
        for _ in range(runs):
            url = new_address(begun)
            run = warm_shell.start(url, "import", file, "--institution", BANK, settings=settings)
            time.sleep(chance.uniform(0.1, 1.05) * lasts)
            tally.count(url, file, run.kill(), run.said)
        return tally

    return kill


@pytest.mark.both_stores
def test_an_import_that_is_killed_is_there_whole_or_not_at_all(
    kill_often: Kill, backend: str, times: Callable[[int], int], figures: Callable[..., None]
) -> None:
    tally = kill_often({}, times(3))
    figures(database=backend, **tally.figures())
    tally.check()


@pytest.mark.both_stores
def test_so_it_is_before_any_statement_of_it(
    begun: str,
    backend: str,
    new_address: Callable[..., str],
    warm_shell: WarmShell,
    tmp_path: Path,
    times: Callable[[int], int],
    figures: Callable[..., None],
) -> None:
    """Killed by its own hand, from the first statement to the last: no kill comes too early or too late to count."""
    file = write_messages(tmp_path / "killed.csv", FIRST - OVERLAP, TURNS)
    alone = warm_shell.start(new_address(begun), "import", file, "--institution", BANK)
    assert alone.wait() == 0, alone.said
    tally, runs = Tally({"first.csv": 2 * FIRST}), times(3)
    for number in range(1, runs + 1):
        url = new_address(begun)
        run = warm_shell.start(
            url, "import", file, "--institution", BANK, kill_at=alone.statements * number // runs
        )
        tally.count(url, file, run.wait(), run.said)
    figures(database=backend, statements=alone.statements, **tally.figures())
    tally.check()
    assert tally.killed == runs


@pytest.mark.parametrize("mode", MODES)
def test_so_it_is_with_other_settings_of_sqlite(
    mode: str, kill_often: Kill, times: Callable[[int], int], figures: Callable[..., None]
) -> None:
    tally = kill_often(MODES[mode], times(1))
    figures(mode=mode, **tally.figures())
    tally.check()


def test_the_program_as_people_start_it(
    begun: str,
    new_address: Callable[..., str],
    tmp_path: Path,
    times: Callable[[int], int],
    figures: Callable[..., None],
) -> None:
    """`python -m kpi import` from a cold start, its reading process and all."""
    chance = random.Random(12)
    file = write_messages(tmp_path / "killed.csv", FIRST - OVERLAP, TURNS)
    lasts, tally = 0.0, Tally({"first.csv": 2 * FIRST})
    for number in range(max(1, times(2) // 3) + 1):
        url = new_address(begun)
        said = tmp_path / f"said_{number}"
        began = time.monotonic()
        process = cold_import(url, file, said)
        if number == 0:
            assert process.wait() == 0, said.read_text()
            lasts = time.monotonic() - began
            continue
        time.sleep(chance.uniform(0.3, 1.05) * lasts)
        process.kill()
        tally.count(url, file, process.wait(), said.read_text())
    figures(**tally.figures())
    tally.check()


def cold_import(url: str, file: Path, said: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "kpi", "import", str(file), "--institution", BANK]
    environment = {**os.environ, "KPI_DATABASE_URL": url, "KPI_LANGUAGE": "en"}
    with said.open("wb") as output:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
