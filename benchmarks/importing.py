"""What an import costs beside SQLite's own `.import` of the same rows: by the clock, as people wait, and in processor
time, the reading child included. The two take turns, since the clock says nothing of a machine that others use too.
"""

import csv
import random
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import pandas  # noqa: F401  (pyarrow looks for it at the first array; a server has it by then)
import pytest

from benchmarks.generated import BANK, DAY, YEARS
from benchmarks.promises import Baseline, Figure
from benchmarks.setting import Setting
from benchmarks.timing import Spent, alone, cpu, most_memory, spent
from kpi.importing import run
from kpi.importing.confined import forks, parent, wire
from kpi.importing.confined.asked import Asked
from kpi.importing.confined.work import Ahead
from kpi.importing.limits import DEFAULT, MB
from kpi.importing.records import Parsed, Refusal
from kpi.importing.source import Source
from kpi.importing.transaction import Target, save_file
from kpi.importing.watch import Progress
from kpi.periods import Period
from kpi.rollup.current import open_store
from kpi.rollup.run import increment

READING = "read, in the child"
TAKING = "taken over, and keys found out meanwhile, in the parent"
MOST_ROWS: Final = 1_000_000
"""An import is promised for so many; what a store of more was made from came in several files."""
MORE_ROWS: Final = 100_000
LAST_MONTH: Final = Period.of(date(2026, 10, 1), date(2026, 10, 31))
COLUMNS = "platform,channel,conversation_id,message_id,sent_at,direction,automated,author"
KEYED = f"""
    PRAGMA cache_size = -65536;
    CREATE TABLE loaded ({COLUMNS}, PRIMARY KEY (platform, channel, message_id)) WITHOUT ROWID;
    CREATE INDEX by_conversation ON loaded (platform, channel, conversation_id, sent_at, direction, automated);
    CREATE INDEX by_time ON loaded (platform, channel, sent_at, direction, automated);
"""


@dataclass(frozen=True)
class Imported:
    """What an import takes, in all and by stage, and the most megabytes of its two processes."""

    all: Spent
    stages: dict[str, Spent]
    child: float
    parent: float


def measure(setting: Setting) -> Iterator[Figure]:
    """An import into an empty store, then one into a copy of the full one."""
    yield from _measure_first(setting)
    yield from _measure_more(setting)


def _measure_first(setting: Setting) -> Iterator[Figure]:
    rows = min(setting.full.rows, MOST_ROWS)
    file = setting.folder / "first.csv"
    generate(file, rows, 1, YEARS)
    yield from _compared("import", "an import", file, setting.folder / "empty.sqlite", setting.folder)


def _measure_more(setting: Setting) -> Iterator[Figure]:
    """A month's messages for channels that have three years of them already."""
    rows = min(setting.full.rows, MORE_ROWS)
    file, copy = setting.folder / "more.csv", setting.folder / "copy.sqlite"
    generate(file, rows, 2, LAST_MONTH)
    with sqlite3.connect(setting.full.path) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    if (key := setting.full.path.with_suffix(".key")).exists():
        shutil.copyfile(key, copy.with_suffix(".key"))
    yield from _compared("import_more", "100 k more", file, copy, setting.folder)


def _compared(key: str, name: str, file: Path, store: Path, folder: Path) -> Iterator[Figure]:
    bare = load(folder / f"{key}.bare", file, "")
    before = load(folder / f"{key}.before", file, KEYED)
    done = alone(imported, store, file)
    keyed = (before + load(folder / f"{key}.after", file, KEYED)) / 2
    loaders = (
        f"{loader()}, with our keys and indexes, before and after",
        "the same into a bare table of texts",
    )
    walls = [Baseline(name, each.wall) for name, each in zip(loaders, (keyed, bare), strict=True)]
    cpus = [Baseline(name, each.cpu) for name, each in zip(loaders, (keyed, bare), strict=True)]
    yield Figure(key, done.all.wall, tuple(walls), "by the clock")
    yield Figure.beside(f"{key}_cpu", f"{name}: processor time", "s", done.all.cpu, *cpus)
    memory = max(done.child, done.parent)
    note = f"{done.child:.0f} MB to read, {done.parent:.0f} MB to save"
    if key == "import":
        yield Figure("import_memory", memory, note=note)
    else:
        yield replace(Figure.beside(f"{key}_memory", f"memory of {name}", "MB", memory), note=note)
    for stage, each in done.stages.items():
        figure = Figure.beside(f"{key}: {stage}", f"{name}: {stage}", "s", each.cpu)
        yield replace(figure, note=f"processor time; {each.wall:.1f} s by the clock")


