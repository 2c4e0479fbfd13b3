"""What a database or a backup of it holds, briefly enough to compare: rows of each table, and a sum of each column."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnClause,
    Connection,
    Float,
    Integer,
    cast,
    column,
    func,
    inspect,
    select,
    table,
)
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.sql.elements import ColumnElement

PRIME: Final = 1_000_003
"""Numbers are added by their remainder: keys of 64 bits would overflow, and SQLite refuses that."""

THOUSANDTHS: Final = 1_000
ROWS: Final = 0
"""Where a table's rows stand; behind them come its sums."""


@dataclass(frozen=True)
class Contents:
    """The version of the schema, and for each table its rows and sums; databases that are equal have equal ones."""

    schema: str | None
    tables: Mapping[str, tuple[int, ...]]

    @property
    def rows(self) -> int:
        return sum(numbers[ROWS] for numbers in self.tables.values())

    def first_difference(self, other: "Contents") -> str | None:
        """The first table, by name, that is not the same in both; None when all are."""
        names = sorted(self.tables.keys() | other.tables.keys())
        return next((name for name in names if self.tables.get(name) != other.tables.get(name)), None)


def contents(connection: Connection, schema: str | None) -> Contents:
    """What the SQLite database behind `connection` holds, in whatever tables it has."""
    inspector = inspect(connection)
    tables = {name: inspector.get_columns(name) for name in inspector.get_table_names()}
    return Contents(schema, {name: _numbers(connection, name, columns) for name, columns in tables.items()})


def _numbers(connection: Connection, name: str, described: list[ReflectedColumn]) -> tuple[int, ...]:
    columns = [column(each["name"], each["type"]) for each in described]
    query = select(func.count(), *(func.coalesce(func.sum(_number(each)), 0) for each in columns))
    return tuple(map(int, connection.execute(query.select_from(table(name))).one()))


def _number(value: ColumnClause[Any]) -> ColumnElement[Any]:
    """A small integer for a column's value: of numbers a remainder, of anything else its length."""
    if isinstance(value.type, Float):
        return cast(value * THOUSANDTHS, BigInteger) % PRIME
    if isinstance(value.type, Integer):
        return cast(value, BigInteger) % PRIME
    return func.length(value)
