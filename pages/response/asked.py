"""What this page alone asks of kpi, remembered until the institution's data change (see `pages.shared.data`)."""

from kpi.answers.event_effect import EventEffect, event_effects
from kpi.answers.heat_map import HourOfWeek, heat_map
from kpi.answers.open_turns import OpenTurns, open_turns
from kpi.answers.question import Question
from kpi.answers.staffing import Plan, Staffing, staffing
from kpi.answers.wait_bins import WaitBins, wait_bins
from kpi.catalogue.kpis import Clock
from kpi.periods import Period
from pages.shared.data import Key, key_of
from pages.shared.remember import remembered
from pages.shared.state import Choice
from pages.shared.store import open_shared_store


def _question(choice: Choice, period: Period) -> Question:
    return Question(choice.institution.id, period, choice.platforms)


def _key(choice: Choice) -> Key:
    return key_of(choice)


def waits_of(choice: Choice, period: Period, clock: Clock) -> WaitBins:
    """The waits of the turns opened in `period`, in classes."""
    return _waits(_key(choice), _question(choice, period), clock)


@remembered(128)
def _waits(key: Key, question: Question, clock: Clock) -> WaitBins:  # noqa: ARG001  (keys the cache)
    with open_shared_store().reading() as connection:
        return wait_bins(connection, question, clock)


def week_of(choice: Choice) -> tuple[HourOfWeek, ...]:
    """The hours of the week over the period."""
    return _week(_key(choice), _question(choice, choice.period))


@remembered(64)
def _week(key: Key, question: Question) -> tuple[HourOfWeek, ...]:  # noqa: ARG001  (keys the cache)
    with open_shared_store().reading() as connection:
        return tuple(heat_map(connection, question))


def open_at_the_end(choice: Choice, at_most: int | None) -> OpenTurns:
    """Who waits at the end of the data; the longest among those that wait for no longer than `at_most` seconds."""
    return _open(_key(choice), _question(choice, choice.period), at_most)


@remembered(64)
def _open(key: Key, question: Question, at_most: int | None) -> OpenTurns:  # noqa: ARG001  (keys the cache)
    with open_shared_store().reading() as connection:
        return open_turns(connection, question, at_most=at_most)


def effects_in(choice: Choice, period: Period) -> tuple[EventEffect, ...]:
    """What the events in `period` did to answering."""
    return _effects(_key(choice), _question(choice, period))


@remembered(64)
def _effects(key: Key, question: Question) -> tuple[EventEffect, ...]:  # noqa: ARG001  (keys the cache)
    with open_shared_store().reading() as connection:
        return tuple(event_effects(connection, question))


def agents_for(choice: Choice, plan: Plan) -> Staffing:
    """The agents that each hour of the typical week needs to keep `plan`."""
    return _agents(_key(choice), _question(choice, choice.period), plan)


@remembered(64)
def _agents(key: Key, question: Question, plan: Plan) -> Staffing:  # noqa: ARG001  (keys the cache)
    with open_shared_store().reading() as connection:
        return staffing(connection, question, plan)
