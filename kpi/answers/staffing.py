"""What if: how many agents each hour of a typical week needs, so that the promise would be kept.

Erlang C (`kpi.answers.erlang`) for each open hour by itself: it knows nothing of a backlog, of breaks or of other
work. What comes while the desk is closed joins its next open hour, and waits from then on: the plan's clock is that of
service hours. Most goals count by the calendar, where such a question has waited all night; so an answer says how many
come while the desk is closed, whose wait no number of agents shortens.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection

from kpi.answers.desk_hours import desk_hours
from kpi.answers.erlang import agents_needed, share_in_time
from kpi.answers.heat_map import HourOfWeek, heat_map
from kpi.answers.question import By, Question
from kpi.answers.value import Missing, Value
from kpi.answers.values import answer
from kpi.catalogue.kpis import Clock
from kpi.errors import KpiError
from kpi.periods import Grain, date_of
from kpi.words import N_

HOUR: Final = 3_600
DAY: Final = 24 * HOUR
WEEKDAYS: Final = 7
HANDLING: Final = 6 * 60
"""Seconds that a question takes an agent, unless somebody knows better: our assumption, not measured."""
SHARE: Final = 0.8
LIMIT: Final = HOUR
PROMISES: Final = (
    ("reply_time_p90_business", None, 0.9, Clock.BUSINESS),
    ("reply_time_median_business", None, 0.5, Clock.BUSINESS),
    ("answered_within_1h", HOUR, None, Clock.CALENDAR),
    ("answered_within_24h", 24 * HOUR, None, Clock.CALENDAR),
    ("reply_time_p90", None, 0.9, Clock.CALENDAR),
    ("reply_time_median", None, 0.5, Clock.CALENDAR),
)
"""KPI, what its goal does not say itself (the limit in seconds, or the share that is to keep it), and its clock: goals
by the plan's own clock come first.
"""


class ImpossiblePlan(KpiError):
    template = N_(
        "Agents cannot be planned for {share} within {limit} s at {handling} s a question. The share lies above 0 and below 1, both times above 0 and at most a day."
    )


@dataclass(frozen=True)
class Plan:
    """What is to be kept: `share` of the questions within `limit` seconds, `handling` seconds of work each.

    `promised_by` is the clock of the goal that asks for it; None where no goal does.
    """

    handling: float = HANDLING
    limit: float = LIMIT
    share: float = SHARE
    promised_by: Clock | None = None

    def check(self) -> None:
        """Raise ImpossiblePlan where no number of agents could keep it."""
        if not (0 < self.share < 1 and 0 < self.limit <= DAY and 0 < self.handling <= DAY):
            raise ImpossiblePlan(share=self.share, limit=self.limit, handling=self.handling)


@dataclass(frozen=True)
class StaffedHour:
    """An hour of the typical week: the questions to be answered in it, the agents for that, the share they keep in time.

    An hour in which the desk is closed has neither; its questions are those of the next open hour.
    """

    weekday: int
    hour: int
    is_open: bool
    arrivals: float
    agents: int
    in_time: float | None


@dataclass(frozen=True)
class Staffing:
    """The 168 hours of the typical week, Monday at midnight first.

    `days` is how many days of the period are known, over which it was averaged. `follows_hours` says whether
    the desk is open in the service hours, or round the clock because no schedule holds. `while_closed` is the share
    of the questions that come while the desk is closed; None without any.
    """

    plan: Plan
    hours: tuple[StaffedHour, ...]
    days: int
    follows_hours: bool
    while_closed: float | None = None

    @property
    def is_beside_the_goal(self) -> bool:
        """Whether the goal counts by the calendar and some of its questions wait for the desk to open."""
        return self.plan.promised_by is Clock.CALENDAR and bool(self.while_closed)

    @property
    def agent_hours(self) -> int:
        """Hours of work in the typical week: the agents of all its hours together."""
        return sum(one.agents for one in self.hours)

    @property
    def busiest(self) -> StaffedHour:
        """The hour with most agents, of several the one with most questions."""
        return max(self.hours, key=lambda one: (one.agents, one.arrivals))


def staffing(connection: Connection, question: Question, plan: Plan) -> Staffing:
    """The agents that each hour needs, from the questions of the question's period and platforms.

    Raises:
        UnknownInstitution, UnknownPlatform: the question names something that does not exist.
        ImpossiblePlan: no number of agents could keep the plan.
    """
    plan.check()
    weekdays = _weekdays(connection, question)
    served = desk_hours(connection, question)
    week = heat_map(connection, question)
    is_open = [not served or (one.weekday, one.hour) in served for one in week]
    arrivals = [_per_day(one, weekdays) for one in week]
    waiting = _at_open_hours(arrivals, is_open)
    closed = sum(each for each, at_desk in zip(arrivals, is_open, strict=True) if not at_desk)
    while_closed = closed / sum(arrivals) if sum(arrivals) else None
    hours = tuple(_staffed(*each, plan) for each in zip(week, is_open, waiting, strict=True))
    return Staffing(plan, hours, sum(weekdays), bool(served), while_closed)


def _weekdays(connection: Connection, question: Question) -> tuple[int, ...]:
    """How often each weekday lies in the part of the period that data are known of."""
    asked = replace(question, kpis=(), measures=("turns_opened",), by=By.TOTAL, grain=Grain.DAY)
    known = (one for one in answer(connection, asked) if one.missing is not Missing.NOT_COLLECTED)
    times = Counter(date_of(one.period.start).weekday() for one in known)
    return tuple(times[weekday] for weekday in range(WEEKDAYS))


def _per_day(hour: HourOfWeek, weekdays: Sequence[int]) -> float:
    days = weekdays[hour.weekday]
    return hour.opened / days if days else 0.0


def _at_open_hours(arrivals: Sequence[float], is_open: Sequence[bool]) -> list[float]:
    """What comes while the desk is closed waits for its next open hour, from Sunday night to Monday morning too."""
    found = [0.0] * len(arrivals)
    first = is_open.index(True)
    piled = 0.0
    for place in (*range(first + 1, len(arrivals)), *range(first + 1)):
        piled += arrivals[place]
        if is_open[place]:
            found[place], piled = piled, 0.0
    return found


def _staffed(hour: HourOfWeek, is_open: bool, arrivals: float, plan: Plan) -> StaffedHour:
    load = arrivals * plan.handling / HOUR
    agents = agents_needed(load, plan.limit, plan.handling, plan.share)
    in_time = share_in_time(load, agents, plan.limit, plan.handling) if agents else None
    return StaffedHour(hour.weekday, hour.hour, is_open, arrivals, agents, in_time)


def promised(values: Sequence[Value]) -> Plan:
    """The plan that the goals of some values ask for: the first of PROMISES that has one, else the default."""
    goals = {value.key: value.goal.target for value in values if value.goal is not None}
    for key, limit, share, clock in PROMISES:
        if key in goals:
            asked = Plan(HANDLING, limit or goals[key], share or goals[key], clock)
            if 0 < asked.share < 1 and asked.limit > 0:
                return asked
    return Plan()
