"""Percentiles of waiting times, for all cells at once, from histograms alone.

A wait is told from its bucket within 1 % (`kpi.rollup.buckets`), and so is what is interpolated between two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, and_, or_, select

from kpi.answers.numbers import Numbers
from kpi.answers.pieces import Cut, stretches
from kpi.answers.scopes import Scope
from kpi.catalogue.kpis import Clock, Percentile
from kpi.rollup.blobs import Counts, Ints
from kpi.rollup.buckets import STAND_FOR
from kpi.rollup.histograms import ALL, BUSINESS, FIRST, FIRST_BUSINESS, HOURS, OPEN, PER_HOUR, WEEKDAYS
from kpi.store.schema import metadata

DAILY: Final = metadata.tables["daily_histogram"]
MONTHLY: Final = metadata.tables["monthly_histogram"]
PER: Final = 100  # shares are counted in hundredths, so that a place in the order is an exact integer

Waited = tuple[bool, Clock]  # first turns only, or all; on which clock
KIND_OF: Final[Mapping[Waited, int]] = {
    (False, Clock.CALENDAR): ALL,
    (True, Clock.CALENDAR): FIRST,
    (False, Clock.BUSINESS): BUSINESS,
    (True, Clock.BUSINESS): FIRST_BUSINESS,
}
BY_HOUR: Final = range(HOURS, HOURS + WEEKDAYS)


@dataclass(frozen=True)
class Waits:
    """Answered turns of each cell: how many, and the percentiles of their waits in seconds, by share."""

    turns: Numbers
    percentiles: Mapping[float, Numbers]


def read_waits(
    connection: Connection, cut: Cut, scopes: Sequence[Scope], percentiles: Iterable[Percentile]
) -> dict[Waited, Waits]:
    """The asked percentiles of the answered turns opened in each cell, by what was waited for and on which clock."""
    shares: dict[Waited, set[float]] = {}
    for one in percentiles:
        shares.setdefault((one.first, one.clock), set()).add(one.share)
    shape = (len(scopes), len(cut.pieces))
    found = {}
    for waited, counts in read_counts(connection, cut, scopes, list(shares)).items():
        turns = totals(counts, shape[0] * shape[1])
        known = (turns > 0).reshape(shape)
        found[waited] = Waits(
            Numbers(turns.reshape(shape), known),
            {
                share: Numbers(percentile(counts, turns, share).reshape(shape), known)
                for share in shares[waited]
            },
        )
    return found


def read_counts(
    connection: Connection, cut: Cut, scopes: Sequence[Scope], waited: Sequence[Waited]
) -> dict[Waited, Counts]:
    """Histograms of the waits in each cell: owned by scope × pieces + piece, by bucket, in order."""
    scope_of = {place.id: number for number, scope in enumerate(scopes) for place in scope.places}
    kinds = [KIND_OF[one] for one in waited]
    rows = connection.execute(_months(cut, list(scope_of), kinds)).fetchall()
    if cut.split_months:
        by_day = [kind for kind in kinds if kind != ALL] + (list(BY_HOUR) if ALL in kinds else [])
        rows = [*rows, *connection.execute(_days(cut, list(scope_of), by_day)).fetchall()]
    if not rows:
        nothing = np.zeros(0, dtype=np.int64)
        return dict.fromkeys(waited, Counts(nothing, nothing, nothing))
    scope = np.array([scope_of[row[0]] for row in rows], dtype=np.int64)
    piece = cut.sections(np.array([row[1] for row in rows], dtype=np.int64)) - 1
    kind = np.array([row[2] for row in rows], dtype=np.int64)
    counts = Counts.read([row[3] for row in rows]).of(np.arange(len(rows)))
    return {
        one: _of_kind(counts, kind, KIND_OF[one]).of(scope * len(cut.pieces) + piece).added()
        for one in waited
    }


def _of_kind(counts: Counts, kind: Ints, wanted: int) -> Counts:
    of_entry = kind[counts.owner]
    if wanted != ALL:
        return counts.where(of_entry == wanted)
    by_hour = of_entry >= HOURS
    key = np.where(by_hour, counts.key % PER_HOUR, counts.key)
    return Counts(counts.owner, key, counts.count).where((of_entry == ALL) | (by_hour & (key != OPEN)))


def _months(cut: Cut, channels: Sequence[int], kinds: Sequence[int]) -> Select[Any]:
    month = MONTHLY.c.month
    query = select(MONTHLY.c.channel_id, month, MONTHLY.c.kind, MONTHLY.c.counts).where(
        MONTHLY.c.channel_id.in_(channels),
        month >= cut.period.start,
        month < cut.period.end,
        MONTHLY.c.kind.in_(kinds),
        month.not_in(sorted(cut.split_months)),
    )
    return query.order_by(MONTHLY.c.channel_id, month)


def _days(cut: Cut, channels: Sequence[int], kinds: Sequence[int]) -> Select[Any]:
    day = DAILY.c.day
    inside = [
        and_(day >= max(part.start, cut.period.start), day < min(part.end, cut.period.end))
        for part in stretches(cut.split_months)
    ]
    query = select(DAILY.c.channel_id, day, DAILY.c.kind, DAILY.c.counts).where(
        DAILY.c.channel_id.in_(channels), or_(*inside), DAILY.c.kind.in_(kinds)
    )
    return query.order_by(DAILY.c.channel_id, day)


def totals(counts: Counts, owners: int) -> Ints:
    """The number of waits of each owner."""
    return np.bincount(counts.owner, weights=counts.count, minlength=owners).astype(np.int64)


def percentile(counts: Counts, turns: Ints, share: float) -> NDArray[np.float64]:
    """The share quantile of each owner's waits, seconds; `share` is a whole number of hundredths.

    Interpolated linearly as numpy does: the share p of n sorted waits lies at place p × (n - 1), counted from 0.
    `counts` are in order, `turns` their totals; an owner without any gets 0.
    """
    upto = np.cumsum(counts.count)
    before = np.cumsum(turns) - turns
    below, rest = np.divmod(np.maximum(turns - 1, 0) * round(share * PER), PER)
    low = _wait_at(counts, upto, before + below)
    high = _wait_at(counts, upto, before + below + (rest > 0))
    return np.where(turns > 0, low + (high - low) * rest / PER, 0.0)


def _wait_at(counts: Counts, upto: Ints, place: Ints) -> NDArray[np.float64]:
    """What the bucket of the wait at each place, counted over all owners, stands for."""
    if not len(upto):
        return np.zeros(len(place))
    entry = np.minimum(np.searchsorted(upto, place, side="right"), len(upto) - 1)
    waits: NDArray[np.float64] = STAND_FOR[counts.key[entry]]
    return waits
