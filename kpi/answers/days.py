"""How much of a period has data: the days with any row of some measures, and the days that they span."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, ColumnElement, Connection, case, literal, or_, select

from kpi.answers.daily import DAILY
from kpi.answers.pieces import Cut
from kpi.answers.rows import tuples
from kpi.answers.scopes import Place, Scope

Measures = tuple[str, ...]
Days = NDArray[np.int64]
NO_DAYS: Final[Days] = np.array([], dtype=np.int64)
FLAGS: Final = 60  # in one 64-bit integer


@dataclass(frozen=True)
class DaysWithData:
    """By scope (its place in the answer) and tuple of measures, the sorted days that have any of them."""

    days: Mapping[tuple[int, Measures], Days]

    def counted(self, scope: int, measures: Measures, cut: Cut) -> list[int]:
        """The days with data in each piece."""
        days = self.days[scope, measures]
        return np.diff(np.searchsorted(days, _bounds(cut))).tolist()  # type: ignore[no-any-return]

    def covered(self, scope: int, measures: Measures, cut: Cut) -> list[int | None]:
        """The days of each piece between the first and the last day with data, whenever those are."""
        days = self.days[scope, measures]
        if not len(days):
            return [None] * len(cut.pieces)
        return np.diff(np.clip(_bounds(cut), days[0], days[-1] + 1)).tolist()  # type: ignore[no-any-return]


def read_days(connection: Connection, scopes: Sequence[Scope], measures: Iterable[Measures]) -> DaysWithData:
    """The days, of all that is stored, on which each scope has any of each tuple of measures."""
    wanted = list(dict.fromkeys(measures))
    by_place = _flags(connection, [place for scope in scopes for place in scope.places], wanted)
    found: dict[tuple[int, Measures], Days] = {}
    for number, scope in enumerate(scopes):
        tables = [by_place[place.id] for place in scope.places if place.id in by_place]
        for bit, one in enumerate(wanted):
            days = [table[table[:, 1 + bit // FLAGS] & (1 << bit % FLAGS) != 0, 0] for table in tables]
            found[number, one] = days[0] if len(days) == 1 else np.unique(np.concatenate([NO_DAYS, *days]))
    return DaysWithData(found)


def _flags(connection: Connection, places: Sequence[Place], measures: Sequence[Measures]) -> dict[int, Days]:
    """By channel, a table of its stored days in order: the day, then integers whose bits say which measures it has."""
    chunks = [measures[start : start + FLAGS] for start in range(0, len(measures), FLAGS)]
    flags = [reduce(add, (_flag(bit, one) for bit, one in enumerate(chunk))) for chunk in chunks]
    days = (
        select(DAILY.c.channel_id, DAILY.c.day, *flags)
        .where(DAILY.c.channel_id.in_([place.id for place in places]))
        .order_by(DAILY.c.channel_id, DAILY.c.day)
    )
    rows = np.array(tuples(connection, days), dtype=np.int64).reshape(-1, 2 + len(flags))
    channels, starts = np.unique(rows[:, 0], return_index=True)
    return dict(zip(channels.tolist(), np.split(rows[:, 1:], starts[1:]), strict=False))


def _flag(bit: int, measures: Measures) -> ColumnElement[int]:
    known = or_(*(DAILY.c[measure].is_not(None) for measure in measures))
    return case((known, literal(1 << bit, BigInteger)), else_=literal(0, BigInteger))


def _bounds(cut: Cut) -> list[int]:
    return [*(piece.start for piece in cut.pieces), cut.period.end]
