"""Histograms per channel and day: messages and turns by the hour, waits, and the days until visitors came back.

Kinds of `daily_histogram`, and what their keys are:

- `HOURS` + weekday (0 is Monday): what was written on such a day; the key is the hour of the clock × `PER_HOUR`
  + the bucket of the wait of a turn that was opened then and answered. In the place of a bucket stand `OPEN` for a
  turn without an answer, `LATE` for one that has been open for more than 24 hours at the channel's cut-off, and
  `INBOUND` for each inbound message, whether or not it opened a turn.
- `FIRST`, `BUSINESS`, `FIRST_BUSINESS`: answered turns; the key is the bucket of the wait, of first turns, in
  service hours, or both.
- `LIKERS`, `FIRST_VISITORS`: members of the day's cohort; the key is the number of days after which they came
  back first, 0 where they have not.

`monthly_histogram` has the same, added up, and `ALL`: the waits of all answered turns, whatever the hour.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    and_,
    case,
    delete,
    func,
    literal_column,
    select,
    union_all,
)

from kpi.rollup import scope as scopes
from kpi.rollup.blobs import Counts, Ints
from kpi.rollup.buckets import bucket, place_among
from kpi.rollup.clock import HOUR_ENDS, clocks, second_of_day
from kpi.rollup.messages import DAY, late
from kpi.rollup.scope import CHANNEL, narrowed
from kpi.rollup.sealed import add_sealed_histograms
from kpi.rollup.turns import MESSAGE
from kpi.store.bulk import insert_rows

ALL: Final = 1
FIRST: Final = 2
BUSINESS: Final = 3
FIRST_BUSINESS: Final = 4
LIKERS: Final = 5
FIRST_VISITORS: Final = 6
HOURS: Final = 10
WEEKDAYS: Final = 7

PER_HOUR: Final = 1_024
INBOUND: Final = PER_HOUR - 3
OPEN: Final = PER_HOUR - 2
LATE: Final = PER_HOUR - 1
LONGEST_GAP: Final = 2**16 - 1
AT_ONCE: Final = 20_000
KINDS: Final = 2**5
DAYS: Final = 2**20
EPOCH_WEEKDAY: Final = 3  # 1970-01-01 was a Thursday

OF_MESSAGES: Final = (FIRST, BUSINESS, FIRST_BUSINESS, *range(HOURS, HOURS + WEEKDAYS))
OF_VISITORS: Final = (LIKERS, FIRST_VISITORS)
RETURNS: Final = (
    (LIKERS, "like_day", "like_return_day"),
    (FIRST_VISITORS, "first_day", "first_return_day"),
)
"""Kind, and the columns of `visitor` with the day that it begins on and that of the first visit after."""


@dataclass(frozen=True)
class Counted:
    """Rows of a statement: for each (channel, day), kind and key a count."""

    channel: Ints
    day: Ints
    kind: Ints
    key: Ints
    count: Ints


def weekday(day: Ints) -> Ints:
    """0 is Monday."""
    return (day + EPOCH_WEEKDAY) % WEEKDAYS


def is_wait(place: Ints) -> NDArray[np.bool_]:
    """Whether what stands in the place of a bucket is one."""
    return place < INBOUND


def by_hour(turn: FromClause, clock: FromClause, scope: FromClause | None) -> Select[Any]:
    """Channel, day, hour, the place of a bucket (or OPEN, LATE, INBOUND), how many, of those first turns.

    A scope names days. Turns come one by one: few of an hour waited equally long, so that sorting them here to
    count them would cost more than it leaves away; they are added up where they are written.
    """
    return select(*union_all(_written(clock, scope), _opened(turn, clock, scope)).subquery("happened").c)


def _written(clock: FromClause, scope: FromClause | None) -> Select[Any]:
    """The inbound messages of each hour."""
    m = MESSAGE.c
    query = (
        select(m.channel_id, m.day, second_of_day(m.sent_at, clock).label("second"))
        .join(clock, and_(clock.c.channel_id == m.channel_id, clock.c.day == m.day))
        .where(m.outbound == 0)
    )
    written = narrowed(query, scope, m.channel_id, m.day).subquery("written")
    hour = place_among(HOUR_ENDS, "written.second").label("hour")
    placed = select(written.c.channel_id, written.c.day, hour).subquery("placed")
    keys = (placed.c.channel_id, placed.c.day, placed.c.hour)
    inbound: ColumnElement[int] = literal_column(str(INBOUND))
    none: ColumnElement[int] = literal_column("0")
    return select(*keys, inbound.label("place"), func.count().label("times"), none.label("first")).group_by(
        *keys
    )


def _opened(turn: FromClause, clock: FromClause, scope: FromClause | None) -> Select[Any]:
    """The turns."""
    t = turn.c
    query = (
        select(
            t.channel_id,
            t.day,
            second_of_day(t.opened_at, clock).label("second"),
            t.wait,
            case((late(turn, DAY), LATE), else_=OPEN).label("unanswered"),
            t.first_turn,
        )
        .join(CHANNEL, CHANNEL.c.id == t.channel_id)
        .join(clock, and_(clock.c.channel_id == t.channel_id, clock.c.day == t.day))
    )
    opened = narrowed(query, scope, t.channel_id, t.day).subquery("opened")
    o = opened.c
    place = case((o.wait.is_(None), o.unanswered), else_=bucket("opened.wait"))
    hour = place_among(HOUR_ENDS, "opened.second").label("hour")
    once: ColumnElement[int] = literal_column("1")
    return select(o.channel_id, o.day, hour, place.label("place"), once.label("times"), o.first_turn)


def business_waits(turn: FromClause, scope: FromClause | None) -> Select[Any]:
    """Channel, day, bucket of the wait in service hours, turns, first turns. A scope names days."""
    answered = narrowed(
        select(turn.c.channel_id, turn.c.day, turn.c.business_wait, turn.c.first_turn).where(
            turn.c.business_wait.is_not(None)
        ),
        scope,
        turn.c.channel_id,
        turn.c.day,
    ).subquery("answered")
    placed = select(
        answered.c.channel_id,
        answered.c.day,
        bucket("answered.business_wait").label("bucket"),
        answered.c.first_turn,
    ).subquery("placed")
    p = placed.c
    keys = (p.channel_id, p.day, p.bucket)
    return select(*keys, func.count(), func.sum(p.first_turn)).group_by(*keys)


def returns(visitor: FromClause, begins: str, returned: str, scope: FromClause | None) -> Select[Any]:
    """Channel, cohort day, days until the first visit after it (0 for none), visitors. A scope names days."""
    day, back = visitor.c[begins], visitor.c[returned]
    gap = func.coalesce(back - day, 0)
    query = (
        select(visitor.c.channel_id, day, gap, func.count())
        .where(day.is_not(None))
        .group_by(visitor.c.channel_id, day, gap)
    )
    return narrowed(query, scope, visitor.c.channel_id, day)


def roll_care(
    connection: Connection,
    turn: Table,
    histogram: Table,
    scope: FromClause | None,
    days: Iterable[tuple[int, int]],
) -> None:
    """Replace the histograms of messages and turns on the scope's days, each of which is also in `days`."""
    with clocks(connection, days) as clock:
        happened = _table(connection, by_hour(turn, clock, scope), 6)
    served = _table(connection, business_waits(turn, scope), 5)
    _clear(connection, histogram, OF_MESSAGES, scope)
    write(connection, histogram, [*counted_by_hour(happened), *counted_in_service(served)])
    add_sealed_histograms(connection, histogram, OF_MESSAGES, scope)


