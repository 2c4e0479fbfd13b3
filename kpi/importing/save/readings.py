"""What posts and totals share: keep this import's readings, fold, and say what changed."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from kpi.importing.fold import Shape, changes, fold, keys_of_import, same_key
from kpi.importing.report import Restated
from kpi.store.bulk import insert_rows

Days = set[tuple[int, int]]
"""(channel id, day)"""


def add_readings(
    connection: Connection,
    shape: Shape,
    import_id: int,
    columns: Sequence[str],
    rows: list[tuple[Any, ...]],
    name: Callable[[dict[str, Any]], str],
) -> tuple[Days, int, list[Restated]]:
    """Keep `rows` (values in the order of `columns`) as this import's readings and fold them in.

    Returns:
        (channel, day)s touched, the number of rows whose numbers changed, and each changed number.
    """
    insert_rows(
        connection, shape.readings, (*columns, "import_id"), ((*row, import_id) for row in sorted(rows))
    )
    changed = changes(connection, shape, import_id)
    touched = _refold(connection, shape, import_id)
    return touched, len(changed), [each for row in changed for each in _restated(shape, row, name(row))]


def remove_readings(connection: Connection, shape: Shape, import_id: int) -> Days:
    """Drop this import's readings, fold what they were about again; the (channel, day)s touched."""
    return _refold(connection, shape, import_id, remove=True)


def _refold(connection: Connection, shape: Shape, import_id: int, *, remove: bool = False) -> Days:
    with keys_of_import(connection, shape, import_id) as keys:
        if remove:
            connection.execute(delete(shape.readings).where(shape.readings.c.import_id == import_id))
        if "day" not in shape.folded.c:
            fold(connection, shape)
            return set()
        days = (
            select(shape.folded.c.channel_id, shape.folded.c.day)
            .join(keys, same_key(shape, keys, shape.folded))
            .distinct()
        )
        touched = {(row[0], row[1]) for row in connection.execute(days)}
        fold(connection, shape)
        return touched | {(row[0], row[1]) for row in connection.execute(days)}


def _restated(shape: Shape, row: dict[str, Any], what: str) -> list[Restated]:
    return [
        Restated(row["row"], what, name, row[f"old_{name}"], row[name])
        for name in shape.numbers
        if row[name] is not None and row[f"old_{name}"] is not None and row[name] != row[f"old_{name}"]
    ]
