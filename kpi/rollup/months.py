"""Calendar months from days: a range of years is then as cheap to read as a range of days.

This is the last step of a roll-up, on the store's own tables, whichever engine counted the days. A month that
is touched is added up anew from its days.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import fsum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    delete,
    literal_column,
    select,
)

from kpi.catalogue.measures import MEASURES, Kind
from kpi.periods import Grain, next_start, start_of
from kpi.rollup import known_days, month_numbers, years
from kpi.rollup import scope as scopes
from kpi.rollup.blobs import Counts, Ints
from kpi.rollup.histograms import ALL, HOURS, PER_HOUR, is_wait
from kpi.rollup.month_numbers import FIRST_OF, INSTANTS, NAMES, UNKNOWN
from kpi.rollup.years import MONTHS
from kpi.store.bulk import insert_rows

STOCKS: Final = frozenset(key for key, measure in MEASURES.items() if measure.kind is Kind.STOCK)
COLUMNS: Final = (*MEASURES, *INSTANTS)
RATE: Final = ("engagements_with_followers", "followers_of_posts")
MONTH_COLUMNS: Final = ("channel_id", "month", "numbers", "follower_rates", "known_days")

Pairs = Iterable[tuple[int, int]]


def numbers_of(names: Sequence[str]) -> ColumnElement[int]:
    """The named columns, UNKNOWN where they are missing, as one piece of text.

    Some 80 expressions for a statement take SQLAlchemy longer to walk through than a database to answer.
    """
    return literal_column(", ".join(f"coalesce({name}, {UNKNOWN})" for name in names))


def months_of(days: Pairs) -> set[tuple[int, int]]:
    """The (channel, first of the month) of each (channel, day)."""
    first = {day: start_of(day, Grain.MONTH) for day in {day for _, day in days}}
    return {(channel, first[day]) for channel, day in days}


def month_starts(days: Ints) -> Ints:
    """The first of the month that each day lies in."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


def month_ends(firsts: Ints) -> Ints:
    """The first of the month after each month."""
    months = firsts.astype("datetime64[D]").astype("datetime64[M]") + 1
    return months.astype("datetime64[D]").astype(np.int64)


def roll_months(connection: Connection, daily: Table, monthly: Table, months: Pairs) -> None:
    """Add up the days of each (channel, first of the month) anew."""
    for scope in _scopes(connection, months):
        query = select(daily.c.channel_id, daily.c.day, numbers_of(COLUMNS))
        days = _rows(connection, _of(query, daily, scope), 2 + len(COLUMNS))
        insert_rows(connection, monthly, MONTH_COLUMNS, _added_up(days))


def roll_month_histograms(connection: Connection, daily: Table, yearly: Table, months: Pairs) -> None:
    """Add up the histograms of the days of each (channel, first of the month) anew."""
    for channel_id, firsts in _by_channel(months).items():
        query = select(daily.c.day, daily.c.kind, daily.c.counts).where(daily.c.channel_id == channel_id)
        with scopes.keys(connection, _days_of(channel_id, firsts)) as scope:
            rows = connection.execute(_of(query, daily, scope)).fetchall()
        years.replace_months(connection, yearly, channel_id, firsts, _merged(rows))


def clear_months(connection: Connection, monthly: Table, months: Pairs) -> None:
    """Remove the measures that are stored of each (channel, first of the month)."""
    with scopes.keys(connection, months) as scope:
        here = scopes.condition(scope, monthly.c.channel_id, monthly.c.month)
        connection.execute(delete(monthly).where(here))


def _scopes(connection: Connection, months: Pairs) -> Iterator[FromClause]:
    """The days of the months, a channel at a time: what is in memory at once is then a channel's, not a store's."""
    for channel_id, firsts in _by_channel(months).items():
        with scopes.keys(connection, _days_of(channel_id, firsts)) as scope:
            yield scope


def _by_channel(months: Pairs) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for channel_id, month in sorted(months):
        found.setdefault(channel_id, []).append(month)
    return found


def _days_of(channel_id: int, firsts: Sequence[int]) -> Pairs:
    return ((channel_id, day) for month in firsts for day in range(month, next_start(month, Grain.MONTH)))


def _of(query: Select[Any], daily: Table, scope: FromClause) -> Select[Any]:
    here = scopes.condition(scope, daily.c.channel_id, daily.c.day)
    return query.where(here).order_by(daily.c.channel_id, daily.c.day)


def _rows(connection: Connection, query: Select[Any], width: int) -> Ints:
    with connection.execute(query) as result:
        return np.array(result.cursor.fetchall(), dtype=np.int64).reshape(-1, width)