def roll_returns(connection: Connection, visitor: Table, histogram: Table, scope: FromClause | None) -> None:
    """Replace the histograms of likers and of first visitors on the scope's days."""
    counted = [
        counted_returns(kind, _table(connection, returns(visitor, begins, returned, scope), 4))
        for kind, begins, returned in RETURNS
    ]
    _clear(connection, histogram, OF_VISITORS, scope)
    write(connection, histogram, counted)
    add_sealed_histograms(connection, histogram, OF_VISITORS, scope)


def counted_by_hour(rows: Ints) -> list[Counted]:
    """The histograms that rows of `by_hour` make."""
    channel, day, hour, place, count, first = rows.T
    waited = is_wait(place)
    return [
        Counted(channel, day, HOURS + weekday(day), hour * PER_HOUR + place, count),
        Counted(*(each[waited] for each in (channel, day, np.full_like(day, FIRST), place, first))),
    ]


def counted_in_service(rows: Ints) -> list[Counted]:
    """The histograms that rows of `business_waits` make."""
    channel, day, place, turns, first = rows.T
    return [
        Counted(channel, day, np.full_like(day, BUSINESS), place, turns),
        Counted(channel, day, np.full_like(day, FIRST_BUSINESS), place, first),
    ]


def counted_returns(kind: int, rows: Ints) -> Counted:
    """The histograms of this kind that rows of `returns` make."""
    channel, day, gap, count = rows.T
    return Counted(channel, day, np.full_like(day, kind), np.minimum(gap, LONGEST_GAP), count)


def _table(connection: Connection, query: Select[Any], width: int) -> Ints:
    """The rows of a query of integers, some at a time: as objects they take six times the memory."""
    with connection.execute(query) as result:
        some = iter(lambda: result.cursor.fetchmany(AT_ONCE), [])
        parts = [np.array(rows, dtype=np.int64) for rows in some]
    return np.concatenate([np.empty((0, width), np.int64), *parts])


def _clear(connection: Connection, histogram: Table, kinds: Iterable[int], scope: FromClause | None) -> None:
    clear = delete(histogram).where(histogram.c.kind.in_(list(kinds)))
    if scope is not None:
        clear = clear.where(scopes.condition(scope, histogram.c.channel_id, histogram.c.day))
    connection.execute(clear)


def write(connection: Connection, histogram: Table, counted: list[Counted]) -> None:
    """Write histograms; none of their channel, day and kind is there yet."""
    place = np.concatenate([(each.channel * DAYS + each.day) * KINDS + each.kind for each in counted])
    owners, owner = np.unique(place, return_inverse=True)
    counts = Counts(
        owner.astype(np.int64),
        np.concatenate([each.key for each in counted]),
        np.concatenate([each.count for each in counted]),
    )
    keys = np.stack([owners // KINDS // DAYS, owners // KINDS % DAYS, owners % KINDS], axis=1).tolist()
    blobs = ((*keys[place], blob) for place, blob in counts.write().items())
    insert_rows(connection, histogram, ("channel_id", "day", "kind", "counts"), blobs)
