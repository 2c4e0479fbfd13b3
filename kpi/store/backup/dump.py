"""PostgreSQL's own programs: a dump written, its rows read back, put into a database."""

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zlib import crc32

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import URL

from kpi.store.backup.errors import ProgramMissing

MAGIC: Final = b"PGDMP"
COPY: Final = b"COPY "
FROM_STDIN: Final = b" FROM stdin;\n"
END: Final = b"\\.\n"
WHOLE: Final = ("--no-owner", "--no-privileges")


class ProgramFailed(Exception):
    """What one of the programs said, in a line."""


@dataclass(frozen=True)
class Copied:
    """What was copied of a table: its columns as they were written, its rows, and the sum of their checksums."""

    columns: str
    rows: int
    checksum: int

    @classmethod
    def of(cls, columns: str, lines: Iterable[bytes]) -> "Copied":
        """`lines` in any order: each is a row in PostgreSQL's text form, with its end."""
        rows = checksum = 0
        for line in lines:
            rows += 1
            checksum += crc32(line)
        return cls(columns, rows, checksum)


def write_dump(url: URL, target: Path, snapshot: str) -> None:
    """Write a dump in PostgreSQL's own compressed form, as a transaction that has exported `snapshot` sees it."""
    _run("pg_dump", url, "--format=custom", *WHOLE, f"--snapshot={snapshot}", f"--file={target}")


def load_dump(url: URL, dump: Path) -> None:
    """Put a dump into the empty database at `url`, in one transaction."""
    _run("pg_restore", url, "--exit-on-error", "--single-transaction", *WHOLE, str(dump))


def read_dump(dump: Path) -> dict[str, Copied]:
    """The rows of each table that a dump holds, by the table's name; all of it is read."""
    command = [_program("pg_restore"), "--data-only", "--file=-", str(dump)]
    with _started(command) as output:
        return dict(_tables(output))


def copied(connection: Connection, table: str, columns: str) -> Copied:
    """The same of a table of the database behind `connection`."""
    driver: Any = connection.connection.driver_connection
    statement = f'COPY public."{table}" ({columns}) TO STDOUT'
    with driver.cursor() as cursor, cursor.copy(statement.encode()) as copy:
        return Copied.of(columns, (bytes(line) for line in copy))


def _tables(output: Iterable[bytes]) -> Iterator[tuple[str, Copied]]:
    lines = iter(output)
    for line in lines:
        if line.startswith(COPY) and line.endswith(FROM_STDIN):
            name, _, columns = line[len(COPY) : -len(FROM_STDIN)].decode().partition(" (")
            table = name.rpartition(".")[2].strip('"')
            yield table, Copied.of(columns.removesuffix(")"), iter(lines.__next__, END))


def _run(name: str, url: URL, *arguments: str) -> None:
    settings = connection_settings(url)
    password = settings.pop("password", None)
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    command = [_program(name), *arguments, "--dbname", make_conninfo("", **settings)]
    done = subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603
    if done.returncode:
        raise ProgramFailed(_last_line(done.stderr))


@contextmanager
def _started(command: Sequence[str]) -> Iterator[Iterable[bytes]]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout is not None  # noqa: S101  (asked for above)
        assert process.stderr is not None  # noqa: S101
        yield process.stdout
        said = process.stderr.read()
    if process.returncode:
        raise ProgramFailed(_last_line(said))


def connection_settings(url: URL) -> dict[str, Any]:
    """The address as PostgreSQL's own programs take it, without what only the driver understands."""
    settings = create_engine(url).dialect.create_connect_args(url)[1]
    return {name: value for name, value in settings.items() if isinstance(value, (str, int))}


def connect(url: URL, database: str) -> "psycopg.Connection[Any]":
    """A connection outside transactions to another database of the same server."""
    return psycopg.connect("", **{**connection_settings(url), "dbname": database}, autocommit=True)


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ProgramMissing(program=name)
    return found


def _last_line(said: bytes) -> str:
    lines = [line.strip() for line in said.decode(errors="replace").splitlines() if line.strip()]
    return lines[0] if lines else "?"
