"""Backups of a PostgreSQL database: a dump of one moment, tried out in a database of its own before it replaces one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Connection, inspect
from sqlalchemy.engine import URL

from kpi.store.backup.contents import Contents
from kpi.store.backup.dump import Copied, ProgramFailed, connect, copied, load_dump, read_dump, write_dump
from kpi.store.backup.errors import (
    BackupDiffers,
    BackupExists,
    BackupNotWritten,
    BackupUnusable,
    DatabaseInUse,
    NoRightToRestore,
    RestoreFailed,
)
from kpi.store.driver_errors import damaged, named
from kpi.store.driver_words import cause_in_words
from kpi.store.engine import make_engine
from kpi.store.first_look import look_after_upgrade, look_before_upgrade
from kpi.store.migrate import current_revision, newest_revision, upgrade
from kpi.store.whole_files import put_in_place
from kpi.words import Message

MAINTENANCE = "postgres"
LONGEST_NAME = 63
OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
SETTINGS = "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database WHERE datname = %s"


def back_up(url: URL, target: Path) -> Contents:
    """Write a dump of the database at `url` to `target`, which must not exist; returns what it holds.

    The dump and what it is compared with are of one snapshot, so writers go on meanwhile.

    Raises:
        ProgramMissing, BackupExists, BackupNotWritten, BackupDiffers, DatabaseDamaged, DatabaseUnavailable: nothing is left at `target`.
    """
    if target.exists():
        raise BackupExists(file=target)
    making = target.with_name(f".{target.name}.{token_hex(4)}.making")
    engine = make_engine(url).execution_options(isolation_level="REPEATABLE READ")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with named(engine), engine.connect() as connection:
            schema = current_revision(connection)
            if cause := _wrong_tables(connection, schema):
                raise damaged(url, cause)
            snapshot = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
            write_dump(url, making, snapshot)
            written = read_dump(making)
            if table := _first_difference(connection, written):
                raise BackupDiffers(table=table)
        if not put_in_place(making, target):
            raise BackupExists(file=target)
    except (ProgramFailed, OSError) as error:
        raise BackupNotWritten(file=target, cause=cause_in_words(error)) from error
    finally:
        engine.dispose()
        making.unlink(missing_ok=True)
    return _contents(schema, written)


def restore(url: URL, backup: Path, now: datetime) -> tuple[Contents, str | None]:
    """Put what `backup` holds in the place of the database at `url`.

    It is loaded into a new database of the server, compared and upgraded there, and the two change names. Nobody
    else may be connected.

    Returns:
        What the backup held, and the name under which the database that it replaced is kept; None when there was none.

    Raises:
        ProgramMissing, BackupUnusable, DatabaseIsNewer, DatabaseInUse, NoRightToRestore, RestoreFailed: the
            database is as it was.
    """
    try:
        held = read_dump(backup)
    except ProgramFailed as error:
        raise BackupUnusable(file=backup, cause=cause_in_words(error)) from error
    name = str(url.database)
    try:
        with connect(url, MAINTENANCE) as server, _new_database(server, url, name) as made:
            schema = _tried_out(url.set(database=made), backup, held)
            return _contents(schema, held), _change_names(server, url, name, made, now)
    except (ProgramFailed, psycopg.Error) as error:
        shown = url.render_as_string(hide_password=True)
        raise RestoreFailed(url=shown, cause=cause_in_words(error)) from error


def _first_difference(connection: Connection, dumped: dict[str, Copied]) -> str | None:
    tables = inspect(connection).get_table_names()
    if missing := sorted(set(tables) ^ dumped.keys()):
        return missing[0]
    return next(
        (name for name in tables if copied(connection, name, dumped[name].columns) != dumped[name]), None
    )


def _contents(schema: str | None, dumped: dict[str, Copied]) -> Contents:
    return Contents(schema, {name: (table.rows, table.checksum) for name, table in dumped.items()})


def _wrong_tables(connection: Connection, schema: str | None) -> Message | None:
    if schema == newest_revision():
        return look_after_upgrade(connection)
    return look_before_upgrade(connection, schema, is_new=False)


@contextmanager
def _new_database(server: "psycopg.Connection[Any]", url: URL, name: str) -> Iterator[str]:
    """A new, empty database with the settings of the one called `name`; removed unless it has got another name."""
    made = f"{name[: LONGEST_NAME - 20]}_restoring_{token_hex(4)}"
    found = server.execute(SETTINGS, [name]).fetchone()
    create = sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(made))
    if found is not None:
        like = sql.SQL(" ENCODING {} LC_COLLATE {} LC_CTYPE {}").format(*map(sql.Literal, found))
        create = create + like
    try:
        server.execute(create)
    except psycopg.errors.InsufficientPrivilege as error:
        raise NoRightToRestore(cause=cause_in_words(error), user=url.username or "…") from error
    try:
        yield made
    finally:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(made)))


def _tried_out(url: URL, backup: Path, held: dict[str, Copied]) -> str | None:
    """Load the backup into the database at `url`, compare and upgrade it; returns the schema that it had."""
    load_dump(url, backup)
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            schema = current_revision(connection)
            cause = _wrong_tables(connection, schema) or _first_difference(connection, held)
        if cause or schema is None:
            raise BackupUnusable(file=backup, cause=cause or "alembic_version")
        upgrade(engine)
    finally:
        engine.dispose()
    return schema


def _change_names(
    server: "psycopg.Connection[Any]", url: URL, name: str, made: str, now: datetime
) -> str | None:
    """Give the new database the old one's name, and the old one another; both or neither."""
    aside = f"{name[: LONGEST_NAME - 27]}_replaced_{now:%Y_%m_%d_%H%M%S}"
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    if server.execute(SETTINGS, [name]).fetchone() is None:
        server.execute(rename.format(sql.Identifier(made), sql.Identifier(name)))
        return None
    (others,) = server.execute(OTHERS, [name]).fetchone() or (0,)
    if others:
        raise DatabaseInUse(url=url.render_as_string(hide_password=True))
    try:
        with server.transaction():
            server.execute(rename.format(sql.Identifier(name), sql.Identifier(aside)))
            server.execute(rename.format(sql.Identifier(made), sql.Identifier(name)))
    except psycopg.errors.ObjectInUse as error:
        raise DatabaseInUse(url=url.render_as_string(hide_password=True)) from error
    return aside
