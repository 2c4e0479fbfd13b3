"""The clock on the wall: which hour of its day a message was written in.

SQL here has no dates, so each touched day brings its midnight along, in a table for the length of the statement:
one row per channel and day, with a second midnight where the clocks change on it.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, FromClause, Integer, case, select

from kpi.periods import SECONDS_IN_DAY, midnight
from kpi.rollup.scope import CHANNEL
from kpi.store.bulk import temporary, temporary_table
from kpi.store.institutions import INSTITUTION, timezone_named

Pairs = Iterable[tuple[int, int]]
CLOCK: Final = temporary_table(
    "local_clock",
    Column("channel_id", Integer, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("zero_before", BigInteger),
    Column("changes_at", BigInteger),
    Column("zero_after", BigInteger),
)
DAYS_KEPT: Final = 2**14
HOUR_ENDS: Final = tuple(hour * 3_600 - 1 for hour in range(1, 25))
"""The last second of each hour of the clock; what lies beyond belongs to the last hour."""


@contextmanager
def clocks(connection: Connection, days: Pairs) -> Iterator[FromClause]:
    """The clock of each (channel, day), for the length of the block."""
    with temporary(connection, CLOCK, clock_rows(connection, days)) as clock:
        yield clock


def clock_rows(connection: Connection, days: Pairs) -> Iterator[tuple[int, ...]]:
    """The rows of CLOCK for each (channel, day); a channel that is gone has none."""
    timezone = select(CHANNEL.c.id, INSTITUTION.c.timezone).join_from(CHANNEL, INSTITUTION)
    zones = {channel: timezone_named(name) for channel, name in connection.execute(timezone)}
    return ((channel, day, *_zeros(day, zones[channel])) for channel, day in days if channel in zones)


def second_of_day(instant: ColumnElement[int], clock: FromClause) -> ColumnElement[int]:
    """What the clock shows at an instant of its day, in seconds since it showed midnight."""
    return instant - case((instant < clock.c.changes_at, clock.c.zero_before), else_=clock.c.zero_after)


@lru_cache(DAYS_KEPT)
def _zeros(day: int, timezone: ZoneInfo) -> tuple[int, int, int]:
    """The instant at which a clock with the day's first offset shows 0:00, when that changes, and the one from then on.

    On a day without a change the instant in the middle is the day's begin.
    """
    parts = steady(midnight(day, timezone), midnight(day + 1, timezone), timezone)
    zero = day * SECONDS_IN_DAY
    return zero - parts[0][2], parts[-1][0], zero - parts[-1][2]


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
