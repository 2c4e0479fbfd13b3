"""Stored histograms of a period: of whole months, and of the days of months that a piece cuts."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, bindparam, or_, select

from kpi.answers.pieces import Cut, stretches
from kpi.answers.rows import tuples
from kpi.rollup import years
from kpi.rollup.blobs import Counts, Ints
from kpi.store.schema import metadata

DAILY = metadata.tables["daily_histogram"]
YEARLY = metadata.tables["yearly_histogram"]
_YEARS: Final = select(YEARLY.c.channel_id, YEARLY.c.kind, YEARLY.c.counts).where(
    YEARLY.c.channel_id.in_(bindparam("channels", expanding=True)),
    YEARLY.c.kind.in_(bindparam("kinds", expanding=True)),
    YEARLY.c.year >= bindparam("first"),
    YEARLY.c.year <= bindparam("last"),
)


@dataclass(frozen=True)
class Histograms:
    """Stored histograms: of which channel and kind each is, its first day, and the piece that it lies in.

    Its entries are `sizes` of `key` and `count`, from `begins` on.
    """

    channel: Ints
    kind: Ints
    start: Ints
    piece: Ints
    begins: Ints
    sizes: Ints
    key: NDArray[np.integer]
    count: NDArray[np.integer]

    @cached_property
    def counts(self) -> Counts:
        """All entries, owned by the place of their histogram."""
        every = np.arange(len(self.sizes))
        return self._entries(every, every)

    def owned(self, places: Ints, owners: Ints) -> Counts:
        """The entries of the histograms at these places, each owned by `owners` beside its place, `added`."""
        order = np.argsort(owners, kind="stable")
        in_order = owners[order]
        found = self._entries(places[order], in_order)
        if np.all(in_order[1:] > in_order[:-1]):  # each has one: its entries are in order, each key once
            return found
        return found.added()

    def _entries(self, places: Ints, owners: Ints) -> Counts:
        begins, sizes = self.begins[places], self.sizes[places]
        ends = np.cumsum(sizes)
        entries = np.repeat(begins - ends + sizes, sizes) + np.arange(sizes.sum())
        return Counts(
            np.repeat(owners, sizes),
            self.key[entries].astype(np.int64),
            self.count[entries].astype(np.int64),
        )


_NONE: Final = np.zeros(0, dtype=np.int64)
NOTHING: Final = Histograms(*[_NONE] * 8)


def read_histograms(
    connection: Connection,
    cut: Cut,
    channels: Sequence[int],
    kinds: Sequence[int],
    by_day: Sequence[int] | None = None,
) -> Histograms:
    """The histograms of these kinds inside the period; of months that a piece cuts, those of `by_day` day by day."""
    months = _months(connection, cut, channels, kinds)
    if not cut.split_months:
        return months
    return _together(months, _days(connection, cut, channels, by_day or kinds))


def _months(connection: Connection, cut: Cut, channels: Sequence[int], kinds: Sequence[int]) -> Histograms:
    """Those of the months that no piece cuts."""
    period = cut.period
    values = {"channels": channels, "kinds": kinds, "first": period.first.year, "last": period.last.year}
    rows = tuples(connection, _YEARS, **values)
    channel, kind, blobs = zip(*rows, strict=True) if rows else ((),) * 3
    found = years.read(blobs)
    inside = (found.month >= period.start) & (found.month < period.end)
    if cut.split_months:
        inside &= ~np.isin(found.month, list(cut.split_months))
    start, row = found.month[inside], found.row[inside]
    return Histograms(
        np.array(channel, dtype=np.int64)[row],
        np.array(kind, dtype=np.int64)[row],
        start,
        cut.sections(start) - 1,
        found.begins[inside],
        found.sizes[inside],
        found.key,
        found.count,
    )


def _together(one: Histograms, other: Histograms) -> Histograms:
    """Both, one behind the other."""
    pairs = [(getattr(one, field.name), getattr(other, field.name)) for field in fields(Histograms)]
    channel, kind, start, piece, begins, sizes, key, count = pairs
    begins = (begins[0], begins[1] + len(one.key))
    return Histograms(*map(np.concatenate, (channel, kind, start, piece, begins, sizes, key, count)))


def _days(connection: Connection, cut: Cut, channels: Sequence[int], kinds: Sequence[int]) -> Histograms:
    """Those of the days of the months that a piece cuts."""
    day = DAILY.c.day
    inside = [
        and_(day >= max(part.start, cut.period.start), day < min(part.end, cut.period.end))
        for part in stretches(cut.split_months)
    ]
    query = select(DAILY.c.channel_id, day, DAILY.c.kind, DAILY.c.counts).where(
        DAILY.c.channel_id.in_(channels), or_(*inside), DAILY.c.kind.in_(kinds)
    )
    rows = tuples(connection, query)
    channel, when, kind, blobs = zip(*rows, strict=True) if rows else ((),) * 4
    counts = Counts.read(blobs)
    start = np.array(when, dtype=np.int64)
    sizes = np.bincount(counts.owner, minlength=len(rows))
    return Histograms(
        np.array(channel, dtype=np.int64),
        np.array(kind, dtype=np.int64),
        start,
        cut.sections(start) - 1,
        np.cumsum(sizes) - sizes,
        sizes,
        counts.key,
        counts.count,
    )
