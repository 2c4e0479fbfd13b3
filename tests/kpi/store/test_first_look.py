"""A database that is damaged, cut, emptied or another program's is refused before anything of it is changed."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from kpi.store.engine import DatabaseDamaged, DatabaseUnavailable, Store, open_store, read_pages, size_of
from kpi.store.first_look import look_at_file
from tests.kpi.store.test_engine import add_bank, names
from tests.support.every_table import fill_every_table
from tests.support.stores import close, sqlite_url

PAGE = 4_096


@pytest.fixture
def file(store: Store) -> Path:
    """A closed database with a bank and rows in every table."""
    with store.writing() as connection:
        fill_every_table(connection)
    close(store)
    return Path(str(store.engine.url.database))


def without_header(content: bytes) -> bytes:
    return b"x" * 100 + content[100:]


def with_a_bad_page(content: bytes) -> bytes:
    return content[: 2 * PAGE] + b"\xa5" * PAGE + content[3 * PAGE :]


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def nothing(_content: bytes) -> bytes:
    return b""


def a_few_bytes(content: bytes) -> bytes:
    return content[:50]


DAMAGE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "header": (without_header, "does not begin as a SQLite database does"),
    "a page": (with_a_bad_page, r"is damaged: .*[Pp]age 3|contradict one another"),
    "half": (half, r"has \d+ bytes of \d+; the rest is gone"),
    "0 bytes": (nothing, "empty \\(0 bytes\\)"),
    "50 bytes": (a_few_bytes, "has 50 bytes of 100"),
}


@pytest.mark.parametrize(("spoil", "says"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_file_is_refused_and_left_as_it_is(
    file: Path, spoil: Callable[[bytes], bytes], says: str
) -> None:
    spoiled = spoil(file.read_bytes())
    file.write_bytes(spoiled)
    with pytest.raises(DatabaseDamaged, match=says) as refusal:
        open_store(sqlite_url(file))
    assert f"There is no backup in {file.parent}/backups" in str(refusal.value)
    assert file.read_bytes() == spoiled


def test_the_sentence_names_the_newest_backup_and_what_to_do(file: Path) -> None:
    (file.parent / "backups").mkdir()
    for name, written in (("sunday.sqlite", 100), ("monday.sqlite", 200)):
        (file.parent / "backups" / name).touch()
        os.utime(file.parent / "backups" / name, (written, written))
    file.write_bytes(b"")
    with pytest.raises(
        DatabaseDamaged, match=r"stop the server and run `python -m kpi restore \S*/backups/monday.sqlite`"
    ):
        open_store(sqlite_url(file))


def test_a_large_file_is_read_through_where_that_is_asked_for(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kpi.store.engine.ALWAYS_READ", 1_000)
    with closing(sqlite3.connect(file)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'visit'").fetchone()
    content = bytearray(file.read_bytes())
    content[(root - 1) * PAGE : root * PAGE] = b"\xa5" * PAGE  # a page that no start reads
    file.write_bytes(content)
    assert size_of(sqlite_url(file)) == len(content)
    store = open_store(sqlite_url(file))
    with pytest.raises(DatabaseDamaged):
        read_pages(store.engine)
    with pytest.raises(DatabaseDamaged):
        open_store(sqlite_url(file), thorough=True)


def test_damage_that_somebody_comes_across_is_named_the_same(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kpi.store.engine.ALWAYS_READ", 0)
    with closing(sqlite3.connect(file)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'message'").fetchone()
    content = bytearray(file.read_bytes())
    content[(root - 1) * PAGE : root * PAGE] = b"\xa5" * PAGE
    file.write_bytes(content)
    store = open_store(sqlite_url(file))
    with pytest.raises(DatabaseDamaged, match="contradict one another"), store.reading() as connection:
        connection.execute(text("SELECT count(*) FROM message WHERE author_key = 1")).all()


@pytest.mark.both_stores
def test_tables_that_are_gone_are_named(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(text("DROP TABLE goal_repeat"))
        connection.execute(text("DROP TABLE setting"))
    address = store.engine.url.render_as_string(hide_password=False)
    with pytest.raises(DatabaseDamaged, match="these tables are gone: goal_repeat, setting"):
        open_store(address)


@pytest.mark.both_stores
def test_tables_without_the_version_of_their_schema_are_not_upgraded_over(store: Store) -> None:
    add_bank(store)
    with store.writing() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(DatabaseDamaged, match="the version of its schema is gone"):
        open_store(store.engine.url.render_as_string(hide_password=False))
    assert names(store) == ["Caja Ejemplo"]


def test_a_file_without_tables_is_no_new_database(tmp_path: Path) -> None:
    """What a copy of a running database's file alone looks like."""
    path = tmp_path / "copied.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 7")
    with pytest.raises(DatabaseDamaged, match="without any tables, as a copy is"):
        open_store(sqlite_url(path))


def test_another_program_s_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(DatabaseDamaged, match="another program's \\(bookmarks"):
        open_store(sqlite_url(path))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("bookmarks",)]


def test_a_file_whose_log_holds_the_rest_is_whole(store: Store) -> None:
    """Until the log is folded in, the file may be shorter than it says."""
    add_bank(store)
    file = Path(str(store.engine.url.database))
    assert file.with_name(f"{file.name}-wal").stat().st_size > 0
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size - PAGE)
    assert look_at_file(file) is None


def test_a_first_start_that_is_killed_leaves_no_half_of_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    path = tmp_path / "new.sqlite"
    monkeypatch.setattr("kpi.store.migrate.command.upgrade", killed)
    with pytest.raises(KeyboardInterrupt):
        open_store(sqlite_url(path))
    assert not path.exists()
    monkeypatch.undo()
    assert names(open_store(sqlite_url(path))) == []


def test_a_read_only_address_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnavailable):
        open_store(f"sqlite:///file:{tmp_path}/none/new.sqlite?mode=ro&uri=true")
    assert list(tmp_path.iterdir()) == []
