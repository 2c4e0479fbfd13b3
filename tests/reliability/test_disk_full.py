"""disk_full: an import for which there is no room is refused in a sentence, and leaves what was there as it was.

A limit on the pages of a SQLite file is what a full disk is to it. Where the tests run as root, a small file system
of its own is filled as well, and one for a tablespace of PostgreSQL.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from kpi.importing import run
from kpi.importing.report import Outcome, Report
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.rollup.current import open_store
from kpi.store import engine
from kpi.store.engine import DatabaseFull
from tests.reliability.conftest import mark_counted
from tests.reliability.exports import BANK, messages
from tests.reliability.reading import parse_here
from tests.reliability.state import state_of
from tests.support.postgres import PostgresServer
from tests.support.stores import close, sqlite_url

MEGABYTES = 24
LARGE = 60_000


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process: what is written is what this is about. So many rows reach into later years."""
    monkeypatch.setattr(run, "parse", parse_here)
    monkeypatch.setattr("kpi.importing.now.now", lambda: datetime(2035, 1, 1, tzinfo=UTC).timestamp())


def take(url: str, name: str, first: int, turns: int) -> Report:
    store = open_store(url)
    try:
        return import_file(store, Source(name, messages(first, turns).encode()), Target(BANK))
    finally:
        store.engine.dispose()


def check_full(url: str, large: int) -> None:
    """What was there stays, the sentence is clear, and the next small import works."""
    assert take(url, "first.csv", 0, 30).outcome is Outcome.SAVED
    before = state_of(url)
    with pytest.raises(DatabaseFull, match=r"no room left.*Nothing was changed. Free some space"):
        take(url, "large.csv", 1_000, large)
    after = state_of(url)
    assert (after.messages, after.wrong) == (before.messages, ())
    assert take(url, "small.csv", 100, 5).outcome is Outcome.SAVED
    assert state_of(url).messages == {"first.csv": 60, "small.csv": 10}


def test_no_more_pages(
    new_address: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    times: Callable[[int], int],
    figures: Callable[..., None],
) -> None:
    prepare = engine._prepare_sqlite  # noqa: SLF001

    def prepare_small(connection: Any, record: Any) -> None:
        prepare(connection, record)
        connection.execute(f"PRAGMA max_page_count = {limit}")

    monkeypatch.setattr(engine, "_prepare_sqlite", prepare_small)
    for number in range(times(1)):
        limit = 10_000
        url = new_address()
        limit = Path(str(make_url(url).database)).stat().st_size // 4_096 + 100 + 3 * (number % 30)
        check_full(url, 3_000)
    figures(runs=times(1), rows_lost=0)


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of a few megabytes, in memory."""
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("Only root may mount a small file system.")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=777", "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("This machine lets nobody mount a small file system.")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_disk_that_is_full(tmp_path: Path, figures: Callable[..., None]) -> None:
    with small_disk(tmp_path / "disk", 2) as disk:
        url = sqlite_url(disk / "bank.sqlite")
        store = open_store(url)
        mark_counted(store)
        close(store)
        check_full(url, 9_000)
    figures(runs=1, rows_lost=0)


@pytest.mark.postgres
def test_a_disk_of_postgresql_that_is_full(
    tmp_path: Path, postgres: PostgresServer, figures: Callable[..., None]
) -> None:
    with small_disk(postgres.home / "disk", MEGABYTES) as disk:
        place = disk / "tables"
        place.mkdir()
        if postgres.account.user is not None:
            os.chown(place, postgres.account.user, postgres.account.group or -1)
        postgres.run(f"CREATE TABLESPACE small LOCATION '{place}'")
        postgres.run("CREATE DATABASE tight TEMPLATE upgraded TABLESPACE small")
        url = postgres.url("tight")
        mark_counted(open_store(url))
        try:
            check_full(url, LARGE)
        finally:
            postgres.drop("tight")
            postgres.run("DROP TABLESPACE small")
    figures(runs=1, rows_lost=0)
