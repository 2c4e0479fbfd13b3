"""Exact percentiles of waiting times, for all cells from one statement."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, select

from kpi.answers.formulas import Waits
from kpi.answers.pieces import Cut
from kpi.answers.rows import tuples
from kpi.answers.scopes import Scope
from kpi.store.schema import metadata

TURN = metadata.tables["turn"]
PER: Final = 100  # shares are counted in hundredths, so that a place in the order is an exact integer

Cell = tuple[int, int]  # place of the scope, first day of the piece
WaitsByCell = dict[Cell, Waits]


def read_waits(
    connection: Connection, cut: Cut, scopes: Sequence[Scope], shares: Iterable[float]
) -> dict[bool, WaitsByCell]:
    """The percentiles at `shares` of the answered turns opened in each cell: of all (False) and of first turns (True).

    Between two waits a percentile is interpolated linearly: the share p of n sorted waits lies at place
    p × (n - 1), counted from 0.
    """
    wanted = sorted(set(shares))
    everything, firsts = _waits_by_cell(connection, cut, scopes)
    return {
        first: {cell: _percentiles(waits, wanted) for cell, waits in of.items()}
        for first, of in ((False, everything), (True, firsts))
    }


def _waits_by_cell(
    connection: Connection, cut: Cut, scopes: Sequence[Scope]
) -> tuple[dict[Cell, list[int]], dict[Cell, list[int]]]:
    """The waits of all turns and of first turns. The index on (channel, day, first turn, wait) has all of them."""
    scope_of = {place.id: number for number, scope in enumerate(scopes) for place in scope.places}
    starts = [piece.start for piece in cut.pieces]
    start_of = {day: starts[bisect_right(starts, day) - 1] for day in range(cut.period.start, cut.period.end)}
    answered = select(TURN.c.channel_id, TURN.c.day, TURN.c.first_turn, TURN.c.wait).where(
        TURN.c.channel_id.in_(list(scope_of)),
        TURN.c.day >= cut.period.start,
        TURN.c.day < cut.period.end,
        TURN.c.wait.is_not(None),
    )
    everything: dict[Cell, list[int]] = defaultdict(list)
    firsts: dict[Cell, list[int]] = defaultdict(list)
    for channel, day, first, wait in tuples(connection, answered):
        cell = (scope_of[channel], start_of[day])
        everything[cell].append(wait)
        if first:
            firsts[cell].append(wait)
    return everything, firsts


def _percentiles(waits: list[int], shares: Sequence[float]) -> Waits:
    waits.sort()
    return Waits(len(waits), {share: percentile(waits, share) for share in shares})


def percentile(ordered: Sequence[int], share: float) -> float:
    """The share quantile of sorted numbers, at least one; `share` is a whole number of hundredths."""
    below, rest = divmod((len(ordered) - 1) * round(share * PER), PER)
    low = ordered[below]
    return low + (ordered[below + 1] - low) * rest / PER if rest else float(low)
