"""What a database driver says, as one of our sentences: damaged, full, read-only, busy, not to be reached."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from kpi.errors import KpiError
from kpi.store.backup.folder import newest_backup
from kpi.store.driver_words import cause_in_words
from kpi.store.first_look import look_at_file
from kpi.system_errors import cause_of
from kpi.words import N_, Message

RESTORE: Final = N_(
    "The newest backup is {backup}: stop the server and run `python -m kpi restore {backup}`, which keeps the damaged file aside."
)
NO_BACKUP: Final = N_(
    "There is no backup in {folder}. Keep the file as it is, put a backup from elsewhere there and run `python -m kpi restore FILE`, or name another database in KPI_DATABASE_URL."
)

READ_ONLY: Final = ("readonly", "read-only")
BUSY: Final = ("locked", "busy", "lock timeout")
FULL: Final = ("disk is full", "no space left", "file too large", "disk quota")
DAMAGED: Final = ("malformed", "not a database", "invalid page in block", "could not read block")
UNREACHED: Final = ("unable to open", "connection", "connect", "disk", "terminat", "shutting down")


class DatabaseUnavailable(KpiError):
    template = N_(
        "The database {url} cannot be opened: {cause}. Check that it exists, that this user may read and write it, and KPI_DATABASE_URL."
    )


class DatabaseReadOnly(KpiError):
    template = N_(
        "The database {url} can only be read: {cause}. Make it and its folder writable for this user, then try again. Nothing was changed."
    )


class DatabaseBusy(KpiError):
    template = N_(
        "Another import is writing to {url} and did not finish in {seconds} s. Try again when it has ended. Nothing was changed."
    )


class DatabaseFull(KpiError):
    template = N_(
        "There is no room left for the database {url}: {cause}. Nothing was changed. Free some space on its disk, then try again."
    )


class DatabaseDamaged(KpiError):
    template = N_("The database {url} is damaged: {cause}. Nothing was changed. {advice}")


def damaged(url: URL, cause: Message) -> DatabaseDamaged:
    """What to say of a damaged database: what is wrong, and the newest backup beside it."""
    folder, newest = newest_backup(url)
    advice = (
        Message(NO_BACKUP, {"folder": folder}) if newest is None else Message(RESTORE, {"backup": newest})
    )
    return DatabaseDamaged(url=url.render_as_string(hide_password=True), cause=cause, advice=advice)


def check_file(url: URL, file: Path) -> None:
    """Look at a SQLite file before it is opened.

    Raises:
        DatabaseUnavailable: it is a folder, or may not be read.
        DatabaseDamaged: it is no database, or a part of it is gone.
    """
    try:
        cause = look_at_file(file)
    except OSError as error:
        raise DatabaseUnavailable(
            url=url.render_as_string(hide_password=True), cause=cause_of(error)
        ) from None
    if cause:
        raise damaged(url, cause)


def read_only(url: URL) -> bool:
    """Whether the address itself says that nothing is to be written."""
    return url.query.get("mode") == "ro" or url.query.get("immutable") == "1"


@contextmanager
def named(engine: Engine, patience: int = 0) -> Iterator[None]:
    """Turn what the driver says into one of our sentences; other errors pass.

    `patience` is how many seconds it waits for its turn. Most errors come from SQLAlchemy; where rows are handed to
    the driver directly (COPY, executemany) it raises its own.
    """
    drivers_own: type[Exception] = engine.dialect.loaded_dbapi.Error
    try:
        yield
    except DBAPIError as error:
        if sentence := _sentence(engine.url, error.orig or error, patience):
            raise sentence from error
        raise
    except drivers_own as error:
        if sentence := _sentence(engine.url, error, patience):
            raise sentence from error
        raise


def _sentence(url: URL, error: BaseException, patience: int) -> KpiError | None:
    """The sentence for a driver's error, if there is one."""
    said = str(error).strip()
    cause = said.splitlines()[0] if said else type(error).__name__
    lowered, shown = cause.casefold(), url.render_as_string(hide_password=True)
    words = cause_in_words(cause)

    def speaks_of(words: tuple[str, ...]) -> bool:
        return any(word in lowered for word in words)

    if speaks_of(READ_ONLY):
        return DatabaseReadOnly(url=shown, cause=words)
    if speaks_of(BUSY):
        return DatabaseBusy(url=shown, seconds=patience)
    if speaks_of(FULL):
        return DatabaseFull(url=shown, cause=words)
    if speaks_of(DAMAGED):
        return damaged(url, words)
    if speaks_of(UNREACHED):
        return DatabaseUnavailable(url=shown, cause=words)
    return None