def imported(store: Path, file: Path) -> Imported:
    """Import the file as people do, in this process and the child that reads."""
    opened = open_store(f"sqlite:///{store}")
    stages: dict[str, Spent] = {}
    memory: list[float] = []
    with measured(stages, memory):
        done = spent(lambda: run.import_file(opened, Source.read(file), Target(BANK)))
    return Imported(done + Spent(0, stages[READING].cpu), stages, memory[0], most_memory())


def generate(path: Path, rows: int, seed: int, period: Period) -> None:
    """Conversations of two to three messages on three channels of a bank, in the order of their times."""
    dice = random.Random(seed)  # noqa: S311  (the same rows every time)
    written: list[tuple[int, str]] = []
    while len(written) < rows:
        conversation, second = f"c{seed}-{len(written):08d}", dice.randrange(period.days * DAY)
        platform, customer = ("facebook", "x", "instagram")[len(written) % 3], dice.randrange(rows)
        for turn in range(min(1 + int(dice.expovariate(0.4)), rows - len(written))):
            author = f"agent-{dice.randrange(40)}" if turn % 2 else f"u{customer:07d}"
            when = datetime.fromtimestamp(period.start * DAY + second, UTC).isoformat()
            cells = (
                conversation,
                f"m{seed}-{len(written):09d}",
                when,
                "out" if turn % 2 else "in",
                "0",
                author,
            )
            written.append((second, f"{platform},bank01,{','.join(cells)}\r\n"))
            second += 5 + int(dice.expovariate(1 / 5_000))
    written.sort()
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{COLUMNS}\r\n")
        file.writelines(line for _, line in written)


def loader() -> str:
    return "sqlite3 .import" if shutil.which("sqlite3") else "executemany of Python's sqlite3"


def load(database: Path, file: Path, tables: str) -> Spent:
    """What SQLite takes to load the rows; its shell does it, or Python's module where there is none."""
    if shutil.which("sqlite3"):
        skip = "--skip 1 " if tables else ""
        script = f"{tables}\n.mode csv\n.import {skip}{file} loaded\n".encode()
        return spent(lambda: subprocess.run(["sqlite3", database], input=script, check=True))  # noqa: S603, S607
    return spent(lambda: _load_in_python(database, file, tables))


def _load_in_python(database: Path, file: Path, tables: str) -> None:
    with sqlite3.connect(database) as connection, file.open(encoding="utf-8", newline="") as lines:
        connection.executescript(tables or f"CREATE TABLE loaded ({COLUMNS})")
        rows = csv.reader(lines)
        next(rows)
        connection.executemany("INSERT INTO loaded VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


@contextmanager
def measured(stages: dict[str, Spent], memory: list[float]) -> Iterator[None]:
    """Note what each stage of the import in the block takes, and the most megabytes of the child."""

    def read(source: Source, *, progress: Progress, ahead: Ahead, **options: Any) -> Parsed | Refusal:
        """Read in a child, as ever, and ask how it ended."""
        wall, started = time.perf_counter(), cpu()
        asked = Asked(source.name, len(source.content), DEFAULT, options)
        with forks.child() as (talk, leash):
            result, ending = parent.exchange(wire.Line(talk), leash, source, asked, progress, ahead)
            wall = time.perf_counter() - wall
            ending = ending or parent.ending_of(leash)
        assert isinstance(result, Parsed | Refusal), ending  # noqa: S101
        stages[READING] = Spent(wall, ending.cpu)
        stages[TAKING] = Spent(wall, cpu() - started)
        memory.append(ending.memory / MB)
        return result

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **options: Any) -> Any:
            found: list[Any] = []
            stages[stage] = spent(lambda: found.append(function(*args, **options)))
            return found[0]

        return call

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "parse", read)
        patch.setattr(run, "save_file", timed("saved", save_file))
        patch.setattr(run, "increment", timed("measures counted", increment))
        yield
