"""Rows in every table that the schema declares, whatever it declares: for what must not lose any."""

from typing import Any

from sqlalchemy import Boolean, Column, Connection, Float, Integer, LargeBinary, Table, func, insert, select

from kpi.store.schema import metadata

ROWS = 3


def fill_every_table(connection: Connection, rows: int = ROWS) -> None:
    """Give each table that has no row some, those that they point to first. What they say means nothing."""
    for table in metadata.sorted_tables:
        if connection.execute(select(func.count()).select_from(table)).scalar_one() == 0:
            made = [_row(connection, table, number) for number in range(rows)]
            key = [column.name for column in table.primary_key]
            unique = {tuple(row[name] for name in key): row for row in made}
            connection.execute(insert(table), list(unique.values()))


def row_counts(connection: Connection) -> dict[str, int]:
    """How many rows each declared table has."""
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in metadata.tables.items()
    }


def _row(connection: Connection, table: Table, number: int) -> dict[str, Any]:
    return {column.name: _value(connection, column, number) for column in table.c}


def _value(connection: Connection, column: Column[Any], number: int) -> Any:
    for key in column.foreign_keys:
        there = connection.execute(select(key.column).order_by(key.column)).scalars().all()
        return there[number % len(there)]
    match column.type:
        case Boolean():
            return False
        case Integer():
            return number + 1
        case Float():
            return number + 0.5
        case LargeBinary():
            return bytes([1])  # the version of our blobs, and nothing in it
    return f"{column.name} {number}"
