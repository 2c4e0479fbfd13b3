"""Whether a count is on its way to its goal: what should be there by now, and what will be there at the end.

Days are not alike, so both follow the week's profile (`kpi.answers.profile`). Expected to date is the goals of the
months that are over, and of the month that runs the share that has passed, weighed by that profile. The forecast is
what is there plus the profile's figure for each day to come. Its interval of 95 % assumes that the days to come stray
from the profile as those of the eight weeks did, week by week: a strong week is strong on several days, so the spread
is taken from the weeks' sums and not from single days.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import variance
from typing import Final

from sqlalchemy import Connection

from kpi.answers.coverage import covered_days
from kpi.answers.profile import WEEKS, Profile, profile_of
from kpi.answers.question import By, Question
from kpi.answers.running import promised
from kpi.answers.status import by_now, count
from kpi.answers.value import Value, amount, is_known
from kpi.answers.values import answer
from kpi.catalogue.kpis import KPIS, Sum
from kpi.periods import Grain, Period
from kpi.words import N_, Message

T_95: Final = {3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365}
"""Student's t for 95 %, by degrees of freedom: the spread is known from four to eight weeks only."""

METHOD: Final = N_(
    "What is there, plus what each day to come gave on average on the same weekday of the last eight weeks; the "
    "interval is as wide as those weeks were different."
)
NOT_A_SUM: Final = N_("{kpi} is not a sum: it does not grow towards its goal, so there is no pace.")
OVER: Final = N_("The period has ended: there is nothing left to forecast.")
NOT_BEGUN: Final = N_("There are no data of this period yet.")
OUTLOOK: Final = N_("By the end of the period {forecast}, in 95 of 100 cases between {low} and {high}.")


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
        said = {"forecast": count(end.forecast), "low": count(end.low), "high": count(end.high)}
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
    profile = profile_of(known, until)
    if isinstance(profile, Message):
        return profile
    so_far = sum(known.get(day, 0.0) for day in range(period.start, until))
    left = Period(until, period.end)
    expected, spread = so_far + profile.ahead(left), _spread(profile, left.days)
    elapsed = profile.passed(period)
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
        period = promised(value.period, known.end)
        begin = min(period.start, known.end - 7 * WEEKS)
        platforms = (value.platform,) if value.platform else question.platforms
        asked = replace(
            question,
            period=Period(begin, max(period.end, begin + 1)),
            platforms=platforms,
            kpis=(value.key,),
            measures=(),
            by=By.TOTAL,
            grain=Grain.DAY,
            judged=False,
        )
        by_day = answer(connection, asked)
        found.append(pace(value.key, by_day, period, known.end, value.goal.target, value.expected))
    return found


def pace(
    key: str, days: Sequence[Value], period: Period, until: int, target: float, expected: float | None = None
) -> Pace | Message:
    """How a sum stands on its way to `target` at the end of `period`; the other arguments are those of `forecast`.

    `expected` is what leads there by now, where the months of the period were promised differently much.
    """
    if not has_pace(key):
        label = KPIS[key].label if key in KPIS else key
        return Message(NOT_A_SUM, {"kpi": Message(label)})
    found = forecast(days, period, until)
    if isinstance(found, Message):
        return found
    by_then = target * found.elapsed if expected is None else expected
    return Pace(found, target, by_then, by_now(found.so_far, until, target, by_then))


def _spread(profile: Profile, days: int) -> float:
    """Half of the interval for the sum of so many days to come.

    Weeks vary by s; n weeks ahead by s·√n, and the profile itself is off by s·n/√(number of weeks).
    """
    weeks, ahead = [sum(week) for week in profile.weeks], days / 7
    return T_95[len(weeks) - 1] * sqrt(variance(weeks) * (ahead + ahead**2 / len(weeks)))
