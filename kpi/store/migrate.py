"""Bring a database to the newest schema with Alembic, whole or not at all.

On SQLite foreign keys are off while tables are rebuilt (a rebuilt parent table would take its children with
it) and are checked before the transaction ends. Whoever comes first upgrades; others wait and find it done.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from kpi.errors import KpiError
from kpi.store.driver_errors import damaged
from kpi.store.first_look import look_before_upgrade
from kpi.words import N_

FOLDER: Final = Path(__file__).parent / "migrations"
ADVISORY_LOCK: Final = 7_317_425_011  # any number that nobody else on the PostgreSQL server uses
_one_at_a_time: Final = threading.Lock()  # Alembic's context is global to the process


class DatabaseIsNewer(KpiError):
    template = N_(
        "The database was made by a newer version of Vínculo (schema {found}). Update the program, or open a backup."
    )


class DatabaseBrokenLinks(KpiError):
    template = N_(
        "The database has {count} rows that point to missing ones, first in table {table}. Restore a backup; nothing was changed."
    )


def upgrade(engine: Engine, *, is_new: bool = False) -> None:
    """Upgrade the database behind `engine` to the newest schema; does nothing when it is there already.

    `is_new`: nobody has used it yet, so it may be without tables.

    Raises:
        DatabaseDamaged: its tables or the version of its schema are gone.
        DatabaseIsNewer: it was made by a newer version of the program.
        DatabaseBrokenLinks: it would hold rows that point to missing ones.
    """
    config = _config()
    with engine.connect() as connection:
        found = current_revision(connection)
    if found == newest_revision():
        return
    if found is not None and not _known(config, found):
        raise DatabaseIsNewer(found=found)
    with (
        _one_at_a_time,
        engine.execution_options(vinculo_write=True).connect() as connection,
        _links_unchecked(connection),
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
        if cause := look_before_upgrade(connection, current_revision(connection), is_new=is_new):
            raise damaged(engine.url, cause)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if engine.dialect.name == "sqlite":
            _check_links(connection)


def current_revision(connection: Connection) -> str | None:
    """The version of the schema that the database has; None before the first upgrade."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """The version of the schema that this program wants."""
    return ScriptDirectory.from_config(_config()).get_current_head()


@contextmanager
def _links_unchecked(connection: Connection) -> Iterator[None]:
    """SQLite's foreign keys off. The driver is asked itself: inside a transaction the pragma is ignored."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config


def _known(config: Config, revision: str) -> bool:
    return any(script.revision == revision for script in ScriptDirectory.from_config(config).walk_revisions())


def _check_links(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise DatabaseBrokenLinks(count=len(broken), table=broken[0][0])
