"""Backups of a SQLite file: who has it open, what its log holds, what is left of one that fails."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from kpi.store import whole_files
from kpi.store.backup import sqlite as sqlite_backups
from kpi.store.backup.errors import (
    BackupDiffers,
    BackupNotWritten,
    BackupOfAnotherKind,
    DatabaseInMemory,
    DatabaseInUse,
    NoDatabaseYet,
)
from kpi.store.backup.folder import newest_backup, usual_name
from kpi.store.backup.run import back_up, restore
from kpi.store.engine import DatabaseDamaged, Store, open_store
from tests.kpi.store.test_backup import NOW, address, things_in
from tests.kpi.store.test_engine import add_bank, names
from tests.support.stores import close, copy_sqlite, sqlite_url


def test_an_idle_server_holds_the_database(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection in another process that does nothing at all, as a server's is between two clicks."""
    monkeypatch.setattr(sqlite_backups, "PATIENCE", 0.1)
    url, target = full.engine.url, tmp_path / "backup"
    back_up(url, target)
    close(full)
    with idle_process(address(url)):
        with pytest.raises(DatabaseInUse):
            restore(url, target, NOW)
        file = Path(str(url.database))
        file.write_bytes(b"x" * 100)  # damaged so that SQLite cannot say who has it open
        with pytest.raises(DatabaseInUse):
            restore(url, target, NOW)
    restore(url, target, NOW)
    assert names(open_store(address(url))) == ["name 0", "name 1", "name 2"]