def _added_up(days: Ints) -> Iterator[tuple[Any, ...]]:
    """A row of MONTH_COLUMNS for each channel and month of `days`: channel, day and COLUMNS, in their order."""
    if not len(days):
        return
    firsts = month_starts(days[:, 1])
    starts = run_starts(days[:, 0], firsts)
    numbers = days[:, [2 + COLUMNS.index(FIRST_OF.get(name, name)) for name in NAMES]]
    sums = added_up(numbers, starts, NAMES)
    bits = np.left_shift(np.uint32(1), (days[:, 1] - firsts).astype(np.uint32))
    known = np.where(numbers[:, : len(MEASURES)] != UNKNOWN, bits[:, None], np.uint32(0))
    masks = np.bitwise_or.reduceat(known, starts, axis=0)
    rates = _rates(numbers, starts)
    for place, start in enumerate(starts.tolist()):
        yield (
            int(days[start, 0]),
            int(firsts[start]),
            month_numbers.write(sums[place]),
            rates[place],
            known_days.write(masks[place]),
        )


def run_starts(one: Ints, other: Ints) -> Ints:
    """Where a new pair begins, in two arrays of one length in which equal pairs stand together."""
    changed = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
    return np.flatnonzero(np.concatenate([[True], changed])).astype(np.int64)


def added_up(numbers: Ints, starts: Ints, columns: Sequence[str]) -> Ints:
    """Groups of rows together: flows added, stocks the last known, instants the earliest; UNKNOWN where none is.

    `numbers` has a column for each of `columns`, and its rows are in the order of time within each group, which
    begin at `starts`.
    """
    known = numbers != UNKNOWN
    found = np.add.reduceat(np.where(known, numbers, 0), starts, axis=0)
    found[~np.logical_or.reduceat(known, starts, axis=0)] = UNKNOWN
    for place, name in enumerate(columns):
        if name in STOCKS:
            found[:, place] = _last_known(numbers[:, place], starts)
        elif name in FIRST_OF:
            found[:, place] = _first_known(numbers[:, place], starts)
        elif name in INSTANTS:
            found[:, place] = _earliest(numbers[:, place], starts)
    return found


def _last_known(numbers: Ints, starts: Ints) -> Ints:
    places = np.where(numbers != UNKNOWN, np.arange(len(numbers)), -1)
    last = np.maximum.reduceat(places, starts)
    return np.where(last >= 0, numbers[last], UNKNOWN)


def _first_known(numbers: Ints, starts: Ints) -> Ints:
    nowhere = len(numbers)
    places = np.where(numbers != UNKNOWN, np.arange(nowhere), nowhere)
    first = np.minimum.reduceat(places, starts)
    return np.where(first < nowhere, numbers[np.minimum(first, nowhere - 1)], UNKNOWN)


def _earliest(numbers: Ints, starts: Ints) -> Ints:
    never = np.iinfo(np.int64).max
    earliest = np.minimum.reduceat(np.where(numbers != UNKNOWN, numbers, never), starts)
    return np.where(earliest == never, UNKNOWN, earliest)


def rates_by_followers(numbers: Ints, columns: Sequence[str]) -> NDArray[np.float64]:
    """Each row's engagements ÷ followers; not a number where there are no followers to divide by."""
    engagements, followers = (numbers[:, columns.index(name)] for name in RATE)
    usable = (followers > 0) & (engagements != UNKNOWN)
    rates: NDArray[np.float64] = np.full(len(numbers), np.nan)
    np.divide(engagements, followers, out=rates, where=usable)
    return rates


def _rates(numbers: Ints, starts: Ints) -> list[float | None]:
    """The sum of each group's rates, rounded once: the order of the days does not change it."""
    groups = np.split(rates_by_followers(numbers, NAMES), starts[1:])
    known = [group[~np.isnan(group)].tolist() for group in groups]
    return [fsum(group) if group else None for group in known]


def _merged(rows: Sequence[Any]) -> Counts:
    """The histograms of some days (day, kind and bytes), added up by `kind × MONTHS + month`, and ALL of them."""
    month = month_starts(np.array([row[0] for row in rows], dtype=np.int64))
    kind = np.array([row[1] for row in rows], dtype=np.int64)
    counts = Counts.read([row[2] for row in rows])
    by_hour = (kind >= HOURS)[counts.owner] & is_wait(counts.key % PER_HOUR)
    waits = counts.where(by_hour)
    everything = Counts(
        np.concatenate([(kind * MONTHS + month)[counts.owner], ALL * MONTHS + month[waits.owner]]),
        np.concatenate([counts.key, waits.key % PER_HOUR]),
        np.concatenate([counts.count, waits.count]),
    )
    return everything.where(everything.count > 0).added()
