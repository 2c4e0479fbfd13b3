"""Percentiles of waiting times, for all cells at once, from histograms alone.

A wait is told from its bucket within 1 % (`kpi.rollup.buckets`), and so is what is interpolated between two.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from kpi.answers.histograms import NOTHING, Histograms, read_histograms
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


def waits_of(
    stored: Histograms, cut: Cut, scopes: Sequence[Scope], asked: Iterable[Percentile]
) -> dict[Waited, Waits]:
    """The asked percentiles of the answered turns opened in each cell, by what was waited for and on which clock."""
    shares: dict[Waited, set[float]] = {}
    for one in asked:
        shares.setdefault((one.first, one.clock), set()).add(one.share)
    shape = (len(scopes), len(cut.pieces))
    found = {}
    for waited, wanted in shares.items():
        counts = counts_of(stored, cut, scopes, waited)
        turns = totals(counts, shape[0] * shape[1])
        known = (turns > 0).reshape(shape)
        quantiles = percentiles(counts, turns, wanted)
        found[waited] = Waits(
            Numbers(turns.reshape(shape), known),
            {share: Numbers(row.reshape(shape), known) for share, row in zip(wanted, quantiles, strict=True)},
        )
    return found


def read_stored(
    connection: Connection, cut: Cut, scopes: Sequence[Scope], waited: Iterable[Waited]
) -> Histograms:
    """The histograms that `counts_of` needs for these, of the channels of all scopes."""
    kinds = [KIND_OF[one] for one in waited]
    if not kinds:
        return NOTHING
    by_day = [kind for kind in kinds if kind != ALL] + (list(BY_HOUR) if ALL in kinds else [])
    return read_histograms(
        connection, cut, [place.id for one in scopes for place in one.places], kinds, by_day
    )


def read_counts(
    connection: Connection, cut: Cut, scopes: Sequence[Scope], waited: Sequence[Waited]
) -> dict[Waited, Counts]:
    """`counts_of` each of these, read at once."""
    stored = read_stored(connection, cut, scopes, waited)
    return {one: counts_of(stored, cut, scopes, one) for one in waited}


def counts_of(stored: Histograms, cut: Cut, scopes: Sequence[Scope], waited: Waited) -> Counts:
    """Histograms of the waits in each cell: owned by scope × pieces + piece, by bucket, in order.

    `cut` may be finer than the one that `stored` was read for, if it cuts no more months.
    """
    wanted = KIND_OF[waited]
    cells = _cells(stored, cut, scopes)
    months = np.flatnonzero(stored.kind == wanted)
    whole = stored.owned(months, cells[months])
    by_hour = stored.kind >= HOURS
    if wanted != ALL or not by_hour.any():
        return whole
    hours = stored.counts.where(by_hour[stored.counts.owner])
    hours = Counts(hours.owner, hours.key % PER_HOUR, hours.count)
    days = hours.where(is_wait(hours.key)).of(cells)
    both = (np.concatenate(pair) for pair in zip(_arrays(whole), _arrays(days), strict=True))
    return Counts(*both).added()


def _arrays(counts: Counts) -> tuple[Ints, Ints, Ints]:
    return counts.owner, counts.key, counts.count


def _cells(stored: Histograms, cut: Cut, scopes: Sequence[Scope]) -> Ints:
    """The cell of each histogram."""
    scope_of = np.zeros(
        max((place.id for one in scopes for place in one.places), default=0) + 1, dtype=np.int64
    )
    for number, scope in enumerate(scopes):
        for place in scope.places:
            scope_of[place.id] = number
    cells: Ints = scope_of[stored.channel] * len(cut.pieces) + cut.sections(stored.start) - 1
    return cells


def totals(counts: Counts, owners: int) -> Ints:
    """The number of waits of each owner."""
    return np.bincount(counts.owner, weights=counts.count, minlength=owners).astype(np.int64)


def percentiles(counts: Counts, turns: Ints, shares: Iterable[float]) -> list[NDArray[np.float64]]:
    """The quantiles of each owner's waits, seconds, a row per share; a share is a whole number of hundredths.

    Interpolated linearly as numpy does: the share p of n sorted waits lies at place p × (n - 1), counted from 0.
    `counts` are in order, `turns` their totals; an owner without any gets 0.
    """
    upto = np.cumsum(counts.count)
    before = np.cumsum(turns) - turns
    found = []
    for share in shares:
        below, rest = np.divmod(np.maximum(turns - 1, 0) * round(share * PER), PER)
        low = _wait_at(counts, upto, before + below)
        high = _wait_at(counts, upto, before + below + (rest > 0))
        found.append(np.where(turns > 0, low + (high - low) * rest / PER, 0.0))
    return found


def _wait_at(counts: Counts, upto: Ints, place: Ints) -> NDArray[np.float64]:
    """What the bucket of the wait at each place, counted over all owners, stands for."""
    if not len(upto):
        return np.zeros(len(place))
    entry = np.minimum(np.searchsorted(upto, place, side="right"), len(upto) - 1)
    waits: NDArray[np.float64] = STAND_FOR[counts.key[entry]]
    return waits
