"""The calendar months that are stored of some channels: their numbers, rates and known days, read in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, select

from kpi.answers.rows import tuples
from kpi.answers.scopes import Place
from kpi.rollup import known_days, month_numbers
from kpi.rollup.blobs import Ints
from kpi.rollup.known_days import Bits
from kpi.store.schema import metadata

MONTHLY: Final = metadata.tables["monthly_measure"]
_MONTHS: Final = select(
    MONTHLY.c.channel_id, MONTHLY.c.month, MONTHLY.c.numbers, MONTHLY.c.follower_rates, MONTHLY.c.known_days
).where(MONTHLY.c.channel_id.in_(bindparam("channels", expanding=True)))


@dataclass(frozen=True)
class Months:
    """A row per channel and month, in the order of the channels' places and of time.

    `place` is the channel's place in the answer, `start` the first of the month, `numbers` have a column for each of
    `month_numbers.NAMES`, `rates` (rates by followers, added) are not a number where there are none, `bits` as
    `kpi.rollup.known_days`.
    """

    place: Ints
    start: Ints
    numbers: Ints
    rates: NDArray[np.float64]
    bits: Bits


def read_months(connection: Connection, places: Sequence[Place]) -> Months:
    """All that is stored of the channels, whenever it is of: stocks and the backlog begin before a period."""
    rows = tuples(connection, _MONTHS, channels=[place.id for place in places])
    if not rows:
        rows = ()
    channel, start, numbers, rates, bits = zip(*rows, strict=True) if rows else ((),) * 5
    place, starts = place_numbers(channel, places), np.array(start, dtype=np.int64)
    months = Months(
        place,
        starts,
        month_numbers.read(numbers),
        np.array(rates, dtype=np.float64),
        known_days.read(bits),
    )
    return _in_order(months)


def _in_order(months: Months) -> Months:
    order = np.lexsort((months.start, months.place))
    if np.all(order[1:] > order[:-1]):
        return months
    return Months(
        months.place[order],
        months.start[order],
        months.numbers[order],
        months.rates[order],
        months.bits[order],
    )


def place_numbers(channels: Sequence[int] | Ints, places: Sequence[Place]) -> Ints:
    """The place in the answer of each of these channels, by their ids."""
    number = np.zeros(max((place.id for place in places), default=0) + 1, dtype=np.int64)
    number[[place.id for place in places]] = np.arange(len(places))
    ids: Any = np.asarray(channels, dtype=np.int64)
    found: Ints = number[ids]
    return found
