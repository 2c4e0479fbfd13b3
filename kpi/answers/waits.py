"""Percentiles of waiting times, for all cells at once, from histograms alone.

A wait is told from its bucket within 1 % (`kpi.rollup.buckets`), and so is what is interpolated between two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from kpi.answers.histograms import read_histograms
from kpi.answers.numbers import Numbers
from kpi.answers.pieces import Cut
from kpi.answers.scopes import Scope
from kpi.catalogue.kpis import Clock, Percentile
from kpi.rollup.blobs import Counts, Ints
from kpi.rollup.buckets import STAND_FOR
from kpi.rollup.histograms import ALL, BUSINESS, FIRST, FIRST_BUSINESS, HOURS, PER_HOUR, WEEKDAYS, is_wait

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
    by_day = [kind for kind in kinds if kind != ALL] + (list(BY_HOUR) if ALL in kinds else [])
    found = read_histograms(connection, cut, list(scope_of), kinds, by_day)
    scope = np.array([scope_of[channel] for channel in found.channel.tolist()], dtype=np.int64)
    owner = scope * len(cut.pieces) + found.piece
    return {one: _of_kind(found.counts, found.kind, KIND_OF[one]).of(owner).added() for one in waited}


def _of_kind(counts: Counts, kind: Ints, wanted: int) -> Counts:
    of_entry = kind[counts.owner]
    if wanted != ALL:
        return counts.where(of_entry == wanted)
    by_hour = of_entry >= HOURS
    key = np.where(by_hour, counts.key % PER_HOUR, counts.key)
    return Counts(counts.owner, key, counts.count).where((of_entry == ALL) | (by_hour & is_wait(key)))


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
