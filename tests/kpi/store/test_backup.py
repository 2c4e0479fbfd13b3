"""A backup holds what the database held at one moment, or there is none; a restore leaves the old one aside."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.engine import URL

from kpi.store.backup import dump
from kpi.store.backup import sqlite as sqlite_backups
from kpi.store.backup.errors import (
    BackupExists,
    BackupUnusable,
    DatabaseInUse,
    NoRightToRestore,
    ProgramMissing,
)
from kpi.store.backup.run import back_up, restore
from kpi.store.engine import Store, open_store
from kpi.store.migrate import DatabaseIsNewer
from tests.kpi.store.test_engine import names
from tests.support.every_table import row_counts
from tests.support.postgres import PostgresServer, find_programs
from tests.support.stores import close

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


def counts(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return row_counts(connection)


def forget_everything(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("DELETE FROM platform_purpose"))
        connection.execute(text("UPDATE institution SET name = 'Otra'"))


def things_in(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


@pytest.mark.both_stores
def test_what_was_backed_up_comes_back_and_the_replaced_one_is_kept(full: Store, tmp_path: Path) -> None:
    before, target = counts(full), tmp_path / "backups" / "monday"
    held = back_up(full.engine.url, target)
    assert things_in(target.parent) == {"monday"}
    assert min(before.values()) > 0, "every table has rows"
    assert held.rows == sum(before.values()) + 1, "and the version of the schema is one more"
    forget_everything(full)
    close(full)

    _, aside = restore(full.engine.url, target, NOW)

    with opened(full.engine.url) as restored:
        assert counts(restored) == before
    with opened(full.engine.url.set(database=str(aside))) as kept:
        assert names(kept) == ["Otra"] * 3


@contextmanager
def opened(url: URL) -> Iterator[Store]:
    store = open_store(address(url))
    yield store
    close(store)


def address(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.mark.both_stores
def test_a_backup_is_never_overwritten(full: Store, tmp_path: Path) -> None:
    target = tmp_path / "there"
    target.write_text("mine")
    with pytest.raises(BackupExists, match="not overwritten"):
        back_up(full.engine.url, target)
    assert target.read_text() == "mine"


@pytest.mark.both_stores
def test_a_backup_that_is_no_backup_is_refused(full: Store, tmp_path: Path) -> None:
    before, letter = counts(full), tmp_path / "letter"
    letter.write_text("Dear bank, " * 100)
    for file, says in (
        (letter, "neither a SQLite file nor a dump"),
        (tmp_path / "gone", "it does not exist"),
    ):
        with pytest.raises(BackupUnusable, match=says):
            restore(full.engine.url, file, NOW)
    assert counts(full) == before


@pytest.mark.both_stores
def test_a_damaged_backup_is_refused_and_the_database_stays(full: Store, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    back_up(full.engine.url, target)
    whole = target.read_bytes()
    before = counts(full)
    close(full)
    for damaged in (
        whole[: len(whole) // 2],
        whole[: len(whole) // 3] + bytes(4_096) * 3 + whole[len(whole) // 3 + 12_288 :],
    ):
        target.write_bytes(damaged)
        with pytest.raises(BackupUnusable, match=r"cannot be used.*Nothing was changed"):
            restore(full.engine.url, target, NOW)
    assert counts(full) == before


@pytest.mark.both_stores
def test_a_backup_of_a_newer_version_is_refused_and_the_database_stays(full: Store, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    with full.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_2031'"))
        connection.execute(text("UPDATE institution SET name = 'Futura'"))
    with pytest.raises(DatabaseIsNewer):
        open_store(address(full.engine.url))
    back_up(full.engine.url, target)  # keeping it is right; using it with this program is not
    with full.writing() as connection:
        connection.execute(text("UPDATE institution SET name = 'Hoy'"))
    close(full)
    with pytest.raises(DatabaseIsNewer):
        restore(full.engine.url, target, NOW)
    with full.reading() as connection:
        assert set(connection.execute(text("SELECT name FROM institution")).scalars()) == {"Hoy"}


@pytest.mark.both_stores
def test_a_database_that_somebody_has_open_is_not_replaced(
    full: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_backups, "PATIENCE", 0.1)
    target = tmp_path / "backup"
    back_up(full.engine.url, target)
    forget_everything(full)
    with full.reading() as connection:
        connection.execute(text("SELECT 1")).all()
        with pytest.raises(DatabaseInUse, match="Stop it, then run the restore again"):
            restore(full.engine.url, target, NOW)
    assert names(full) == ["Otra"] * 3


@pytest.mark.both_stores
def test_without_a_database_a_restore_makes_one(full: Store, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    back_up(full.engine.url, target)
    before = counts(full)
    new = str(tmp_path / "new" / "bank.sqlite") if full.engine.dialect.name == "sqlite" else "anew"
    url = full.engine.url.set(database=new)
    _, aside = restore(url, target, NOW)
    assert aside is None
    with opened(url) as restored:
        assert counts(restored) == before
    if full.engine.dialect.name == "postgresql":
        with dump.connect(url, "postgres") as server:
            server.execute(b"DROP DATABASE anew")


@pytest.mark.postgres
def test_without_postgresql_s_programs_there_is_a_sentence(
    postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProgramMissing, match="pg_dump is not on this machine"):
        back_up(make_url(postgres.url("upgraded")), tmp_path / "a.dump")
    (tmp_path / "some.dump").write_bytes(dump.MAGIC)
    with pytest.raises(ProgramMissing, match="pg_restore is not on this machine"):
        restore(make_url(postgres.url("upgraded")), tmp_path / "some.dump", NOW)


@pytest.mark.postgres
def test_a_user_who_may_not_make_databases_is_told_what_to_ask_for(
    postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{find_programs()}{os.pathsep}{os.environ['PATH']}")
    url, target = make_url(postgres.url("upgraded")), tmp_path / "a.dump"
    back_up(url, target)
    postgres.run("CREATE ROLE clerk LOGIN")
    with pytest.raises(NoRightToRestore, match="ALTER ROLE clerk CREATEDB"):
        restore(url.set(username="clerk"), target, NOW)
