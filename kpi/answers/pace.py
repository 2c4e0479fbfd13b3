"""Whether a count is on its way to its goal: what should be there by now, and what will be there at the end.

Days are not alike, so both follow the week's profile: what a Monday, a Tuesday … gave on average in the eight
weeks up to the last day with data. Expected to date is the goal times the share of the period's days, weighed by
that profile, that have passed. The forecast is what is there plus the profile's figure for each day to come. Its
interval of 95 % assumes that the days to come stray from the profile as those of the eight weeks did, week by week:
a strong week is strong on several days, so the spread is taken from the weeks' sums and not from single days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import mean, variance
from typing import Final

from sqlalchemy import Connection

from kpi.answers.anomalies import amount, is_known
from kpi.answers.coverage import covered_days
from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.answers.values import answer
from kpi.catalogue.kpis import KPIS, Sum
from kpi.catalogue.units import Quantity, Unit
from kpi.periods import Grain, Period, date_of
from kpi.words import N_, Message

WEEKS: Final = 8
LEAST_WEEKS: Final = 4
T_95: Final = {3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365}
"""Student's t for 95 %, by degrees of freedom: the spread is known from four to eight weeks only."""

METHOD: Final = N_(
    "What is there, plus what each day to come gave on average on the same weekday of the last eight weeks; the "
    "interval is as wide as those weeks were different."
)
NOT_A_SUM: Final = N_("{kpi} is not a sum: it does not grow towards its goal, so there is no pace.")
OVER: Final = N_("The period has ended: there is nothing left to forecast.")
NOT_BEGUN: Final = N_("There are no data of this period yet.")
TOO_LITTLE: Final = N_("Four whole weeks of data are needed before a forecast; there are {weeks}.")
AHEAD: Final = N_("{value} by {day}, {distance} more than the {expected} that lead to the goal of {goal}")
BEHIND: Final = N_("{value} by {day}, {distance} less than the {expected} that lead to the goal of {goal}")
OUTLOOK: Final = N_("By the end of the period {forecast}, in 95 of 100 cases between {low} and {high}.")
ON_PACE: Final = N_("{value} by {day}, as much as leads to the goal of {goal}")


@dataclass(frozen=True)
class Forecast:
    """A sum at the end of its period: what is there so far, up to `until` (exclusive), and what is to come."""

    so_far: float
    until: int
    forecast: float
    low: float
    high: float
    elapsed: float
    """The share of the period that has passed, 0 to 1, weighed by the week's profile."""


@dataclass(frozen=True)
class Pace:
    """A forecast beside its goal; `expected` is what should be there by now."""

    forecast: Forecast
    target: float
    expected: float
    sentence: Message

    @property
    def outlook(self) -> Message:
        """Where it will end, in a sentence."""
        end = self.forecast
        said = {"forecast": _count(end.forecast), "low": _count(end.low), "high": _count(end.high)}
        return Message(OUTLOOK, said)


def has_pace(key: str) -> bool:
    """Whether the KPI grows with the days, as sums do."""
    return key in KPIS and isinstance(KPIS[key].formula, Sum)


def forecast(days: Sequence[Value], period: Period, until: int) -> Forecast | Message:
    """The sum of `period` as it will be, from `days` by day: those of it, and of the eight weeks before `until`.

    `until` is the first day that the data do not cover. Returns the reason where nothing can be foretold.
    """
    if until >= period.end:
        return Message(OVER)
    if until <= period.start:
        return Message(NOT_BEGUN)
    known = {value.period.start: amount(value) for value in days if is_known(value)}
    weeks = _weeks(known, until)
    if len(weeks) < LEAST_WEEKS:
        return Message(TOO_LITTLE, {"weeks": len(weeks)})
    profile = [mean(week[weekday] for week in weeks) for weekday in range(7)]
    passed = sum(profile[_place(day, until)] for day in range(period.start, until))
    to_come = sum(profile[_place(day, until)] for day in range(until, period.end))
    so_far = sum(known.get(day, 0.0) for day in range(period.start, until))
    spread = _spread([sum(week) for week in weeks], period.end - until)
    whole = passed + to_come
    elapsed = passed / whole if whole else (until - period.start) / period.days
    expected = so_far + to_come
    return Forecast(so_far, until, expected, max(so_far, expected - spread), expected + spread, elapsed)


def paces(connection: Connection, question: Question, values: Sequence[Value]) -> list[Pace | Message | None]:
    """How each of `values` stands on its way to its goal, or why nobody can say; None without goal or growth.

    `question` says whose they are. Data count up to the last day of which the institution has any.
    """
    known = covered_days(connection, question.institution_id)
    found: list[Pace | Message | None] = []
    for value in values:
        if known is None or value.goal is None or not has_pace(value.key):
            found.append(None)
            continue
        begin = min(value.period.start, known.end - 7 * WEEKS)
        days = Period(begin, max(value.period.end, begin + 1))
        platforms = (value.platform,) if value.platform else question.platforms
        asked = replace(
            question,
            period=days,
            platforms=platforms,
            kpis=(value.key,),
            measures=(),
            by=By.TOTAL,
            grain=Grain.DAY,
        )
        by_day = answer(connection, asked)
        found.append(pace(value.key, by_day, value.period, known.end, value.goal.target))
    return found


def pace(key: str, days: Sequence[Value], period: Period, until: int, target: float) -> Pace | Message:
    """How a sum stands on its way to `target` at the end of `period`; the arguments are those of `forecast`."""
    if not has_pace(key):
        label = KPIS[key].label if key in KPIS else key
        return Message(NOT_A_SUM, {"kpi": Message(label)})
    found = forecast(days, period, until)
    if isinstance(found, Message):
        return found
    expected = target * found.elapsed
    return Pace(found, target, expected, _sentence(found, target, expected))


def _weeks(known: Mapping[int, float], until: int) -> list[list[float]]:
    """The last eight spans of seven days before `until` that are known whole, each oldest day first."""
    spans = [range(until - 7 * number, until - 7 * (number - 1)) for number in range(1, WEEKS + 1)]
    return [[known[day] for day in span] for span in spans if all(day in known for day in span)]


def _place(day: int, until: int) -> int:
    """The day's place in a week that ends before `until`."""
    return (day - until) % 7


def _spread(weeks: Sequence[float], days: int) -> float:
    """Half of the interval for the sum of so many days to come.

    Weeks vary by s; n weeks ahead by s·√n, and the profile itself is off by s·n/√(number of weeks).
    """
    ahead = days / 7
    return T_95[len(weeks) - 1] * sqrt(variance(weeks) * (ahead + ahead**2 / len(weeks)))


def _sentence(found: Forecast, target: float, expected: float) -> Message:
    away = found.so_far - expected
    template = ON_PACE if abs(away) < 0.5 else AHEAD if away > 0 else BEHIND
    said: dict[str, object] = {
        "value": _count(found.so_far),
        "day": date_of(found.until - 1),
        "goal": _count(target),
    }
    if template is not ON_PACE:
        said |= {"distance": _count(abs(away)), "expected": _count(expected)}
    return Message(template, said)


def _count(number: float) -> Quantity:
    return Quantity(round(number), Unit.COUNT, trim=True)
