"""Many rows of plain numbers, without the wrapping that a row of SQLAlchemy brings (three times the time)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.sql import Executable


def tuples(connection: Connection, statement: Executable) -> Sequence[tuple[Any, ...]]:
    """The rows as the driver gives them: only for columns that both drivers give as integers or floats."""
    with connection.execute(statement) as result:
        return result.cursor.fetchall()
