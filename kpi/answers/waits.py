"""Exact percentiles of waiting times, for all cells in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import BigInteger, ColumnElement, Connection, Subquery, cast, func, or_, select

from kpi.answers.formulas import Waits
from kpi.answers.pieces import Cut, scope_in
from kpi.answers.scopes import Scope
from kpi.store.schema import metadata

TURN = metadata.tables["turn"]
PER: Final = 100  # shares are counted in hundredths, so that a position is an integer

WaitsByCell = dict[tuple[int, int], Waits]  # by (place of the scope, first day of the piece)


def read_waits(
    connection: Connection, cut: Cut, scopes: Sequence[Scope], shares: Iterable[float], first: bool
) -> WaitsByCell:
    """The percentiles at `shares` of the answered turns opened in each cell; of first turns when `first`.

    Between two waits the percentile is interpolated linearly: the share p of n sorted waits lies at position
    p × (n - 1), counted from 0.
    """
    wanted = sorted(set(shares))
    ranked = _ranked(cut, scopes, first)
    near = [_less_than_one_away(ranked.c.place, ranked.c.turns, share) for share in wanted]
    found: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    turns: dict[tuple[int, int], int] = {}
    for scope, piece, place, wait, n in connection.execute(select(ranked).where(or_(*near))):
        found[scope, piece][place] = wait
        turns[scope, piece] = n
    return {
        cell: Waits(n, {share: _interpolated(found[cell], n, share) for share in wanted})
        for cell, n in turns.items()
    }


def _less_than_one_away(
    place: ColumnElement[int], turns: ColumnElement[int], share: float
) -> ColumnElement[bool]:
    position = (turns - 1) * _hundredths(share)
    return (place * PER > position - PER) & (place * PER < position + PER)


def _ranked(cut: Cut, scopes: Sequence[Scope], first: bool) -> Subquery:
    """Every answered turn with its cell, its place among the cell's waits (from 0) and their number."""
    scope = scope_in(TURN, scopes)
    over = cut.over(TURN, [place.id for one in scopes for place in one.places])
    cell = (scope, over.piece)
    place = func.row_number().over(partition_by=cell, order_by=TURN.c.wait) - 1
    number = func.count().over(partition_by=cell)
    turns = (
        select(
            scope.label("scope"),
            over.piece.label("piece"),
            cast(place, BigInteger).label("place"),
            TURN.c.wait.label("wait"),
            cast(number, BigInteger).label("turns"),
        )
        .select_from(over.source)
        .where(over.inside, TURN.c.wait.is_not(None))
    )
    return (turns.where(TURN.c.first_turn == 1) if first else turns).subquery("ranked")


def _hundredths(share: float) -> int:
    return round(share * PER)


def _interpolated(waits: dict[int, int], n: int, share: float) -> float:
    below, rest = divmod((n - 1) * _hundredths(share), PER)
    low = waits[below]
    return low + (waits[below + 1] - low) * rest / PER if rest else float(low)
