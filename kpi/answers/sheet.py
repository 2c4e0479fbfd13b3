"""What is stored of some channels, added up by piece: whole months as they are, the months that a piece cuts by day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Final

import numpy as np
from sqlalchemy import ColumnElement, Connection, Table, and_, or_, select

from kpi.answers.numbers import Flags, Numbers
from kpi.answers.pieces import Cut, stretches
from kpi.answers.rows import tuples
from kpi.answers.scopes import Place
from kpi.rollup.blobs import Ints
from kpi.rollup.months import FIRST_OF, UNKNOWN, added_up, numbers_of, run_starts
from kpi.store.schema import metadata

DAILY: Final = metadata.tables["daily_measure"]
MONTHLY: Final = metadata.tables["monthly_measure"]


@dataclass(frozen=True)
class Lines:
    """Rows of days and months: the channel's place in the answer, the first day, and a number per column.

    `is_month` marks the rows that stand for a month.
    """

    place: Ints
    start: Ints
    numbers: Ints
    is_month: Flags


@dataclass(frozen=True)
class Sheet:
    """Numbers by place of the channel, section (0 before the period, its pieces, after it) and column."""

    columns: tuple[str, ...]
    numbers: Ints

    @cached_property
    def _index(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.columns)}

    def all_sections(self, column: str) -> Numbers:
        return Numbers.of(self.numbers[:, :, self._index[column]])

    def add(self, place: int, section: int, column: str, number: int) -> None:
        """Add to one number; one that is missing counts from 0."""
        index = (place, section, self._index[column])
        self.numbers[index] = number + (0 if self.numbers[index] == UNKNOWN else self.numbers[index])

    def pieces(self, column: str) -> Numbers:
        """The sections that are pieces of the period."""
        return Numbers.of(self.numbers[:, 1:-1, self._index[column]])


def read_sheet(
    connection: Connection,
    places: Sequence[Place],
    cut: Cut,
    columns: Sequence[str],
    *,
    also_split: frozenset[int] = frozenset(),
    only: Callable[[Lines], Ints] | None = None,
) -> Sheet:
    """Everything that is stored of the channels, in sections.

    Args:
        connection: where to read.
        places: the channels.
        cut: the period and its pieces.
        columns: names of measures and of other columns of `monthly_measure`.
        also_split: months that are to be read by day as well.
        only: replaces the numbers, where not all of them are to count.
    """
    lines = _read(connection, places, cut.split_months | also_split, columns)
    numbers = only(lines) if only else lines.numbers
    dense = np.full((len(places), len(cut.pieces) + 2, len(columns)), UNKNOWN, dtype=np.int64)
    if len(lines.place):
        section = cut.sections(lines.start)
        starts = run_starts(lines.place, section)
        dense[lines.place[starts], section[starts]] = added_up(numbers, starts, columns)
    return Sheet(tuple(columns), dense)


def _read(
    connection: Connection, places: Sequence[Place], split: frozenset[int], columns: Sequence[str]
) -> Lines:
    months = _table(connection, MONTHLY, places, columns)
    months = months[~np.isin(months[:, 1], sorted(split))]
    days = months[:0]
    if split:
        inside = or_(*(and_(DAILY.c.day >= part.start, DAILY.c.day < part.end) for part in stretches(split)))
        days = _table(connection, DAILY, places, [FIRST_OF.get(name, name) for name in columns], inside)
    both = np.concatenate([months, days])
    place_of = np.zeros(max((place.id for place in places), default=0) + 1, dtype=np.int64)
    for number, place in enumerate(places):
        place_of[place.id] = number
    place, is_month = place_of[both[:, 0]], np.arange(len(both)) < len(months)
    order = np.lexsort((both[:, 1], place))
    return Lines(place[order], both[order, 1], both[order, 2:], is_month[order])


def _table(
    connection: Connection,
    table: Table,
    places: Sequence[Place],
    columns: Sequence[str],
    inside: ColumnElement[bool] | None = None,
) -> Ints:
    """Channel, first day, and the columns, of the channels' rows."""
    when = table.c.month if table is MONTHLY else table.c.day
    query = select(table.c.channel_id, when, numbers_of(columns))
    query = query.where(table.c.channel_id.in_([place.id for place in places]))
    rows = tuples(connection, query if inside is None else query.where(inside))
    return integers(rows, 2 + len(columns))


def integers(rows: Sequence[tuple[Any, ...]], width: int) -> Ints:
    """Rows of integers as an array."""
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * width)
    return flat.reshape(-1, width)
