"""What is seen of a database before it is used: a file that is no database, cut or emptied, tables that are gone.

SQLite makes a new database of an empty file, calls a file without tables sound, and counts rows past a bad page. So
a database that is there is looked at before anything is read from it or written to it.
"""

import struct
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, inspect

from kpi.store.driver_words import cause_in_words
from kpi.store.schema import metadata
from kpi.words import N_, Message

MAGIC: Final = b"SQLite format 3\0"
VERSIONS: Final = "alembic_version"
HEADER_BYTES: Final = 100
SOUND: Final = "ok"

EMPTY_FILE: Final = N_(
    "the file is there, but it is empty (0 bytes); if it is to become a new database, delete it"
)
NOT_SQLITE: Final = N_("the file does not begin as a SQLite database does")
CUT: Final = N_("the file has {size} bytes of {whole}; the rest is gone")
NO_TABLES: Final = N_(
    "the file is a SQLite database without any tables, as a copy is that was made of a running one without its -wal file"
)
LOST_VERSION: Final = N_("it has Vínculo's tables, but the version of its schema is gone")
NOT_OURS: Final = N_("its tables are another program's ({tables}, …)")
BROKEN_LINK: Final = N_("table {table} has rows that point to missing ones in {parent}")
MISSING_TABLES: Final = N_("these tables are gone: {tables}")


def look_at_file(file: Path) -> Message | None:
    """What is wrong with a SQLite file, as far as its first bytes and its size tell; None for one that may be opened.

    A write-ahead log beside it may hold what the file itself lacks, so then its size says nothing.
    """
    size = file.stat().st_size
    with file.open("rb") as opened:
        head = opened.read(HEADER_BYTES)
    if not head:
        return Message(EMPTY_FILE)
    if not head.startswith(MAGIC):
        return Message(NOT_SQLITE)
    log = file.with_name(f"{file.name}-wal")
    if not (log.exists() and log.stat().st_size):
        whole = _size_by_header(head)
        if size < whole:
            return Message(CUT, {"size": size, "whole": whole})
    return None


def _size_by_header(head: bytes) -> int:
    """How long the file says that it is, in bytes; 0 where it does not say (sqlite.org/fileformat, 1.3)."""
    if len(head) < HEADER_BYTES:
        return HEADER_BYTES
    (page,) = struct.unpack_from(">H", head, 16)
    changes, pages = struct.unpack_from(">II", head, 24)
    (valid_for,) = struct.unpack_from(">I", head, 92)
    return pages * (65_536 if page == 1 else page) if changes == valid_for else 0


def look_before_upgrade(connection: Connection, found: str | None, *, is_new: bool) -> Message | None:
    """What is wrong with the tables of a database whose schema says that its version is `found`.

    `is_new`: nobody has used it yet, so that nothing is missing where there is nothing.
    """
    tables = set(inspect(connection).get_table_names()) - {VERSIONS}
    if found is not None:
        return None
    if tables & metadata.tables.keys():
        return Message(LOST_VERSION)
    if connection.dialect.name == "sqlite" and not is_new:
        return Message(NOT_OURS, {"tables": tuple(sorted(tables)[:3])}) if tables else Message(NO_TABLES)
    return None


def look_after_upgrade(connection: Connection) -> Message | None:
    """Which of this version's tables are gone."""
    missing = metadata.tables.keys() - set(inspect(connection).get_table_names())
    return Message(MISSING_TABLES, {"tables": tuple(sorted(missing))}) if missing else None


def look_at_pages(connection: Connection) -> Message | None:
    """The first damaged page, in SQLite's words; None where all are sound. It reads the whole file."""
    return _first(connection, "quick_check")


def look_at_everything(connection: Connection) -> Message | None:
    """The first damaged page or index, or else the first link that leads nowhere; None where all is sound."""
    if cause := _first(connection, "integrity_check"):
        return cause
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    return Message(BROKEN_LINK, {"table": broken[0], "parent": broken[2]}) if broken else None


def _first(connection: Connection, check: str) -> Message | None:
    if connection.dialect.name != "sqlite":
        return None
    cause = str(connection.exec_driver_sql(f"PRAGMA {check}(1)").scalar_one())
    return None if cause == SOUND else cause_in_words(cause)
