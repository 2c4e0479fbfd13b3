"""The sums of daily rates by followers: a mean over posts that no sum of counts could tell."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, and_, or_, select

from kpi.answers.months import Months, place_numbers
from kpi.answers.numbers import Numbers
from kpi.answers.pieces import Cut, stretches
from kpi.answers.rows import tuples
from kpi.answers.scopes import Place
from kpi.answers.sheet import DAILY, integers
from kpi.rollup.blobs import Ints
from kpi.rollup.months import RATE, rates_by_followers


def read_rates(connection: Connection, places: Sequence[Place], months: Months, cut: Cut) -> Numbers:
    """By channel and piece, each day's engagements ÷ followers, added."""
    whole = ~np.isin(months.start, sorted(cut.split_months)) & ~np.isnan(months.rates)
    place, start, rates = months.place[whole], months.start[whole], months.rates[whole]
    if cut.split_months:
        days = _days(connection, places, cut)
        place = np.concatenate([place, place_numbers(days[:, 0], places)])
        start = np.concatenate([start, days[:, 1]])
        rates = np.concatenate([rates, rates_by_followers(days[:, 2:], RATE)])
    section = cut.sections(start)
    shape = (len(places), len(cut.pieces) + 2)
    values, known = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
    np.add.at(values, (place, section), rates)
    known[place, section] = True
    return Numbers(values[:, 1:-1], known[:, 1:-1])


def _days(connection: Connection, places: Sequence[Place], cut: Cut) -> Ints:
    """Channel, day, engagements and followers of the days that have both, in the months that a piece cuts."""
    engagements, followers = (DAILY.c[name] for name in RATE)
    inside = or_(
        *(and_(DAILY.c.day >= part.start, DAILY.c.day < part.end) for part in stretches(cut.split_months))
    )
    query = select(DAILY.c.channel_id, DAILY.c.day, engagements, followers).where(
        DAILY.c.channel_id.in_([place.id for place in places]),
        inside,
        engagements.is_not(None),
        followers > 0,
    )
    return integers(tuples(connection, query), 4)
