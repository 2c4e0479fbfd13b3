"""The hours of the week in which somebody answers, as the schedules of service hours had it over a period."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection

from kpi.answers.question import Question
from kpi.answers.scopes import subject_of
from kpi.periods import Period, date_of
from kpi.store.institutions import channels
from kpi.store.schedules import Schedule, in_force, read_schedules

MINUTES: Final = 60
Hour = tuple[int, int]
"""Weekday (0 is Monday) and hour of the clock."""


def desk_hours(connection: Connection, question: Question) -> frozenset[Hour]:
    """The hours in which at least one of the question's channels with messages is served, on most of the period's days.

    Most, so that a public holiday closes no weekday. Empty where no schedule holds.

    Raises:
        UnknownInstitution, UnknownPlatform: the question names something that does not exist.
    """
    mine = {place.id for place in subject_of(connection, question).places if place.message_cutoff is not None}
    schedules = read_schedules(connection, question.institution_id)
    days = Counter(date_of(day).weekday() for day in range(question.period.start, question.period.end))
    found: set[Hour] = set()
    for channel in channels(connection, question.institution_id):
        if channel.id in mine:
            served = Counter(_served(in_force(schedules, channel), question.period))
            found |= {hour for hour, times in served.items() if 2 * times > days[hour[0]]}
    return frozenset(found)


def _served(timeline: tuple[tuple[int, Schedule], ...], period: Period) -> Iterator[Hour]:
    """Each hour of each day that is served, if only for a part of it."""
    for day in range(period.start, period.end):
        schedule = next((one for begins, one in reversed(timeline) if begins <= day), None)
        if schedule is not None:
            weekday = date_of(day).weekday()
            yield from ((weekday, hour) for hour in _hours(schedule, day))


def _hours(schedule: Schedule, day: int) -> set[int]:
    return {
        hour
        for opens, closes in schedule.times_on(day)
        for hour in range(opens // MINUTES, -(-closes // MINUTES))
    }
