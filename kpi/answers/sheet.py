"""What is stored of some channels, added up by piece: whole months as they are, the months that a piece cuts by day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, Final

import numpy as np
from sqlalchemy import Connection, and_, or_, select

from kpi.answers.months import Months, place_numbers
from kpi.answers.numbers import Flags, Numbers
from kpi.answers.pieces import Cut, stretches
from kpi.answers.rows import tuples
from kpi.answers.scopes import Place
from kpi.periods import Period
from kpi.rollup.blobs import Ints
from kpi.rollup.month_numbers import FIRST_OF, PLACE_OF, UNKNOWN
from kpi.rollup.months import added_up, numbers_of, run_starts
from kpi.store.schema import metadata

DAILY: Final = metadata.tables["daily_measure"]


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
    """Numbers by column, place of the channel, and section (0 before the period, its pieces, after it)."""

    columns: tuple[str, ...]
    numbers: Ints

    @cached_property
    def _index(self) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.columns)}

    def all_sections(self, column: str) -> Numbers:
        """A column by channel and section, those before and after the period among them."""
        return Numbers.of(self.numbers[self._index[column]])

    def add(self, place: int, section: int, column: str, number: int) -> None:
        """Add to one number; one that is missing counts from 0."""
        index = (self._index[column], place, section)
        self.numbers[index] = number + (0 if self.numbers[index] == UNKNOWN else self.numbers[index])

    def pieces(self, column: str) -> Numbers:
        """The sections that are pieces of the period."""
        return Numbers.of(self.numbers[self._index[column], :, 1:-1])


def read_sheet(
    connection: Connection,
    places: Sequence[Place],
    months: Months,
    cut: Cut,
    columns: Sequence[str],
    *,
    only: Callable[[Lines], Ints] | None = None,
) -> Sheet:
    """Everything that is stored of the channels, in sections.

    Args:
        connection: where to read days.
        places: the channels.
        months: what is stored of their months.
        cut: the period and its pieces.
        columns: names of `month_numbers`.
        only: replaces the numbers, where not all of them are to count.
    """
    lines = _lines(connection, places, months, cut.split_months, columns)
    numbers = only(lines) if only else lines.numbers
    dense = np.full((len(columns), len(places), len(cut.pieces) + 2), UNKNOWN, dtype=np.int64)
    if len(lines.place):
        section = cut.sections(lines.start)
        starts = run_starts(lines.place, section)
        alone = len(starts) == len(section)  # each row is all of its section: nothing is to be added up
        together = numbers if alone else added_up(numbers, starts, columns)
        dense[:, lines.place[starts], section[starts]] = together.T
    return Sheet(tuple(columns), dense)


def _lines(
    connection: Connection,
    places: Sequence[Place],
    months: Months,
    split: frozenset[int],
    columns: Sequence[str],
) -> Lines:
    wanted = [PLACE_OF[name] for name in columns]
    if not split:
        all_months = np.ones(len(months.place), dtype=np.bool_)
        return Lines(months.place, months.start, months.numbers.take(wanted, axis=1), all_months)
    whole = ~np.isin(months.start, sorted(split))
    days = read_days(connection, places, stretches(split), columns)
    place = np.concatenate([months.place[whole], days.place])
    start = np.concatenate([months.start[whole], days.start])
    numbers = np.concatenate([months.numbers[whole].take(wanted, axis=1), days.numbers])
    is_month = np.arange(len(place)) < np.count_nonzero(whole)
    order = np.lexsort((start, place))
    return Lines(place[order], start[order], numbers[order], is_month[order])


def read_days(
    connection: Connection, places: Sequence[Place], periods: Sequence[Period], columns: Sequence[str]
) -> Lines:
    """The channels' days in these periods, in any order."""
    stored = numbers_of([FIRST_OF.get(name, name) for name in columns])
    query = select(DAILY.c.channel_id, DAILY.c.day, stored).where(
        DAILY.c.channel_id.in_([place.id for place in places]),
        or_(*(and_(DAILY.c.day >= one.start, DAILY.c.day < one.end) for one in periods)),
    )
    rows = integers(tuples(connection, query), 2 + len(columns))
    return Lines(
        place_numbers(rows[:, 0], places), rows[:, 1], rows[:, 2:], np.zeros(len(rows), dtype=np.bool_)
    )


def integers(rows: Sequence[tuple[Any, ...]], width: int) -> Ints:
    """Rows of integers as an array."""
    flat = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=len(rows) * width)
    return flat.reshape(-1, width)
