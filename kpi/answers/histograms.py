"""Stored histograms of a period: of whole months, and of the days of months that a piece cuts."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection, and_, or_, select

from kpi.answers.pieces import Cut, stretches
from kpi.answers.rows import tuples
from kpi.rollup.blobs import Counts, Ints
from kpi.store.schema import metadata

DAILY = metadata.tables["daily_histogram"]
MONTHLY = metadata.tables["monthly_histogram"]


class Histograms(NamedTuple):
    """Stored histograms: of which channel and kind each is, the piece it lies in, and the entries, owned by them."""

    channel: Ints
    kind: Ints
    piece: Ints
    counts: Counts


def read_histograms(
    connection: Connection,
    cut: Cut,
    channels: Sequence[int],
    kinds: Sequence[int],
    by_day: Sequence[int] | None = None,
) -> Histograms:
    """The histograms of these kinds inside the period; of months that a piece cuts, those of `by_day` day by day."""
    month, day = MONTHLY.c.month, DAILY.c.day
    whole = select(MONTHLY.c.channel_id, month, MONTHLY.c.kind, MONTHLY.c.counts).where(
        MONTHLY.c.channel_id.in_(channels),
        month >= cut.period.start,
        month < cut.period.end,
        MONTHLY.c.kind.in_(kinds),
        month.not_in(sorted(cut.split_months)),
    )
    rows = list(tuples(connection, whole.order_by(MONTHLY.c.channel_id, month)))
    if cut.split_months:
        inside = [
            and_(day >= max(part.start, cut.period.start), day < min(part.end, cut.period.end))
            for part in stretches(cut.split_months)
        ]
        edges = select(DAILY.c.channel_id, day, DAILY.c.kind, DAILY.c.counts).where(
            DAILY.c.channel_id.in_(channels), or_(*inside), DAILY.c.kind.in_(by_day or kinds)
        )
        rows += tuples(connection, edges.order_by(DAILY.c.channel_id, day))
    channel, when, kind = (np.array([row[n] for row in rows], dtype=np.int64) for n in range(3))
    return Histograms(channel, kind, cut.sections(when) - 1, Counts.read([row[3] for row in rows]))
