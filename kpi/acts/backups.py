"""The whole database is taken away or put back by whoever is at the server, and that is written down in it."""

from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL

from kpi.access.audit import Action, Entry
from kpi.access.door import Access
from kpi.errors import KpiError
from kpi.store.backup import run
from kpi.store.backup.contents import Contents
from kpi.store.engine import Store, make_engine
from kpi.store.migrate import newest_revision
from kpi.words import N_, Message

OLDER: Final = N_(
    "The audit does not say so: the database is of version {schema}, and opening it with this version upgrades it."
)
NOT_WRITTEN: Final = N_("The audit does not say so: {why}")


def back_up(url: URL, target: Path) -> tuple[Contents, Message | None]:
    """Write a backup of the database at `url`; what it holds, and why the audit does not say so, where it does not.

    A database that cannot be written to, or that is not upgraded yet, is worth a backup all the more: there the
    backup stands and the entry is missing. It is made after the backup, so it is not in it.

    Raises:
        KpiError: as `kpi.store.backup.run.back_up`; nothing is left at `target`.
    """
    held = run.back_up(url, target)
    return held, _note(url, held, Entry(Action.BACKED_UP, target.name, held.rows))


def restore(url: URL, backup: Path, now: datetime) -> tuple[Contents, Path | str | None, Message | None]:
    """Put a backup in the database's place; what it held, where the old one is, and why the audit does not say so.

    Raises:
        KpiError: as `kpi.store.backup.run.restore`; the database is as it was.
    """
    held, aside = run.restore(url, backup, now)
    upgraded = Contents(newest_revision(), held.tables)
    return held, aside, _note(url, upgraded, Entry(Action.RESTORED, backup.name, held.rows))


def _note(url: URL, held: Contents, entry: Entry) -> Message | None:
    if held.schema != newest_revision():
        return Message(OLDER, {"schema": held.schema or "–"})
    store = Store(make_engine(url))
    try:
        with store.writing() as connection:
            Access.of_operator(store).write_down(connection, None, entry)
    except KpiError as error:
        return Message(NOT_WRITTEN, {"why": error.message})
    finally:
        store.engine.dispose()
    return None
