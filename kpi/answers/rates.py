"""The sums of daily rates by followers: a mean over posts that no sum of counts could tell."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy import Connection, and_, or_, select

from kpi.answers.numbers import Numbers
from kpi.answers.pieces import Cut, stretches
from kpi.answers.rows import tuples
from kpi.answers.scopes import Place
from kpi.answers.sheet import DAILY, MONTHLY
from kpi.rollup.months import RATE


def read_rates(connection: Connection, places: Sequence[Place], cut: Cut) -> Numbers:
    """By channel and piece, each day's engagements ÷ followers, added."""
    ids = [place.id for place in places]
    months = select(MONTHLY.c.channel_id, MONTHLY.c.month, MONTHLY.c.follower_rates).where(
        MONTHLY.c.channel_id.in_(ids),
        MONTHLY.c.month >= cut.period.start,
        MONTHLY.c.month < cut.period.end,
        MONTHLY.c.month.not_in(sorted(cut.split_months)),
        MONTHLY.c.follower_rates.is_not(None),
    )
    rows = list(tuples(connection, months))
    if cut.split_months:
        engagements, followers = (DAILY.c[name] for name in RATE)
        inside = [
            and_(
                DAILY.c.day >= max(part.start, cut.period.start), DAILY.c.day < min(part.end, cut.period.end)
            )
            for part in stretches(cut.split_months)
        ]
        days = select(DAILY.c.channel_id, DAILY.c.day, engagements, followers).where(
            DAILY.c.channel_id.in_(ids), or_(*inside), engagements.is_not(None), followers > 0
        )
        rows += [(channel, day, some / of) for channel, day, some, of in tuples(connection, days)]
    return _added(rows, places, cut)


def _added(rows: Sequence[tuple[int, int, float]], places: Sequence[Place], cut: Cut) -> Numbers:
    number = {place.id: place_number for place_number, place in enumerate(places)}
    shape = (len(places), len(cut.pieces))
    values, known = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
    if rows:
        place = np.array([number[row[0]] for row in rows])
        piece = cut.sections(np.array([row[1] for row in rows], dtype=np.int64)) - 1
        np.add.at(values, (place, piece), np.array([row[2] for row in rows]))
        known[place, piece] = True
    return Numbers(values, known)
