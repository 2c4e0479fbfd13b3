"""One way to the database: `open_store(url)`, then `reading()` or `writing()`.

SQLite: write-ahead log, full sync, foreign keys, a busy timeout; writers begin with BEGIN IMMEDIATE, because a
transaction that has read first cannot wait for its turn. The database is upgraded when it is opened.
"""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DBAPIError

from kpi.errors import KpiError
from kpi.store.migrate import upgrade
from kpi.words import N_

URL_VARIABLE: Final = "KPI_DATABASE_URL"
DEFAULT_URL: Final = "sqlite:///data/vinculo.sqlite"
BUSY_TIMEOUT_MS: Final = 30_000


class DatabaseUnavailable(KpiError):
    template = N_(
        "The database {url} cannot be opened: {cause}. Check that it exists, that this user may read and write it, and KPI_DATABASE_URL."
    )


class DatabaseUnknownKind(KpiError):
    template = N_(
        "KPI_DATABASE_URL names a database of the kind “{kind}”. Use an address that begins with sqlite:/// or postgresql://."
    )


class DatabaseReadOnly(KpiError):
    template = N_(
        "The database {url} can only be read: {cause}. Make it and its folder writable for this user, then try again. Nothing was changed."
    )


class DatabaseBusy(KpiError):
    template = N_(
        "Another import is writing to {url} and did not finish in {seconds} s. Try again when it has ended. Nothing was changed."
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
        """A transaction: committed when the block ends, rolled back whole when it raises."""
        with _named(self.engine), self.engine.execution_options(vinculo_write=True).begin() as connection:
            yield connection


def database_url() -> str:
    return os.environ.get(URL_VARIABLE) or DEFAULT_URL


def open_store(url: str | None = None) -> Store:
    """Open the database at `url` (else KPI_DATABASE_URL, else data/vinculo.sqlite) and upgrade it.

    Raises:
        DatabaseUnavailable: it cannot be reached or is not a database.
        DatabaseUnknownKind: it is neither SQLite nor PostgreSQL.
        DatabaseIsNewer: a newer version of this program made it.
    """
    text = url or database_url()
    try:
        parsed = make_url(text)
    except ArgumentError:
        raise DatabaseUnavailable(url=text, cause=str(N_("this is not a database address"))) from None
    kind = parsed.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise DatabaseUnknownKind(kind=kind)
    if kind == "sqlite":
        _make_folder(parsed)
    engine = create_engine(parsed, pool_pre_ping=kind != "sqlite")
    if kind == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    store = Store(engine)
    with _named(engine):
        upgrade(engine)
    return store


def _make_folder(url: URL) -> None:
    in_a_file = url.database and url.database != ":memory:" and not url.database.startswith("file:")
    if url.database and in_a_file:
        folder = Path(url.database).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnavailable(
                url=url.render_as_string(), cause=error.strerror or str(error)
            ) from None


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


@contextmanager
def _named(engine: Engine) -> Iterator[None]:
    """Turn what the driver says into one of our sentences; other errors pass."""
    try:
        yield
    except DBAPIError as error:
        url = engine.url.render_as_string(hide_password=True)
        cause = (
            str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
        )
        lowered = cause.casefold()
        if "readonly" in lowered or "read-only" in lowered:
            raise DatabaseReadOnly(url=url, cause=cause) from error
        if "locked" in lowered or "busy" in lowered:
            raise DatabaseBusy(url=url, seconds=BUSY_TIMEOUT_MS // 1000) from error
        if any(
            word in lowered
            for word in ("unable to open", "not a database", "malformed", "connection", "connect", "disk")
        ):
            raise DatabaseUnavailable(url=url, cause=cause) from error
        raise
