"""Many rows at once: inserts at the driver's speed, tables that live as long as a transaction, upserts."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice
from typing import Any, Final

from sqlalchemy import Column, Connection, Dialect, MetaData, Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

CHUNK: Final = 20_000
DIALECTS: Final[dict[str, Dialect]] = {one.name: one() for one in (sqlite.dialect, postgresql.dialect)}


def insert_rows(
    connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Insert `rows` (values in the order of `columns`): executemany on SQLite, COPY on PostgreSQL."""
    quote = connection.dialect.identifier_preparer
    target = f"{quote.format_table(table)} ({', '.join(quote.quote(name) for name in columns)})"
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    statement = f"INSERT INTO {target} VALUES ({', '.join('?' * len(columns))})"  # noqa: S608  (our own names)
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        connection.exec_driver_sql(statement, chunk)


def temporary_table(name: str, *columns: Column[Any]) -> Table:
    """The description of a table that lives for the length of a `temporary` block.

    Describe it once, at the top of a module: statements on it are then compiled once.
    """
    return Table(name, MetaData(), *columns, prefixes=["TEMPORARY"])


@contextmanager
def temporary(connection: Connection, table: Table, rows: Iterable[tuple[Any, ...]] = ()) -> Iterator[Table]:
    """`table`, made and filled with `rows`, for the length of the block; a rollback removes it too.

    It is seen by this connection alone.
    """
    connection.exec_driver_sql(_create(table, connection.dialect.name))
    insert_rows(connection, table, table.c.keys(), rows)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ANALYZE {table.name}")
    yield table
    connection.exec_driver_sql(f"DROP TABLE {table.name}")


@lru_cache
def _create(table: Table, dialect: str) -> str:
    """The statement that makes a temporary table: an increment makes several, and putting one together is slow."""
    return str(CreateTable(table).compile(dialect=DIALECTS[dialect]))


@contextmanager
def overwriting(connection: Connection) -> Iterator[None]:
    """On SQLite, write zeros over what is deleted: otherwise it stays in the file until its place is used again."""
    if connection.dialect.name != "sqlite":
        yield
        return
    was = connection.exec_driver_sql("PRAGMA secure_delete").scalar_one()
    connection.exec_driver_sql("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA secure_delete = {int(was)}")


def upsert_select(connection: Connection, table: Table, columns: Sequence[str], query: Select[Any]) -> None:
    """Write the rows of `query` into `columns` of `table`; the other columns of a row that exists stay.

    `columns` are in the order of the query's and hold the primary key. On SQLite the query must end in WHERE
    or GROUP BY, or its parser takes ON CONFLICT for a join.
    """
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = make(table).from_select(list(columns), query)
    key = [column.name for column in table.primary_key]
    excluded = statement.excluded
    values = {name: excluded[name] for name in columns if name not in key}
    connection.execute(statement.on_conflict_do_update(index_elements=key, set_=values))
