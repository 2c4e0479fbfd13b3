"""What an event did to answering: its days against the same weekdays before it, and when it was over.

Usual are the days of the four weeks before the event that fall on one of its weekdays. Answering is back to normal
with the first seven days after the event whose median wait is no longer than that of the slowest of the four weeks
before: seven days hold each weekday once, and four weeks show how far weeks differ by themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

import numpy as np
from sqlalchemy import Connection

from kpi.answers.pieces import Cut
from kpi.answers.question import By, Question
from kpi.answers.scopes import subject_of
from kpi.answers.value import Missing, Value
from kpi.answers.values import answer
from kpi.answers.waits import percentiles, read_counts, totals
from kpi.catalogue.kpis import Clock
from kpi.periods import Grain, Period
from kpi.rollup.blobs import Counts
from kpi.store.events import Event, events
from kpi.words import N_

WEEK: Final = 7
BEFORE: Final = 4 * WEEK
LOOKED_AT: Final = 12 * WEEK
"""Days after an event in which the return to normal is looked for."""
WAITED: Final = (False, Clock.CALENDAR)
MEASURES: Final = ("inbound_messages", "answered_24h", "due_24h")

RULE: Final = N_(
    "Usual are the same weekdays of the four weeks before. Back to normal: the first seven days after the event whose median wait is no longer than that of the slowest of those four weeks."
)


class Recovery(StrEnum):
    """How answering came back to normal."""

    NEVER_LEFT = "never_left"  # the week of the event was no slower than the slowest of the weeks before
    BACK = "back"
    NOT_YET = "not_yet"  # not within the data, or within twelve weeks
    UNKNOWN = "unknown"  # no waits before to compare with


@dataclass(frozen=True)
class Figures:
    """Some days together: messages received, waits and shares of the turns opened on them. None is missing."""

    days: int
    inbound: int
    answered: int
    median: float | None
    in_time: int
    due: int

    @property
    def inbound_per_day(self) -> float | None:
        """Messages received on a day, on average; None without days."""
        return self.inbound / self.days if self.days else None

    @property
    def share_24h(self) -> float | None:
        """The share, 0 to 1, of the turns due that were answered within 24 hours; None where none was due."""
        return self.in_time / self.due if self.due else None


@dataclass(frozen=True)
class EventEffect:
    """An event, its days, the usual ones, and the day from which answering was normal again, where it was."""

    event: Event
    during: Figures
    usual: Figures
    recovery: Recovery
    normal_from: int | None = None


def event_effects(connection: Connection, question: Question) -> list[EventEffect]:
    """The effect of each event in the question's period, by its first day; those without any message are left out.

    An event of one platform is measured there, one of all of them on the question's platforms.

    Raises:
        UnknownInstitution, UnknownPlatform: the question names something that does not exist.
    """
    found = events(connection, question.institution_id, question.period, question.platforms)
    effects = (_effect(connection, question, event) for event in found)
    return [effect for effect in effects if effect.during.inbound]


@dataclass(frozen=True)
class _Days:
    """The days around an event: their measures, and the histogram of each."""

    period: Period
    values: Sequence[Value]
    counts: Counts

    def figures(self, wanted: Sequence[int]) -> Figures:
        chosen = np.zeros(self.period.days, dtype=np.bool_)
        chosen[[day - self.period.start for day in wanted]] = True
        known = 0
        sums = dict.fromkeys(MEASURES, 0)
        for value in self.values:
            if chosen[value.period.start - self.period.start]:
                sums[value.key] += int(value.value or 0)
                known += value.key == MEASURES[0] and value.missing is not Missing.NOT_COLLECTED
        waits = self.counts.where(chosen[self.counts.owner])
        waits = waits.of(np.zeros(self.period.days, dtype=np.int64)).added()
        turns = totals(waits, 1)
        median = float(percentiles(waits, turns, [0.5])[0][0]) if turns[0] else None
        inbound, in_time, due = (sums[key] for key in MEASURES)
        return Figures(known, inbound, int(turns[0]), median, in_time, due)

    def median(self, start: int, end: int) -> float | None:
        """The median wait of the turns opened from `start` up to `end`; None without one, or beyond these days."""
        if start < self.period.start or end > self.period.end:
            return None
        return self.figures(range(start, end)).median


def _effect(connection: Connection, question: Question, event: Event) -> EventEffect:
    days = _read(connection, question, event)
    begin, end = event.period.start, min(event.period.end, days.period.end)
    weekdays = {day % WEEK for day in range(begin, end)}
    usual = days.figures([day for day in range(begin - BEFORE, begin) if day % WEEK in weekdays])
    recovery, normal_from = _recovery(days, begin, event.period.end)
    return EventEffect(event, days.figures(range(begin, end)), usual, recovery, normal_from)


def _recovery(days: _Days, begin: int, end: int) -> tuple[Recovery, int | None]:
    weeks = [days.median(begin - back, begin - back + WEEK) for back in range(WEEK, BEFORE + 1, WEEK)]
    slowest = max((wait for wait in weeks if wait is not None), default=None)
    if slowest is None:
        return Recovery.UNKNOWN, None
    meanwhile = days.median(begin, max(end, begin + WEEK))
    if meanwhile is not None and meanwhile <= slowest:
        return Recovery.NEVER_LEFT, None
    for day in range(end, days.period.end - WEEK + 1):
        wait = days.median(day, day + WEEK)
        if wait is not None and wait <= slowest:
            return Recovery.BACK, day
    return Recovery.NOT_YET, None


def _read(connection: Connection, question: Question, event: Event) -> _Days:
    """From four weeks before the event to twelve after it, or to the last day with messages."""
    platforms = (event.platform,) if event.platform else question.platforms
    around = Period(event.period.start - BEFORE, event.period.end + LOOKED_AT)
    asked = replace(
        question, period=around, platforms=platforms, kpis=(), measures=MEASURES, by=By.TOTAL, grain=Grain.DAY
    )
    values = list(answer(connection, asked))
    known = [one.period.end for one in values if one.missing is not Missing.NOT_COLLECTED]
    scopes = subject_of(connection, asked).scopes
    counts = read_counts(connection, Cut.of(around, Grain.DAY), scopes, [WAITED])[WAITED]
    end = max(known, default=event.period.start + 1)
    period = Period(around.start, max(end, event.period.start + 1))
    inside = counts.where(counts.owner < period.days)
    return _Days(period, [one for one in values if one.period.end <= period.end], inside)
