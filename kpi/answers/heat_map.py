"""Weekday by hour: how many questions came in, and how fast they were answered."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from kpi.answers.histograms import read_histograms
from kpi.answers.pieces import Cut
from kpi.answers.question import Question
from kpi.answers.scopes import subject_of
from kpi.answers.waits import BY_HOUR, percentile, totals
from kpi.periods import Grain
from kpi.rollup.blobs import Counts
from kpi.rollup.histograms import HOURS, OPEN, PER_HOUR, WEEKDAYS

HOURS_OF_DAY: Final = 24


@dataclass(frozen=True)
class HourOfWeek:
    """Turns opened in one hour of one weekday (0 is Monday), on the institution's clock.

    `median` and `p90` are the waits of those that were answered, in seconds, within 1 %; None where none was.
    """

    weekday: int
    hour: int
    opened: int
    answered: int
    median: float | None
    p90: float | None


def heat_map(connection: Connection, question: Question) -> list[HourOfWeek]:
    """The 168 hours of the week, from Monday at midnight on, over all days and channels of the question.

    Of the question count the institution, the period, the platforms and the audiences.

    Raises:
        UnknownInstitution, UnknownPlatform: the question names something that does not exist.
    """
    subject = subject_of(connection, question)
    channels = [place.id for place in subject.places]
    found = read_histograms(connection, Cut.of(question.period, Grain.TOTAL), channels, list(BY_HOUR))
    weekday = found.kind[found.counts.owner] - HOURS
    hour, bucket = found.counts.key // PER_HOUR, found.counts.key % PER_HOUR
    everything = Counts(weekday * HOURS_OF_DAY + hour, bucket, found.counts.count)
    waits = everything.where(bucket != OPEN).added()
    cells = WEEKDAYS * HOURS_OF_DAY
    opened, answered = totals(everything, cells), totals(waits, cells)
    shares = percentile(waits, answered, 0.5, 0.9)
    return [
        HourOfWeek(
            *divmod(cell, HOURS_OF_DAY),
            int(opened[cell]),
            int(answered[cell]),
            *(float(of[cell]) if answered[cell] else None for of in shares),
        )
        for cell in range(cells)
    ]
