"""The triangle of cohorts: of those who came in one week or month, how many were back within N days.

The later a cohort, the fewer days have passed for it; what has not passed for all of it is missing, not low.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from sqlalchemy import Connection, select

from kpi.answers.histograms import Histograms, read_histograms
from kpi.answers.pieces import Cut
from kpi.answers.question import Question
from kpi.answers.scopes import Place, subject_of
from kpi.answers.value import Missing
from kpi.answers.wilson import wilson
from kpi.periods import Period
from kpi.rollup.histograms import FIRST_VISITORS, LIKERS
from kpi.store.schema import metadata

YEARLY: Final = metadata.tables["yearly_histogram"]
DAYS: Final = (1, 2, 3, 4, 5, 6, 7, 14, 21, 30, 60, 90)


class Who(StrEnum):
    """Who makes a cohort."""

    COHORT = "cohort"  # likers where the channel has any Like, else first visitors
    LIKERS = "likers"
    FIRST_VISITORS = "first_visitors"


@dataclass(frozen=True)
class Returned:
    """Of a cohort, those with a visit on one of the `days` days after their first; the share with its 95 % interval.

    All are None where `missing` says why.
    """

    days: int
    returned: int | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    missing: Missing | None = None


@dataclass(frozen=True)
class Cohort:
    """Who came first in `period`: how many, and how many of them were back within each number of days."""

    period: Period
    size: int
    returned: tuple[Returned, ...]


def triangle(
    connection: Connection, question: Question, who: Who = Who.COHORT, days: Sequence[int] = DAYS
) -> list[Cohort]:
    """The cohorts of each piece of the question's period, over its platforms and audiences.

    A cohort is complete for N days when N days have passed after its last day at every channel's visit cut-off.

    Raises:
        UnknownInstitution, UnknownPlatform: the question names something that does not exist.
    """
    places = [place for place in subject_of(connection, question).places if place.visit_cutoff is not None]
    cut = Cut.of(question.period, question.grain)
    kinds = _kinds(connection, places, who)
    found = read_histograms(connection, cut, list(kinds), [LIKERS, FIRST_VISITORS])
    members = _members(found, kinds)
    cutoff = min((place.visit_cutoff for place in places if place.visit_cutoff is not None), default=None)
    return [
        _cohort(piece, *members.get(number, _NOBODY), cutoff, days) for number, piece in enumerate(cut.pieces)
    ]


Gaps = tuple[np.ndarray, np.ndarray]  # days until the first return (0: none), and how many members have each
_NOBODY: Final[Gaps] = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))


def _kinds(connection: Connection, places: Sequence[Place], who: Who) -> dict[int, int]:
    """By channel, the kind of histogram that holds its cohorts."""
    ids = [place.id for place in places]
    if who is not Who.COHORT:
        return dict.fromkeys(ids, LIKERS if who is Who.LIKERS else FIRST_VISITORS)
    liked = select(YEARLY.c.channel_id).where(YEARLY.c.channel_id.in_(ids), YEARLY.c.kind == LIKERS)
    with_likes = {row[0] for row in connection.execute(liked.distinct())}
    return {number: LIKERS if number in with_likes else FIRST_VISITORS for number in ids}


def _members(found: Histograms, kinds: Mapping[int, int]) -> dict[int, Gaps]:
    """By piece, the members of its cohort by the days until their first return."""
    wanted = np.array([kinds[channel] for channel in found.channel.tolist()], dtype=np.int64)
    counts = found.counts.where((found.kind == wanted)[found.counts.owner]).of(found.piece).added()
    return {
        piece: (counts.key[counts.owner == piece], counts.count[counts.owner == piece])
        for piece in np.unique(counts.owner).tolist()
    }


def _cohort(
    piece: Period, gaps: np.ndarray, members: np.ndarray, cutoff: int | None, days: Sequence[int]
) -> Cohort:
    size = int(members.sum())
    return Cohort(piece, size, tuple(_returned(piece, gaps, members, size, cutoff, n) for n in days))


def _returned(
    piece: Period, gaps: np.ndarray, members: np.ndarray, size: int, cutoff: int | None, days: int
) -> Returned:
    if cutoff is None or piece.start > cutoff:
        return Returned(days, missing=Missing.NOT_COLLECTED)
    if piece.end - 1 + days > cutoff:
        return Returned(days, missing=Missing.NOT_COMPLETE)
    if not size:
        return Returned(days, missing=Missing.NO_CASES)
    returned = int(members[(gaps > 0) & (gaps <= days)].sum())
    low, high = wilson(returned, size)
    return Returned(days, returned, returned / size, float(low), float(high))
