"""Weekday by hour: how much came in, how many questions that were, and how fast they were answered."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from sqlalchemy import Connection

from kpi.answers.histograms import read_histograms
from kpi.answers.pieces import Cut
from kpi.answers.question import Question
from kpi.answers.scopes import subject_of
from kpi.answers.waits import BY_HOUR, percentiles, totals
from kpi.periods import Grain
from kpi.rollup.blobs import Counts, Ints
from kpi.rollup.buckets import DAY, STAND_FOR
from kpi.rollup.histograms import HOURS, INBOUND, LATE, PER_HOUR, WEEKDAYS, is_wait

HOURS_OF_DAY: Final = 24
CELLS: Final = WEEKDAYS * HOURS_OF_DAY


@dataclass(frozen=True)
class HourOfWeek:
    """One hour of one weekday (0 is Monday), on the institution's clock.

    `inbound` are the messages written then; `opened` the turns opened then, `answered` those of them with an answer,
    `due` those answered or open for more than 24 hours at their channel's cut-off, and `within_24h` those answered
    in 24 hours. `median` and `p90` are the waits of the answered ones, in seconds, within 1 %; None where none was.
    """

    weekday: int
    hour: int
    inbound: int
    opened: int
    answered: int
    due: int
    within_24h: int
    median: float | None
    p90: float | None

    @property
    def share_within_24h(self) -> float | None:
        """Of the turns due, the share answered in 24 hours, as `answered_within_24h`; None where none is due."""
        return self.within_24h / self.due if self.due else None


def answered_within(connection: Connection, question: Question, limit: float) -> list[tuple[int, int]]:
    """For each of the 168 hours of the week the turns opened then and answered within `limit` seconds, and all answered."""
    everything = _by_hour_of_week(connection, question)
    waits = everything.where(is_wait(everything.key)).added()
    within, answered = _totals(waits.where(STAND_FOR[waits.key] <= limit)), _totals(waits)
    return list(zip(within.tolist(), answered.tolist(), strict=True))


def heat_map(connection: Connection, question: Question) -> list[HourOfWeek]:
    """The 168 hours of the week, from Monday at midnight on, over all days and channels of the question.

    Of the question count the institution, the period, the platforms and the audiences.

    Raises:
        UnknownInstitution, UnknownPlatform: the question names something that does not exist.
    """
    everything = _by_hour_of_week(connection, question)
    place = everything.key
    waits = everything.where(is_wait(place)).added()
    within = waits.where(STAND_FOR[waits.key] <= DAY)
    answered = _totals(waits)
    late, inbound = (_totals(everything.where(place == special)) for special in (LATE, INBOUND))
    columns = (inbound, _totals(everything) - inbound, answered, answered + late, _totals(within))
    shares = percentiles(waits, answered, (0.5, 0.9))
    return [
        HourOfWeek(
            *divmod(cell, HOURS_OF_DAY),
            *(int(column[cell]) for column in columns),
            *(float(of[cell]) if answered[cell] else None for of in shares),
        )
        for cell in range(CELLS)
    ]


def _by_hour_of_week(connection: Connection, question: Question) -> Counts:
    """What happened in each hour of the week, by the place of its bucket."""
    subject = subject_of(connection, question)
    channels = [place.id for place in subject.places]
    found = read_histograms(connection, Cut.of(question.period, Grain.TOTAL), channels, list(BY_HOUR))
    weekday = found.kind[found.counts.owner] - HOURS
    hour, place = np.divmod(found.counts.key, PER_HOUR)
    return Counts(weekday * HOURS_OF_DAY + hour, place, found.counts.count)


def _totals(counts: Counts) -> Ints:
    return totals(counts, CELLS)
