"""What an import costs beside SQLite's own: `python -m benchmarks import [ROWS]`.

A file of generated messages (100,000 unless said otherwise, always the same) is loaded by `sqlite3 .import` into a
bare table, and into one with the keys and indexes that we keep; then it is imported, and a tenth as many rows after
it. The times are processor time, also of the child that reads; the ratios are to the bare table.
"""

import random
import resource
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kpi.importing import run
from kpi.importing.confined import forks, parent, wire
from kpi.importing.confined.asked import Asked
from kpi.importing.limits import DEFAULT, MB
from kpi.importing.records import Parsed, Refusal
from kpi.importing.source import Source
from kpi.importing.transaction import Target, save_file
from kpi.importing.watch import Progress
from kpi.rollup.run import increment
from kpi.store.engine import open_store

READING = "read, in the child"
TAKING = "asked and taken over, in the parent"
MEMORY = "memory"
ROWS = 100_000
LATER = 0.1
"""The second file's rows, as a share of the first's: what it costs to add to a full store."""
START = datetime(2024, 1, 1, tzinfo=UTC)
TWO_YEARS = 2 * 365 * 86_400
COLUMNS = "platform,channel,conversation_id,message_id,sent_at,direction,automated,author"
KEYED = f"""
    PRAGMA cache_size = -65536;
    CREATE TABLE loaded ({COLUMNS}, PRIMARY KEY (platform, channel, message_id)) WITHOUT ROWID;
    CREATE INDEX by_conversation ON loaded (platform, channel, conversation_id, sent_at, direction, automated);
    CREATE INDEX by_time ON loaded (platform, channel, sent_at, direction, automated);
"""


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, later = folder / "first.csv", folder / "later.csv"
        generate(first, rows, 1)
        generate(later, int(rows * LATER), 2)
        bare = load(folder / "bare.sqlite", first, "")
        say(f"sqlite3 .import of {rows:,} rows, bare", bare, bare)
        say("sqlite3 .import, with keys and indexes", load(folder / "keyed.sqlite", first, KEYED), bare)
        store = open_store(f"sqlite:///{folder}/store.sqlite")
        for path in (first, later):
            stages: dict[str, float] = {}
            with measured(stages):
                started = cpu()
                report = run.import_file(store, Source.read(path), Target("Bank"))
                whole = cpu() - started + stages[READING]
            child = stages.pop(MEMORY)
            say(f"import of {report.rows_saved:,} rows", whole, bare)
            for stage, seconds in stages.items():
                say(f"  {stage}", seconds, bare)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"  memory, at most: {child:.0f} MB to read, {peak:.0f} MB to save")


def generate(path: Path, rows: int, seed: int) -> None:
    """Conversations of two to three messages on three channels, in the order of their times."""
    dice = random.Random(seed)  # noqa: S311  (the same rows every time)
    written: list[tuple[int, str]] = []
    while len(written) < rows:
        conversation, second = f"c{seed}-{len(written):08d}", dice.randrange(TWO_YEARS)
        platform, customer = ("facebook", "x", "instagram")[len(written) % 3], dice.randrange(rows)
        for turn in range(min(1 + int(dice.expovariate(0.4)), rows - len(written))):
            author = f"agent-{dice.randrange(40)}" if turn % 2 else f"u{customer:07d}"
            when = (START + timedelta(seconds=second)).isoformat()
            cells = (
                conversation,
                f"m{seed}-{len(written):09d}",
                when,
                "out" if turn % 2 else "in",
                "0",
                author,
            )
            written.append((second, f"{platform},bank,{','.join(cells)}\r\n"))
            second += 5 + int(dice.expovariate(1 / 5_000))
    written.sort()
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{COLUMNS}\r\n")
        file.writelines(line for _, line in written)


def load(database: Path, file: Path, tables: str) -> float:
    """Seconds that SQLite takes to load the rows; its shell does it, or Python's module where there is none."""
    started = cpu()
    if shutil.which("sqlite3"):
        skip = "--skip 1 " if tables else ""
        script = f"{tables}\n.mode csv\n.import {skip}{file} loaded\n"
        subprocess.run(["sqlite3", database], input=script.encode(), check=True)  # noqa: S603, S607
        return cpu() - started
    print("no sqlite3 shell here: loaded by executemany of Python's module")
    with sqlite3.connect(database) as connection, file.open(encoding="utf-8") as lines:
        connection.executescript(tables or f"CREATE TABLE loaded ({COLUMNS})")
        next(lines)
        rows = (line.rstrip("\n").split(",") for line in lines)
        connection.executemany("INSERT INTO loaded VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return cpu() - started


@contextmanager
def measured(stages: dict[str, float]) -> Iterator[None]:
    """Fill `stages` with the seconds of each stage of the import in the block."""

    def read(source: Source, *, progress: Progress, **options: Any) -> Parsed | Refusal:
        """Read in a child, as ever, and ask how it ended."""
        started = cpu()
        asked = Asked(source.name, len(source.content), DEFAULT, options)
        with forks.child() as (talk, leash):
            result, ending = parent.exchange(wire.Line(talk), leash, source, asked, progress)
            ending = ending or parent.ending_of(leash)
        assert isinstance(result, Parsed | Refusal), ending  # noqa: S101
        stages[READING] = ending.cpu
        stages[TAKING] = cpu() - started
        stages[MEMORY] = ending.memory / MB
        return result

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            started = cpu()
            found = function(*args, **options)
            stages[stage] = cpu() - started
            return found

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "parse", read)
        patch.setattr(run, "save_file", timed("saved", save_file))
        patch.setattr(run, "increment", timed("measures counted", increment))
        yield


def cpu() -> float:
    """Seconds of processor time of this process and of the children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def say(name: str, seconds: float, baseline: float) -> None:
    print(f"{name:<44}{seconds:8.2f} s{seconds / baseline:8.1f} x", flush=True)
