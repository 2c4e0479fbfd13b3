"""The histograms of a year's months, of one channel and kind, in one piece of bytes.

An answer reads the months of years, and a row for each of them costs the driver more than what is in it. Eight bytes
an entry, in the order of month and key: the day of the month's first, the key, the count.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Table, delete, select

from kpi.periods import date_of
from kpi.rollup.blobs import Counts, Ints
from kpi.store.bulk import insert_rows

ENTRY: Final = np.dtype([("month", "<u2"), ("key", "<u2"), ("count", "<u4")])
MONTHS: Final = 2**16
"""More than the day of any month's first: a kind and a month are one number, kind × MONTHS + month."""


@dataclass(frozen=True)
class Entries:
    """The entries of several years' bytes, one after the other.

    A new histogram begins at each of `begins`, in the bytes of place `row` and of the month `month`.
    """

    begins: Ints
    sizes: Ints
    row: Ints
    month: Ints
    key: NDArray[np.uint16]
    count: NDArray[np.uint32]


def read(years: Sequence[bytes]) -> Entries:
    """What is stored of some channels, kinds and years."""
    entries = np.frombuffer(b"".join(years), dtype=ENTRY)
    month = entries["month"]
    ends = np.cumsum(np.fromiter(map(len, years), dtype=np.int64, count=len(years)) // ENTRY.itemsize)
    is_first = np.ones(len(entries), dtype=np.bool_)
    is_first[1:] = month[1:] != month[:-1]
    is_first[ends[:-1]] = True
    begins = np.flatnonzero(is_first).astype(np.int64)
    return Entries(
        begins,
        np.diff(begins, append=len(entries)),
        np.searchsorted(ends, begins, side="right").astype(np.int64),
        month[begins].astype(np.int64),
        entries["key"],
        entries["count"],
    )


def replace_months(
    connection: Connection, yearly: Table, channel_id: int, months: Iterable[int], counts: Counts
) -> None:
    """Put these counts, owned by kind × MONTHS + month, in the place of what is stored of a channel's months."""
    firsts = set(months)
    years = sorted({date_of(month).year for month in firsts})
    here = (yearly.c.channel_id == channel_id, yearly.c.year.in_(years))
    rows = connection.execute(select(yearly.c.kind, yearly.c.counts).where(*here)).fetchall()
    connection.execute(delete(yearly).where(*here))
    whole = _together(_others(rows, firsts), counts)
    written = ((channel_id, *row) for row in _years(whole))
    insert_rows(connection, yearly, ("channel_id", "kind", "year", "counts"), written)


def _others(rows: Sequence[Any], months: set[int]) -> Counts:
    """What is stored of other months than these."""
    stored = read([row.counts for row in rows])
    kinds = np.array([row.kind for row in rows], dtype=np.int64)
    owner = kinds[stored.row] * MONTHS + stored.month
    counts = Counts(
        np.repeat(owner, stored.sizes), stored.key.astype(np.int64), stored.count.astype(np.int64)
    )
    return counts.where(np.repeat(~np.isin(stored.month, list(months)), stored.sizes))


def _together(one: Counts, other: Counts) -> Counts:
    return Counts(
        np.concatenate([one.owner, other.owner]),
        np.concatenate([one.key, other.key]),
        np.concatenate([one.count, other.count]),
    ).added()


def _years(counts: Counts) -> Iterator[tuple[int, int, bytes]]:
    """Kind, year and bytes of counts in order."""
    if not len(counts.key):
        return
    kind, month = np.divmod(counts.owner, MONTHS)
    entries = np.empty(len(counts.key), dtype=ENTRY)
    entries["month"], entries["key"], entries["count"] = month, counts.key, counts.count
    year = month.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    starts = np.flatnonzero(np.concatenate([[True], (kind[1:] != kind[:-1]) | (year[1:] != year[:-1])]))
    for start, end in zip(starts.tolist(), [*starts.tolist(), len(entries)][1:], strict=True):
        yield int(kind[start]), int(year[start]), entries[start:end].tobytes()
