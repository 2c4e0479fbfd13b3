"""Stored histograms of a period: of whole months, and of the days of months that a piece cuts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from sqlalchemy import Connection, and_, bindparam, or_, select

from kpi.answers.pieces import Cut, stretches
from kpi.answers.rows import tuples
from kpi.rollup.blobs import Counts, Ints
from kpi.store.schema import metadata

DAILY = metadata.tables["daily_histogram"]
MONTHLY = metadata.tables["monthly_histogram"]
_MONTHS: Final = select(MONTHLY.c.channel_id, MONTHLY.c.month, MONTHLY.c.kind, MONTHLY.c.counts).where(
    MONTHLY.c.channel_id.in_(bindparam("channels", expanding=True)),
    MONTHLY.c.kind.in_(bindparam("kinds", expanding=True)),
    MONTHLY.c.month >= bindparam("start"),
    MONTHLY.c.month < bindparam("end"),
)


@dataclass(frozen=True)
class Histograms:
    """Stored histograms: of which channel and kind each is, its first day, and the piece that it lies in."""

    channel: Ints
    kind: Ints
    start: Ints
    piece: Ints
    blobs: Sequence[bytes]

    @cached_property
    def counts(self) -> Counts:
        """The entries, owned by the place of their histogram."""
        return Counts.read(self.blobs)

    def of_kinds(self, wanted: Sequence[int]) -> "Histograms":
        places = np.flatnonzero(np.isin(self.kind, list(wanted)))
        return Histograms(
            self.channel[places],
            self.kind[places],
            self.start[places],
            self.piece[places],
            [self.blobs[place] for place in places.tolist()],
        )


_NONE: Final = np.zeros(0, dtype=np.int64)
NOTHING: Final = Histograms(_NONE, _NONE, _NONE, _NONE, ())


def read_histograms(
    connection: Connection,
    cut: Cut,
    channels: Sequence[int],
    kinds: Sequence[int],
    by_day: Sequence[int] | None = None,
) -> Histograms:
    """The histograms of these kinds inside the period; of months that a piece cuts, those of `by_day` day by day."""
    values = {"channels": channels, "kinds": kinds, "start": cut.period.start, "end": cut.period.end}
    split = cut.split_months
    rows = tuples(connection, _MONTHS, **values)
    if split:
        whole = (row for row in rows if row[1] not in split)
        rows = [*whole, *_days(connection, cut, channels, by_day or kinds)]
    channel, when, kind, blobs = zip(*rows, strict=True) if rows else ((),) * 4
    start = np.array(when, dtype=np.int64)
    return Histograms(
        np.array(channel, dtype=np.int64),
        np.array(kind, dtype=np.int64),
        start,
        cut.sections(start) - 1,
        blobs,
    )


def _days(
    connection: Connection, cut: Cut, channels: Sequence[int], kinds: Sequence[int]
) -> Sequence[tuple[int, int, int, bytes]]:
    day = DAILY.c.day
    inside = [
        and_(day >= max(part.start, cut.period.start), day < min(part.end, cut.period.end))
        for part in stretches(cut.split_months)
    ]
    query = select(DAILY.c.channel_id, day, DAILY.c.kind, DAILY.c.counts).where(
        DAILY.c.channel_id.in_(channels), or_(*inside), DAILY.c.kind.in_(kinds)
    )
    return tuples(connection, query)
