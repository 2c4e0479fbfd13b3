"""`back_up` and `restore`, for either kind of database."""

from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from sqlalchemy.engine import URL

from kpi.store import first_look
from kpi.store.backup import dump, postgres, sqlite
from kpi.store.backup.contents import Contents
from kpi.store.backup.errors import BackupOfAnotherKind, BackupUnusable
from kpi.system_errors import cause_of
from kpi.words import N_, Message


class Kind(Protocol):
    """What a kind of database brings."""

    def back_up(self, url: URL, target: Path) -> Contents: ...

    def restore(self, url: URL, backup: Path, now: datetime) -> tuple[Contents, Path | str | None]: ...


KINDS: Final[dict[str, Kind]] = {"sqlite": sqlite, "postgresql": postgres}
BEGINNINGS: Final = {"sqlite": first_look.MAGIC, "postgresql": dump.MAGIC}
NAMES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
NO_BACKUP: Final = N_("it is neither a SQLite file nor a dump of PostgreSQL")


def back_up(url: URL, target: Path) -> Contents:
    """Write a backup of the database at `url`, see `sqlite.back_up` and `postgres.back_up`."""
    return KINDS[url.get_backend_name()].back_up(url, target)


def restore(url: URL, backup: Path, now: datetime) -> tuple[Contents, Path | str | None]:
    """Put a backup in the database's place, see `sqlite.restore` and `postgres.restore`.

    Raises:
        BackupUnusable: it cannot be read, or is no backup.
        BackupOfAnotherKind: it is one of the other kind of database.
    """
    kind = url.get_backend_name()
    try:
        with backup.open("rb") as opened:
            head = opened.read(len(first_look.MAGIC))
    except OSError as error:
        raise BackupUnusable(file=backup, cause=cause_of(error)) from error
    found = next((name for name, beginning in BEGINNINGS.items() if head.startswith(beginning)), None)
    if found is None:
        raise BackupUnusable(file=backup, cause=Message(NO_BACKUP))
    if found != kind:
        raise BackupOfAnotherKind(file=backup, found=NAMES[found], wanted=NAMES[kind])
    return KINDS[kind].restore(url, backup, now)
