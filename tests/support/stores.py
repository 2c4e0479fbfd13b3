"""Databases for tests, copied from one that was made once instead of migrated every time."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kpi.store.engine import Store, open_store

LOCK_SECONDS: Final = 600


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def copy_sqlite(template: Path, path: Path) -> Store:
    """Open a copy of `template`; what happens to it happens to nobody else."""
    shutil.copyfile(template, path)
    return open_store(sqlite_url(path))


def make_once(path: Path, fill: Callable[[Store], object]) -> Path:
    """The database at `path`, made and filled by whichever worker comes first; the others wait for it.

    The lock is a transaction on a database of its own: it ends with its process, however that ends.
    """
    with _lock(path.with_suffix(".lock")):
        if not path.exists():
            making = path.with_suffix(".making")
            making.unlink(missing_ok=True)
            store = open_store(sqlite_url(making))
            fill(store)
            close(store)
            making.rename(path)
    return path


def close(store: Store) -> None:
    """Close every connection; a SQLite database is then one file again, its write-ahead log folded in."""
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection:
            connection.rollback()
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.engine.dispose()


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    connection = sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None)
    try:
        connection.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        connection.close()
