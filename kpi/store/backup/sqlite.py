"""Backups of a SQLite database: one file, of one moment, while others read and write."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Final

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from kpi.store.backup.contents import Contents, contents
from kpi.store.backup.errors import (
    BackupDiffers,
    BackupExists,
    BackupNotWritten,
    BackupUnusable,
    DatabaseInMemory,
    DatabaseInUse,
    NoDatabaseYet,
    RestoreFailed,
)
from kpi.store.backup.folder import sqlite_file
from kpi.store.driver_errors import check_file, damaged
from kpi.store.driver_words import cause_in_words
from kpi.store.engine import make_engine
from kpi.store.first_look import (
    look_after_upgrade,
    look_at_everything,
    look_at_file,
    look_before_upgrade,
)
from kpi.store.migrate import current_revision, newest_revision, upgrade
from kpi.store.whole_files import keep_aside, put_in_place, replace
from kpi.words import Message

PATIENCE: Final = 5.0
"""Seconds that a restore waits for whoever has the database open to let go of it."""

SHARED_MEMORY_LOCK: Final = 128
"""The byte of the -shm file that every open connection holds a lock on (sqlite.org/walformat, 2.3)."""


class Unsound(Exception):
    """What is wrong with a SQLite file."""

    def __init__(self, cause: Message) -> None:
        super().__init__(str(cause))
        self.cause = cause


def back_up(url: URL, target: Path) -> Contents:
    """Write a backup of the database at `url` to `target`, which must not exist; returns what it holds.

    The pages are copied as one reader sees them, so that there is a moment to compare with: writers go on meanwhile,
    and VACUUM INTO, which writes the backup from this copy, cannot run in a reader's transaction. What is compared
    and checked is what lies on the disk then.

    Raises:
        BackupExists, BackupNotWritten, BackupDiffers, DatabaseDamaged, NoDatabaseYet: nothing is left at `target`.
    """
    file = _file(url)
    if not file.exists():
        raise NoDatabaseYet(file=file)
    if target.exists():
        raise BackupExists(file=target)
    check_file(url, file)
    try:
        with _named_for_now(target) as (moment, making):
            return _write(file, target, moment, making)
    except Unsound as found:
        raise damaged(url, found.cause) from None
    except (sqlite3.DatabaseError, OSError) as error:
        raise BackupNotWritten(file=target, cause=cause_in_words(error)) from error


def _write(file: Path, target: Path, moment: Path, making: Path) -> Contents:
    _copy_pages(file, moment)
    found = examined(moment)
    with closing(sqlite3.connect(moment, isolation_level=None)) as source:
        source.execute("VACUUM INTO ?", [str(making)])
    try:
        written = examined(making)
    except Unsound as wrong:
        raise BackupDiffers(table=wrong.cause) from None
    if written != found:
        raise BackupDiffers(table=found.first_difference(written))
    if not put_in_place(making, target):
        raise BackupExists(file=target)
    return written


def restore(url: URL, backup: Path, now: datetime) -> tuple[Contents, Path | None]:
    """Put what `backup` holds in the place of the database at `url`.

    It is copied, tried out and upgraded beside the database first. Nobody else may have the database open.

    Returns:
        What the backup held, and where the file that it replaced is kept; None when there was none.

    Raises:
        BackupUnusable, DatabaseIsNewer, DatabaseInUse, RestoreFailed: the database is as it was.
    """
    file = _file(url)
    if cause := look_at_file(backup):
        raise BackupUnusable(file=backup, cause=cause)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with _named_for_now(file) as (making, _):
            _copy_backup(backup, making)
            held = examined(making)
            _upgrade(making)
            with _alone(url, file):
                return held, _swap(making, file, now)
    except Unsound as wrong:
        raise BackupUnusable(file=backup, cause=wrong.cause) from None
    except (sqlite3.DatabaseError, OSError) as error:
        raise RestoreFailed(url=file, cause=cause_in_words(error)) from error


def _file(url: URL) -> Path:
    file = sqlite_file(url)
    if file is None:
        raise DatabaseInMemory
    return file


@contextmanager
def _named_for_now(beside: Path) -> Iterator[tuple[Path, Path]]:
    """Two names for files in the making, in the same folder; what is left of them is removed."""
    beside.parent.mkdir(parents=True, exist_ok=True)
    names = tuple(f".{beside.name}.{token_hex(4)}.making" for _ in range(2))
    try:
        yield beside.with_name(names[0]), beside.with_name(names[1])
    finally:
        for name in names:
            for end in ("", "-journal", "-wal", "-shm"):
                beside.with_name(f"{name}{end}").unlink(missing_ok=True)


def _copy_backup(backup: Path, target: Path) -> None:
    try:
        _copy_pages(backup, target)
    except sqlite3.OperationalError:  # the disk or a lock, and nothing of the backup's
        raise
    except sqlite3.DatabaseError as error:
        raise Unsound(cause_in_words(error)) from error


def _copy_pages(file: Path, target: Path) -> None:
    """Copy a database page by page as it is at one moment, with what its write-ahead log holds."""
    with (
        closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file


def examined(file: Path) -> Contents:
    """What a SQLite file holds.

    Raises:
        Unsound: a page, a link, a table or the version of its schema is damaged or gone.
    """
    engine = create_engine(URL.create("sqlite", database=str(file)), poolclass=NullPool)
    try:
        with engine.connect() as connection:
            schema = current_revision(connection)
            if cause := look_at_everything(connection) or _wrong_tables(connection, schema):
                raise Unsound(cause)
            return contents(connection, schema)
    except DatabaseError as error:
        raise Unsound(cause_in_words(error.orig or error)) from error


def _wrong_tables(connection: Connection, schema: str | None) -> Message | None:
    if schema == newest_revision():
        return look_after_upgrade(connection)
    return look_before_upgrade(connection, schema, is_new=False)


def _upgrade(file: Path) -> None:
    """Bring the file to this program's schema, and fold its log in again."""
    engine = make_engine(URL.create("sqlite", database=str(file)))
    try:
        upgrade(engine)
    finally:
        engine.dispose()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def _alone(url: URL, file: Path) -> Iterator[None]:
    """Hold the database so that nobody else can open it; its log is folded in, so that it is one file.

    Only whoever is alone may leave the write-ahead log. A file that SQLite cannot open is asked for its lock instead.

    Raises:
        DatabaseInUse: somebody else has it open.
    """
    if not file.exists():
        yield
        return
    in_use = DatabaseInUse(url=url.render_as_string(hide_password=True))
    if look_at_file(file):
        if _is_held(file):
            raise in_use
        yield
        return
    with closing(sqlite3.connect(file, timeout=PATIENCE, isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise in_use from error
            raise
        except sqlite3.DatabaseError:  # damaged further in: nothing of it can be folded or held
            if _is_held(file):
                raise in_use from None
        yield


def _is_held(file: Path) -> bool:
    """Whether another process has a lock on the database's shared memory."""
    import fcntl  # noqa: PLC0415  (Unix only)

    with suppress(FileNotFoundError), file.with_name(f"{file.name}-shm").open("r+b") as memory:
        try:
            fcntl.lockf(memory, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, SHARED_MEMORY_LOCK)
        except OSError:
            return True
    return False


def _swap(making: Path, file: Path, now: datetime) -> Path | None:
    """Put the new file in the old one's place, which keeps another name, with the log that it may still have.

    The log goes first: beside the new file it would be taken for the new file's.
    """
    if not file.exists():
        put_in_place(making, file)
        return None
    aside = file.with_name(f"{file.name}.replaced-{now:%Y-%m-%d-%H%M%S}")
    keep_aside(file, aside)
    for end in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            file.with_name(f"{file.name}{end}").rename(aside.with_name(f"{aside.name}{end}"))
    replace(making, file)
    return aside
