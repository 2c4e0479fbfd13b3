"""A transaction that is watched: what it has written so far, and whether anybody still wants it.

It listens to the connection, so that the parts that save and count need not know who waits. A statement that
runs long is interrupted on SQLite; on PostgreSQL the end is noticed before the next statement.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from kpi.importing.watch import Phase, Progress
from kpi.rollup.touched import Touched

OPERATIONS: Final = 100_000
"""Of SQLite's machine, between two looks at whether the import is still wanted: some milliseconds."""

AT_MOST_EVERY: Final = 0.1
"""Seconds between two steps that are told."""


@contextmanager
def saving(connection: Connection, progress: Progress, rows: int) -> Iterator[None]:
    """Tell how many of `rows` were handed to the database, while the block saves them."""
    done = 0
    told = 0.0

    def before(
        _connection: Any, _cursor: Any, _text: str, parameters: Any, _context: Any, many: bool
    ) -> None:
        nonlocal done, told
        done += len(parameters) if many else 0
        now = time.monotonic()
        if now - told >= AT_MOST_EVERY:
            told = now
            progress.step(Phase.SAVING, done, rows)
        else:
            progress.check()

    progress.step(Phase.SAVING, 0, rows)
    with _listening(connection, before), _interruptible(connection, progress):
        yield
    progress.step(Phase.SAVING, rows, rows)


@contextmanager
def counting(connection: Connection, progress: Progress, days: int) -> Iterator[None]:
    """Tell that the measures of `days` days are counted, before and after the block that does it."""

    def before(*_: Any) -> None:
        progress.check()

    progress.step(Phase.COUNTING, 0, days)
    with _listening(connection, before), _interruptible(connection, progress):
        yield
    progress.step(Phase.COUNTING, days, days)


def days(touched: Touched) -> int:
    """How many days of channels have to be counted again, as far as that is known before."""
    return len(touched.post_days | touched.total_days | touched.message_days | touched.visit_days)


@contextmanager
def _listening(connection: Connection, before: Any) -> Iterator[None]:
    event.listen(connection, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(connection, "before_cursor_execute", before)


@contextmanager
def _interruptible(connection: Connection, progress: Progress) -> Iterator[None]:
    """On SQLite: statements end at once when nobody wants the import any more."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    driver.set_progress_handler(lambda: int(progress.watch.cancelled()), OPERATIONS)
    try:
        yield
    except OperationalError:
        progress.check()  # the error is the interruption
        raise
    finally:
        driver.set_progress_handler(None, 0)
