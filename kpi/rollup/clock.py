"""The clock on the wall: which hour of its day a turn was opened in.

SQL here has no dates, so each touched day brings its offset from UTC along, in a table for the length of the
statement: one row per institution and day, and one instant where the clocks change on it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, FromClause, Integer, case, select

from kpi.periods import SECONDS_IN_DAY, midnight
from kpi.rollup.scope import CHANNEL
from kpi.store.bulk import temporary, temporary_table
from kpi.store.schema import metadata

INSTITUTION: Final = metadata.tables["institution"]
CLOCK: Final = temporary_table(
    "local_clock",
    Column("institution_id", Integer, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("offset_before", Integer),
    Column("changes_at", BigInteger),
    Column("offset_after", Integer),
)
HOUR_ENDS: Final = tuple(hour * 3_600 - 1 for hour in range(1, 25))
"""The last second of each hour of the clock; what lies beyond belongs to the last hour."""


@contextmanager
def clocks(connection: Connection, days: Iterable[tuple[int, int]]) -> Iterator[FromClause]:
    """The clock of each (institution, day), for the length of the block."""
    with temporary(connection, CLOCK, clock_rows(connection, days)) as clock:
        yield clock


def clock_rows(connection: Connection, days: Iterable[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """The rows of CLOCK for each (institution, day)."""
    zones = {
        number: ZoneInfo(name)
        for number, name in connection.execute(select(INSTITUTION.c.id, INSTITUTION.c.timezone))
    }
    return ((institution, day, *offsets(day, zones[institution])) for institution, day in days)


def institutions_of(connection: Connection) -> dict[int, int]:
    """The institution of each channel."""
    rows = connection.execute(select(CHANNEL.c.id, CHANNEL.c.institution_id))
    return {row[0]: row[1] for row in rows}


def second_of_day(
    instant: ColumnElement[int], day: ColumnElement[int], clock: FromClause
) -> ColumnElement[int]:
    """What the clock shows at an instant of the day, in seconds since it showed midnight."""
    offset = case((instant < clock.c.changes_at, clock.c.offset_before), else_=clock.c.offset_after)
    return instant + offset - day * SECONDS_IN_DAY


def offsets(day: int, timezone: ZoneInfo) -> tuple[int, int, int]:
    """Seconds ahead of UTC as the day begins, the instant at which that changes, and seconds ahead from then on.

    On a day without a change the instant is the day's begin.
    """
    parts = steady(midnight(day, timezone), midnight(day + 1, timezone), timezone)
    return parts[0][2], parts[-1][0], parts[-1][2]


def steady(begin: int, end: int, timezone: ZoneInfo) -> list[tuple[int, int, int]]:
    """A day in parts with one offset from UTC each: from, until, offset. Clocks change at most once a day."""
    offset = _offset(begin, timezone)
    if end - begin == SECONDS_IN_DAY or _offset(end - 1, timezone) == offset:
        return [(begin, end, offset)]
    change, after = begin, end - 1
    while after - change > 1:
        middle = (change + after) // 2
        change, after = (middle, after) if _offset(middle, timezone) == offset else (change, middle)
    return [(begin, after, offset), (after, end, _offset(after, timezone))]


def _offset(instant: int, timezone: ZoneInfo) -> int:
    when = datetime.fromtimestamp(instant, UTC)
    return int((when.astimezone(timezone).replace(tzinfo=UTC) - when).total_seconds())
