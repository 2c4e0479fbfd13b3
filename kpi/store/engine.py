"""One way to the database: `open_store(url)`, then `reading()` or `writing()`.

SQLite: write-ahead log, full sync, foreign keys, a busy timeout; writers begin with BEGIN IMMEDIATE, because a
transaction that has read first cannot wait for its turn. A database is looked at and upgraded when it is opened.
"""

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from kpi.errors import KpiError
from kpi.store.backup.folder import sqlite_file
from kpi.store.driver_errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseFull,
    DatabaseReadOnly,
    DatabaseUnavailable,
    check_file,
    damaged,
    named,
    read_only,
)
from kpi.store.first_look import look_after_upgrade, look_at_pages
from kpi.store.migrate import upgrade
from kpi.store.whole_files import put_in_place
from kpi.system_errors import cause_of
from kpi.words import N_, Message

__all__ = [
    "DatabaseBusy",
    "DatabaseDamaged",
    "DatabaseFull",
    "DatabaseReadOnly",
    "DatabaseUnavailable",
    "DatabaseUnknownKind",
    "Store",
    "database_url",
    "make_engine",
    "open_store",
    "parse_url",
    "read_pages",
    "size_of",
]

URL_VARIABLE: Final = "KPI_DATABASE_URL"
DEFAULT_URL: Final = "sqlite:///data/vinculo.sqlite"
BUSY_TIMEOUT_MS: Final = 30_000
PASSWORD: Final = re.compile(r"(:/{0,2})[^/@]*@")
WRITERS_LOCK: Final = 7_317_425_012  # any number that nobody else on the PostgreSQL server uses
NO_ADDRESS: Final = N_("this is not a database address")
ALWAYS_READ: Final = 8_000_000
"""Bytes of a SQLite file whose every page is read whenever it is opened: a few hundredths of a second."""


class DatabaseUnknownKind(KpiError):
    template = N_(
        "KPI_DATABASE_URL names a database of the kind “{kind}”. Use an address that begins with sqlite:/// or postgresql://."
    )


@dataclass(frozen=True)
class Store:
    """An open, upgraded database. Connections come from `reading()` and `writing()` only."""

    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent state; nothing it does is kept.

        SQLite's transactions are so by themselves; PostgreSQL has to be asked.
        """
        engine = self.engine
        if engine.dialect.name == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with _named(engine), engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: committed when the block ends, rolled back whole when it raises. One at a time.

        On PostgreSQL too: two imports at the same moment would both make the institution, and both take the same
        days out of the measures.
        """
        with _named(self.engine), self.engine.execution_options(vinculo_write=True).begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {BUSY_TIMEOUT_MS}")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")
            yield connection


def database_url() -> str:
    """The address that the environment names, else the SQLite file beneath the folder where the program was started."""
    return os.environ.get(URL_VARIABLE) or DEFAULT_URL


def open_store(url: str | None = None, *, thorough: bool = False) -> Store:
    """Open the database at `url` (else KPI_DATABASE_URL, else data/vinculo.sqlite), look at it, and upgrade it.

    Args:
        url: SQLAlchemy's address of the database. A SQLite file that is not there is made.
        thorough: read every page of a SQLite file, however large it is; else only those of a small one.

    Raises:
        DatabaseUnavailable: it cannot be reached.
        DatabaseDamaged: it is no database, or parts of it are gone; the sentence names the newest backup.
        DatabaseUnknownKind: it is neither SQLite nor PostgreSQL.
        DatabaseIsNewer: a newer version of this program made it.
    """
    parsed = parse_url(url or database_url())
    file = sqlite_file(parsed)
    if file is not None and not read_only(parsed):
        _make_folder(parsed, file)
        if not file.exists():
            _make_database(file)
    engine = make_engine(parsed)
    try:
        with _named(engine):
            _look_at_file(parsed, file, thorough=thorough)
            upgrade(engine, is_new=file is None)
            _look_at_tables(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


def parse_url(text: str) -> URL:
    """The address of a database, of a kind that we know.

    Raises:
        DatabaseUnavailable: it is no address.
        DatabaseUnknownKind: it is neither SQLite's nor PostgreSQL's.
    """
    try:
        parsed = make_url(text)
    except ArgumentError:
        raise DatabaseUnavailable(url=without_password(text), cause=Message(NO_ADDRESS)) from None
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise DatabaseUnknownKind(kind=parsed.get_backend_name())
    return parsed


def without_password(text: str) -> str:
    """What was meant as an address, without what may be a password in it."""
    return PASSWORD.sub(r"\1***@", text)


def make_engine(url: URL) -> Engine:
    """An engine whose connections are as all of ours are; it connects when somebody asks.

    `pool_pre_ping`: after a restart of PostgreSQL the first click gets a new connection instead of an error.
    """
    is_sqlite = url.get_backend_name() == "sqlite"
    # what an error names of a statement is its text: its values are people's and go to no log
    engine = create_engine(url, pool_pre_ping=not is_sqlite, hide_parameters=True)
    if is_sqlite:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_database(file: Path) -> None:
    """A new database, under another name until it is whole: a start that is killed leaves no half of one behind."""
    making = file.with_name(f".{file.name}.{token_hex(4)}.making")
    engine = make_engine(URL.create("sqlite", database=str(making)))
    try:
        with _named(engine):
            upgrade(engine, is_new=True)
            with engine.connect() as connection:
                driver: Any = connection.connection.driver_connection
                driver.execute("PRAGMA journal_mode = DELETE")  # one file, with everything in it
        engine.dispose()
        put_in_place(making, file)
    finally:
        engine.dispose()
        for name in (making.name, f"{making.name}-wal", f"{making.name}-shm"):
            making.with_name(name).unlink(missing_ok=True)


def _look_at_file(url: URL, file: Path | None, *, thorough: bool) -> None:
    """Refuse a file that is no sound SQLite database, before anything of it is changed."""
    if file is None or not file.exists():
        return
    check_file(url, file)
    if thorough or file.stat().st_size <= ALWAYS_READ:
        engine = make_engine(url)
        read_pages(engine)
        engine.dispose()


def read_pages(engine: Engine) -> None:
    """Read a SQLite database page by page; of PostgreSQL nothing, as it checks what it reads.

    Raises:
        DatabaseDamaged: a page is damaged.
    """
    with _named(engine), engine.connect() as connection:
        if bad_page := look_at_pages(connection):
            raise damaged(engine.url, bad_page)


def size_of(url: str) -> int:
    """The bytes of a SQLite database's file; 0 of one that is not there, or no file."""
    file = sqlite_file(parse_url(url))
    return file.stat().st_size if file is not None and file.exists() else 0


def _look_at_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        if cause := look_after_upgrade(connection):
            raise damaged(engine.url, cause)


def _make_folder(url: URL, file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailable(url=url.render_as_string(), cause=cause_of(error)) from None


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, so that DDL is transactional too
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    with contextlib.suppress(sqlite3.OperationalError):  # a read-only database can still be read
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA temp_store = MEMORY")


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("vinculo_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _named(engine: Engine) -> contextlib.AbstractContextManager[None]:
    return named(engine, BUSY_TIMEOUT_MS // 1000)
