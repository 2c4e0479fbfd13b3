"""writer_locked, readonly_db: who cannot write is told so in a sentence, and whoever reads does not notice."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from kpi.answers.goals import Goal, save_goal
from kpi.importing import run
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.periods import day_of, parse_date
from kpi.rollup.current import open_store
from kpi.store import engine
from kpi.store.engine import DatabaseBusy, DatabaseReadOnly, Store
from kpi.store.institutions import create_institution, institution_named, institutions
from kpi.store.schema import metadata
from tests.pages.opened import open_page, trouble, words
from tests.reliability.conftest import mark_counted
from tests.reliability.exports import BANK, messages
from tests.reliability.reading import parse_here
from tests.support.shell import Shell

PATIENCE_MS = 300
PAGES = ("overview", "platforms", "response", "loyalty", "content", "goals", "snapshot", "data", "hours")


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "parse", parse_here)


@pytest.mark.both_stores
def test_who_waits_too_long_is_told_so_and_readers_do_not_notice(
    new_address: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
    times: Callable[[int], int],
    figures: Callable[..., None],
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT_MS", PATIENCE_MS)
    url = new_address()
    holder, other = open_store(url), open_store(url)
    source, waits, reads = Source("a.csv", messages(0, 5).encode()), [], []
    with holder.writing() as connection:
        create_institution(connection, "Otra Caja")
        for _ in range(times(2)):
            began = time.monotonic()
            with pytest.raises(DatabaseBusy, match=r"Another import is writing.*Nothing was changed"):
                import_file(other, source, Target(BANK))
            waits.append(time.monotonic() - began)
            began = time.monotonic()
            with other.reading() as reader:
                assert institutions(reader) == []
            reads.append(time.monotonic() - began)
    assert import_file(other, source, Target(BANK)).rows_saved == 10
    assert min(waits) >= PATIENCE_MS / 1000
    for store in (holder, other):
        store.engine.dispose()
    figures(
        database=url.partition(":")[0], limit_s=PATIENCE_MS / 1000, waited_s=round(max(waits), 2),
        slowest_reader_ms=round(1000 * max(reads), 1),
    )  # fmt: skip


@pytest.fixture
def read_only(sample_store: Store) -> Iterator[Store]:
    """The sample bank, closed, at an address that says that it is only to be read."""
    mark_counted(sample_store)
    file = Path(str(sample_store.engine.url.database))
    store = open_store(f"sqlite:///file:{file}?mode=ro&uri=true")
    yield store
    store.engine.dispose()


def test_pages_and_values_read_and_what_writes_is_refused_in_a_sentence(
    read_only: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    times: Callable[[int], int],
    figures: Callable[..., None],
) -> None:
    pages = PAGES if times(0) else PAGES[:1]
    for page in pages:
        app = open_page(monkeypatch, read_only, page, lang="en")
        assert not trouble(app), page
        assert words(app)
    shell, file = Shell(capsys), tmp_path / "a.csv"
    file.write_text(messages(0, 5), "utf-8")
    bank = "Caja Miravalle"
    month = ("--institution", bank, "--from", "2026-10-01", "--to", "2026-10-31")
    assert shell.run("values", *month, "--kpi", "response_rate").code == 0
    refused = [
        shell.run("import", file, "--institution", bank, "--channel", "x:CajaMiravalle"),
        shell.run("imports", "undo", "1"),
        shell.run(
            "goals", "set", "--kpi", "followers", "--institution", bank, "--month", "2026-10", "--target", "9"
        ),
    ]
    for said in refused:
        assert said.code == 2
        assert "Traceback" not in said.err
        assert "can only be read" in said.err, said.err
    with pytest.raises(DatabaseReadOnly):
        set_goal(read_only, bank)
    with read_only.reading() as connection:
        assert connection.execute(
            select(metadata.tables["import_run"].c.undone_at).distinct()
        ).scalars().all() == [None]
    figures(pages=len(pages), writes_refused=len(refused) + 1, tracebacks=0)


def test_a_database_that_is_one_file_is_read_too(store: Store) -> None:
    """As a backup is: it is not in the mode in which a server has it open, and cannot be brought there."""
    mark_counted(store)
    file = Path(str(store.engine.url.database))
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    opened = open_store(f"sqlite:///file:{file}?mode=ro&uri=true")
    with opened.reading() as reader:
        assert institutions(reader) == []
    opened.engine.dispose()


def set_goal(store: Store, bank: str) -> None:
    with store.writing() as connection:
        institution = institution_named(connection, bank)
        goal = Goal("followers", "", day_of(parse_date("2026-10-01")), 9.0)
        save_goal(connection, institution.id, goal, by="Ana", now=0)
