"""Engines for tests: the text on the store's own database, and on DuckDB over exported files."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
from sqlalchemy import Connection

from kpi.rollup.engines.protocol import Row
from kpi.rollup.engines.texts import FACTS


class StoreEngine:
    """The plain text on SQLite or PostgreSQL, over the store's facts.

    What it is given and what it makes are temporary tables of its connection, which hide the store's.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def read_facts(self, channel_ids: Sequence[int]) -> None:
        ours = ", ".join(map(str, channel_ids)) or "NULL"
        schema = "public" if self._connection.dialect.name == "postgresql" else "main"
        for table, columns in FACTS.items():
            query = f"SELECT {', '.join(columns)} FROM {schema}.{table} WHERE channel_id IN ({ours})"
            self.materialise(table, query)

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        typed = ", ".join(f"{name} BIGINT" for name in columns)
        self._connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {table} ({typed})")
        for row in rows:
            values = ", ".join("NULL" if value is None else str(value) for value in row)
            self._connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({values})")

    def materialise(self, table: str, text: str) -> None:
        self._connection.exec_driver_sql(f"CREATE TEMPORARY TABLE {table} AS {text}")

    def rows(self, text: str) -> Iterator[Row]:
        for row in self._connection.exec_driver_sql(text).fetchall():
            yield tuple(None if value is None else int(value) for value in row)


class DuckEngine:
    """The plain text on DuckDB, over an export."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._duck = duckdb.connect()

    def read_facts(self, channel_ids: Sequence[int]) -> None:
        ours = ", ".join(map(str, channel_ids)) or "NULL"
        for table in FACTS:
            files = self._folder / table / "*.parquet"
            self.materialise(table, f"SELECT * FROM read_parquet('{files}') WHERE channel_id IN ({ours})")

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        values = list(zip(*rows, strict=True)) or [()] * len(columns)
        arrays = [pa.array(each, pa.int64()) for each in values]
        given = pa.Table.from_arrays(arrays, names=list(columns))
        self._duck.register("given", given)
        self.materialise(table, "SELECT * FROM given")

    def materialise(self, table: str, text: str) -> None:
        self._duck.execute(f"CREATE TABLE {table} AS {text}")

    def rows(self, text: str) -> Iterator[Row]:
        for row in self._duck.execute(text).fetchall():
            yield tuple(None if value is None else int(value) for value in row)
