"""Exact percentiles of waiting times, for all cells from one statement."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, select

from kpi.answers.formulas import Waited, Waits
from kpi.answers.pieces import Cut
from kpi.answers.rows import tuples
from kpi.answers.scopes import Scope
from kpi.catalogue.kpis import Clock, Percentile
from kpi.store.schema import metadata

TURN = metadata.tables["turn"]
PER: Final = 100  # shares are counted in hundredths, so that a place in the order is an exact integer

Cell = tuple[int, int]  # place of the scope, first day of the piece
WaitsByCell = dict[Cell, Waits]


def read_waits(
    connection: Connection, cut: Cut, scopes: Sequence[Scope], percentiles: Iterable[Percentile]
) -> dict[Waited, WaitsByCell]:
    """The percentiles of the answered turns opened in each cell, by what was waited for and on which clock.

    Between two waits a percentile is interpolated linearly: the share p of n sorted waits lies at place
    p × (n - 1), counted from 0.
    """
    shares: dict[Waited, set[float]] = defaultdict(set)
    for one in percentiles:
        shares[one.first, one.clock].add(one.share)
    found = _waits_by_cell(connection, cut, scopes)
    return {
        waited: {cell: _percentiles(waits, sorted(wanted)) for cell, waits in found[waited].items()}
        for waited, wanted in shares.items()
    }


def _waits_by_cell(
    connection: Connection, cut: Cut, scopes: Sequence[Scope]
) -> dict[Waited, dict[Cell, list[int]]]:
    """All waits. The index on (channel, day, first turn, wait, opened, business wait) has all of them."""
    scope_of = {place.id: number for number, scope in enumerate(scopes) for place in scope.places}
    starts = [piece.start for piece in cut.pieces]
    start_of = {day: starts[bisect_right(starts, day) - 1] for day in range(cut.period.start, cut.period.end)}
    columns = (TURN.c.channel_id, TURN.c.day, TURN.c.first_turn, TURN.c.wait, TURN.c.business_wait)
    answered = select(*columns).where(
        TURN.c.channel_id.in_(list(scope_of)),
        TURN.c.day >= cut.period.start,
        TURN.c.day < cut.period.end,
        TURN.c.wait.is_not(None),
    )
    found: dict[Waited, dict[Cell, list[int]]] = defaultdict(lambda: defaultdict(list))
    for channel, day, first, wait, business_wait in tuples(connection, answered):
        cell = (scope_of[channel], start_of[day])
        for only_first in (False, True) if first else (False,):
            found[only_first, Clock.CALENDAR][cell].append(wait)
            if business_wait is not None:
                found[only_first, Clock.BUSINESS][cell].append(business_wait)
    return found


def _percentiles(waits: list[int], shares: Sequence[float]) -> Waits:
    waits.sort()
    return Waits(len(waits), {share: percentile(waits, share) for share in shares})


def percentile(ordered: Sequence[int], share: float) -> float:
    """The share quantile of sorted numbers, at least one; `share` is a whole number of hundredths."""
    below, rest = divmod((len(ordered) - 1) * round(share * PER), PER)
    low = ordered[below]
    return low + (ordered[below + 1] - low) * rest / PER if rest else float(low)
