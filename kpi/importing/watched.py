"""A transaction that is watched: what it has written so far, and whether anybody still wants it.

It listens to the connection, so that the parts that save and count need not know who waits. A statement that
runs long is interrupted on SQLite; on PostgreSQL the end is noticed before the next statement.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from kpi.importing.watch import Phase, Progress
from kpi.rollup.progress import Tell
from kpi.rollup.touched import Touched

OPERATIONS: Final = 100_000
"""Of SQLite's machine, between two looks at whether the import is still wanted: some milliseconds."""

AT_MOST_EVERY: Final = 0.1
"""Seconds between two steps that are told."""


KEYED: Final = 3
"""Parts of saving a row, of which one is finding out its keys and the others are writing it."""


@contextmanager
def saving(connection: Connection, progress: Progress, rows: int, known: bool) -> Iterator[Tell]:
    """Tell how many of `rows` are saved while the block saves them, by what is handed to the database.

    With `known` the keys of all rows were found out before, and are no part of the work.

    Yields:
        Whom to tell of rows whose keys were found out: a third of the work, before any of them is handed over.
    """
    keyed = handed = told = 0.0

    def step() -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= AT_MOST_EVERY:
            told = now
            written = min(handed, rows)
            done = written if known else (min(keyed, rows) + written * (KEYED - 1)) / KEYED
            progress.step(Phase.SAVING, int(done), rows)
        else:
            progress.check()

    def found_out(more: float) -> None:
        nonlocal keyed
        keyed += more
        step()

    def before(
        _connection: Any, _cursor: Any, _text: str, parameters: Any, _context: Any, many: bool
    ) -> None:
        nonlocal handed
        handed += len(parameters) if many else 0
        step()

    def after(_connection: Any, cursor: Any, text: str, *_: Any) -> None:
        """COPY is no statement that anybody hears of; what it brought is inserted by one."""
        nonlocal handed
        if connection.dialect.name == "postgresql" and text.startswith("INSERT"):
            handed += max(cursor.rowcount, 0)
            step()

    progress.step(Phase.SAVING, 0, rows)
    with (
        _listening(connection, "before_cursor_execute", before),
        _listening(connection, "after_cursor_execute", after),
        _interruptible(connection, progress),
    ):
        yield found_out
    progress.step(Phase.SAVING, rows, rows)


@contextmanager
def counting(connection: Connection, progress: Progress, days: int) -> Iterator[Tell]:
    """Tell how many of `days` are counted, as the block says that counts them.

    Yields:
        Whom to tell of days that are counted.
    """
    done = 0.0

    def before(*_: Any) -> None:
        progress.check()

    def counted(more: float) -> None:
        nonlocal done
        done += more
        progress.step(Phase.COUNTING, int(done), days)

    progress.step(Phase.COUNTING, 0, days)
    with _listening(connection, "before_cursor_execute", before), _interruptible(connection, progress):
        yield counted
    progress.step(Phase.COUNTING, days, days)


def days(touched: Touched) -> int:
    """How many days of channels have to be counted again, as far as that is known before."""
    return len(touched.post_days | touched.total_days | touched.message_days | touched.visit_days)


@contextmanager
def _listening(connection: Connection, moment: str, listener: Any) -> Iterator[None]:
    event.listen(connection, moment, listener)
    try:
        yield
    finally:
        event.remove(connection, moment, listener)


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
    except (OperationalError, sqlite3.OperationalError):  # who fetches rows from the driver hears the driver
        progress.check()  # the error is the interruption
        raise
    finally:
        driver.set_progress_handler(None, 0)
