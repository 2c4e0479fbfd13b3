"""Turns answered within the reply time that was promised for their platform and month.

The waits come from the histograms. A limit that is round (5 minutes, 2 hours, 3 days) is the edge of a bucket
there, and the count is exact; with another one, a wait within 1 % of it may count on either side.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from kpi.answers.columns import DUE, KEPT, Column
from kpi.answers.goal_book import GoalBook
from kpi.answers.histograms import Histograms
from kpi.answers.numbers import Numbers
from kpi.answers.pieces import Cut
from kpi.answers.rows import tuples
from kpi.answers.scopes import Place, Scope
from kpi.answers.waits import counts_of, totals
from kpi.catalogue.kpis import Clock
from kpi.periods import Grain, start_of
from kpi.rollup.blobs import Ints
from kpi.rollup.buckets import STAND_FOR
from kpi.store.schema import metadata

TURN: Final = metadata.tables["turn"]
ALL_PLATFORMS: Final = ""
WAITED: Final = (False, Clock.CALENDAR)

Seconds = NDArray[np.float64]


def read_promised(
    connection: Connection,
    places: Sequence[Place],
    cut: Cut,
    limits: Sequence[str],
    books: Mapping[int, GoalBook],
    stored: Histograms,
) -> dict[Column, Numbers]:
    """Turns kept within the limit, and turns due, by channel and piece; missing where nothing was promised.

    `limits` are the KPIs of which the first that has a goal gives the limit in seconds: the platform's goal,
    else the institution's, in its book of `books`. A turn is due when it is answered, or has been open for longer
    than the limit at the channel's cut-off. `stored` are the channels' waits.
    """
    nothing = Numbers.none((len(places), len(cut.pieces)))
    if not any(book.knows(kpi) for book in books.values() for kpi in limits):
        return {KEPT: nothing, DUE: nothing}
    parts = [piece.cut(Grain.MONTH) for piece in cut.pieces]
    by_month = Cut(cut.period, cut.grain, tuple(part for piece in parts for part in piece))
    limit = _limits(places, by_month, limits, books)
    if np.isnan(limit).all():
        return {KEPT: nothing, DUE: nothing}
    starts = np.cumsum([0, *(len(piece) for piece in parts[:-1])])
    kept, answered = _answered(stored, places, by_month, limit)
    due = answered + _overdue(connection, places, by_month, limit)
    promised = np.logical_or.reduceat(~np.isnan(limit), starts, axis=1)
    return {
        KEPT: Numbers(np.add.reduceat(kept, starts, axis=1), promised),
        DUE: Numbers(np.add.reduceat(due, starts, axis=1), promised),
    }


def _limits(
    places: Sequence[Place], cut: Cut, limits: Sequence[str], books: Mapping[int, GoalBook]
) -> Seconds:
    """The limit in seconds, by channel and piece (all in one month each); not a number where there is none."""
    found = np.full((len(places), len(cut.pieces)), np.nan)
    months = [start_of(piece.start, Grain.MONTH) for piece in cut.pieces]
    for row, place in enumerate(places):
        book = books[place.institution_id]
        for platform in (ALL_PLATFORMS, place.platform):  # what comes later prevails
            for kpi in reversed(limits):
                by_month = book.levels_by_month(kpi, platform)
                if by_month:
                    targets = [by_month[month].target if month in by_month else np.nan for month in months]
                    found[row] = np.where(np.isnan(targets), found[row], targets)
    return found


def _answered(stored: Histograms, places: Sequence[Place], cut: Cut, limit: Seconds) -> tuple[Ints, Ints]:
    """Of the turns with a limit: those answered within it, and all that are answered."""
    alone = [Scope(place.platform, place.handle, (place,), None) for place in places]
    counts = counts_of(stored, cut, alone, WAITED)
    limited = counts.where(~np.isnan(limit.ravel()[counts.owner]))
    within = limited.where(STAND_FOR[limited.key] <= limit.ravel()[limited.owner])
    return totals(within, limit.size).reshape(limit.shape), totals(limited, limit.size).reshape(limit.shape)


def _overdue(connection: Connection, places: Sequence[Place], cut: Cut, limit: Seconds) -> Ints:
    """The turns that are still open and have been for longer than their limit."""
    number = {place.id: row for row, place in enumerate(places)}
    still_open = select(TURN.c.channel_id, TURN.c.day, TURN.c.opened_at).where(
        TURN.c.channel_id.in_(list(number)),
        TURN.c.reply_day.is_(None),
        TURN.c.day >= cut.period.start,
        TURN.c.day < cut.period.end,
    )
    found: Ints = np.zeros(limit.shape, dtype=np.int64)
    rows: Sequence[tuple[Any, ...]] = tuples(connection, still_open)
    if not rows:
        return found
    channel, day, opened_at = np.array(rows, dtype=np.int64).T
    place = np.array([number[one] for one in channel.tolist()])
    part = cut.sections(day) - 1
    cutoff = np.array([one.message_cutoff or 0 for one in places], dtype=np.int64)
    late = cutoff[place] - opened_at > limit[place, part]
    np.add.at(found, (place[late], part[late]), 1)
    return found