@contextmanager
def idle_process(url: str) -> Iterator[None]:
    program = (
        "import sys, sqlite3; c = sqlite3.connect(sys.argv[1]); "
        "c.execute('SELECT count(*) FROM institution').fetchall(); print('ready', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", program, url.removeprefix("sqlite:///")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield


def test_a_log_that_was_left_behind_goes_aside_with_its_database(full: Store, tmp_path: Path) -> None:
    """The log of a killed server, beside a file that cannot be opened: next to the new file it would be applied to it."""
    file, target = Path(str(full.engine.url.database)), tmp_path / "backup"
    back_up(full.engine.url, target)
    close(full)
    log = file.with_name(f"{file.name}-wal")
    file.write_bytes(b"x" * 100)
    log.write_bytes(b"what was written last")
    _, aside = restore(full.engine.url, target, NOW)
    assert aside is not None
    assert Path(aside).with_name(f"{Path(aside).name}-wal").read_bytes() == b"what was written last"
    assert not log.exists()


def test_what_the_log_holds_is_in_the_backup_and_in_the_file_that_is_kept(
    full: Store, tmp_path: Path
) -> None:
    """The file alone lacks what was written last; neither the backup nor what a restore sets aside does."""
    file, target = Path(str(full.engine.url.database)), tmp_path / "backup"
    add_bank(full, "Escrita la última")
    assert file.with_name(f"{file.name}-wal").stat().st_size > 0
    back_up(full.engine.url, target)
    assert "Escrita la última" in names(copy_sqlite(target, tmp_path / "looked at.sqlite"))
    full.engine.dispose()
    _, aside = restore(full.engine.url, target, NOW)
    assert "Escrita la última" in names(open_store(sqlite_url(Path(str(aside)))))


def test_nothing_is_left_where_the_backup_cannot_be_written(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sqlite_backups, "put_in_place", no_room)
    with pytest.raises(BackupNotWritten, match=r"the disk is full. Nothing is left of it"):
        back_up(full.engine.url, tmp_path / "backups" / "a.sqlite")
    assert things_in(tmp_path / "backups") == set()


def test_a_copy_that_differs_is_thrown_away(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sqlite_backups.examined
    read: list[Path] = []

    def lose_a_row(file: Path) -> object:
        read.append(file)
        if len(read) == 2:  # the copy, not the moment that it is compared with
            with closing(sqlite3.connect(file)) as connection, connection:
                connection.execute("DELETE FROM setting WHERE rowid = 1")
        return real(file)

    monkeypatch.setattr(sqlite_backups, "examined", lose_a_row)
    with pytest.raises(BackupDiffers, match="table setting"):
        back_up(full.engine.url, tmp_path / "backups" / "a.sqlite")
    assert things_in(tmp_path / "backups") == set()


@pytest.mark.parametrize("column", ["message_cutoff", "handle", "visit_cutoff"])
def test_a_copy_with_another_number_or_a_cut_text_differs(full: Store, tmp_path: Path, column: str) -> None:
    other = copy_sqlite(copied(full, tmp_path), tmp_path / "other.sqlite")
    with other.writing() as connection:
        connection.execute(
            text(
                f"UPDATE channel SET {column} = 'a longer text' WHERE id = 1"
                if column == "handle"
                else f"UPDATE channel SET {column} = {column} + 1 WHERE id = 1"
            )
        )
    close(other)
    close(full)
    first, second = (sqlite_backups.examined(Path(str(each.engine.url.database))) for each in (full, other))
    assert first.first_difference(second) == "channel"


def copied(store: Store, folder: Path) -> Path:
    path = folder / "copied.sqlite"
    close(store)
    return Path(shutil.copyfile(str(store.engine.url.database), path))


def test_a_damaged_database_is_not_backed_up(full: Store, tmp_path: Path) -> None:
    file = Path(str(full.engine.url.database))
    close(full)
    spoil_a_page(file)
    with pytest.raises(DatabaseDamaged):
        back_up(full.engine.url, tmp_path / "backups" / "a.sqlite")
    assert things_in(tmp_path / "backups") == set()


def spoil_a_page(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[2 * 4_096 : 3 * 4_096] = b"\xa5" * 4_096
    file.write_bytes(content)


def test_a_database_that_is_not_there_has_no_backup(tmp_path: Path) -> None:
    with pytest.raises(NoDatabaseYet, match="nothing to back up"):
        back_up(URL.create("sqlite", database=str(tmp_path / "none.sqlite")), tmp_path / "a")
    with pytest.raises(DatabaseInMemory):
        back_up(URL.create("sqlite"), tmp_path / "a")


def test_a_backup_is_made_for_one_kind_of_database(full: Store, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    back_up(full.engine.url, target)
    with pytest.raises(
        BackupOfAnotherKind, match="a backup of SQLite, but KPI_DATABASE_URL names a database of PostgreSQL"
    ):
        restore(URL.create("postgresql+psycopg", database="bank"), target, NOW)


def test_the_newest_backup_is_the_one_written_last(tmp_path: Path) -> None:
    url = URL.create("sqlite", database=str(tmp_path / "bank.sqlite"))
    assert newest_backup(url) == (tmp_path / "backups", None)
    (tmp_path / "backups").mkdir()
    for name, written in (("b.sqlite", 200), ("a.sqlite", 300), ("z.dump", 400)):
        path = tmp_path / "backups" / name
        path.touch()
        os.utime(path, (written, written))
    assert newest_backup(url)[1] == tmp_path / "backups" / "a.sqlite"
    assert usual_name(url, NOW) == tmp_path / "backups" / "bank-2026-11-22-083000.sqlite"


def test_a_backup_of_a_database_elsewhere_lies_beneath_data() -> None:
    url = URL.create("postgresql+psycopg", database="bank")
    assert usual_name(url, NOW) == Path("data/backups/bank-2026-11-22-083000.dump")


def test_what_is_put_in_place_never_overwrites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_name_a_file(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    def try_it(name: str) -> bool:
        made = tmp_path / "made"
        made.write_text("new")
        return whole_files.put_in_place(made, tmp_path / name)

    (tmp_path / "there").write_text("old")
    assert not try_it("there")
    assert try_it("free")
    monkeypatch.setattr("os.link", one_name_a_file)
    assert not try_it("there")
    assert try_it("also free")
    assert (tmp_path / "there").read_text() == "old"
    assert (tmp_path / "also free").read_text() == "new"
