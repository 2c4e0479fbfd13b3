"""A value beside an earlier one: the change, or why the two cannot be compared."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from kpi.answers.status import WHY_MISSING
from kpi.answers.value import Missing, Value
from kpi.catalogue.kpis import KPIS, Better, Sum
from kpi.catalogue.measures import MEASURES, Kind
from kpi.catalogue.units import Unit
from kpi.periods import Grain, Period, date_of, day_of, previous_elapsed, whole_grain
from kpi.words import N_, Message

DAYS_IN_52_WEEKS: Final = 364
UNLIKE_COVERAGE: Final = 0.1
"""Two periods are alike when the shares of their days that the data cover differ by no more than this."""


class ChangeKind(StrEnum):
    POINTS = "points"
    PERCENT = "percent"


@dataclass(frozen=True)
class Change:
    """What changed. `amount` has its sign: of POINTS the difference of two shares (0.03 is 3 points), of PERCENT
    the change as a share of the earlier value (0.12 is 12 %). `better` is None where nothing changed, and for
    measures, of which neither more nor less is better. `per_day` is the same change of what a day gave on average,
    where two sums are of different numbers of days.
    """

    kind: ChangeKind
    amount: float
    better: bool | None
    per_day: "PerDay | None" = None


@dataclass(frozen=True)
class PerDay:
    """The change of a sum's mean day, as a share of the earlier one; how many days there were now and before."""

    amount: float
    days: int
    days_before: int


class Against(StrEnum):
    """With what a period is compared."""

    PREVIOUS = "previous"
    LAST_YEAR = "last_year"


NO_VALUE_NOW: Final = N_("No comparison: there is no value, since {why}.")
NO_VALUE_BEFORE: Final = N_("No comparison: there is no value for {before}, since {why}.")
OTHER_DEFINITION: Final = N_(
    "No comparison: for {before} the platform counted impressions, and since then views, or the other way round."
)
ZERO_BEFORE: Final = N_("No comparison: the value for {before} is 0.")
UNLIKE: Final = N_(
    "No comparison: the data cover {now} of {of_now} days of this period and {then} of {of_then} days of {before}."
)


def compare(current: Value, before: Value, called: object = None) -> Change | Message:
    """How `current` differs from `before`: the same KPI or measure of an earlier period, or of somebody else.

    Shares differ in points, everything else in per cent. `called` is what a sentence calls `before`: its period,
    unless another platform or institution is meant.
    """
    called = before.period if called is None else called
    if current.value is None:
        return Message(NO_VALUE_NOW, {"why": _why(current.missing)})
    if before.value is None:
        return Message(NO_VALUE_BEFORE, {"before": called, "why": _why(before.missing)})
    if current.definition != before.definition:
        return Message(OTHER_DEFINITION, {"before": called})
    if not _alike(current, before):
        return _unlike(current, before, called)
    difference = current.value - before.value
    if current.unit is Unit.SHARE:
        return Change(ChangeKind.POINTS, difference, _better(current, difference))
    if before.value == 0:
        return Message(ZERO_BEFORE, {"before": called})
    amount = difference / abs(before.value)
    return Change(ChangeKind.PERCENT, amount, _better(current, difference), _per_day(current, before, amount))


def periods_to_compare(period: Period, known_until: int, against: Against) -> tuple[Period, Period]:
    """The part of `period` that data can fill, and as much of the period that it is compared with.

    `known_until` is the first day that the data do not cover any more: a running month is compared with the same
    elapsed days of the month before.
    """
    if against is Against.PREVIOUS:
        return previous_elapsed(period, known_until)
    now = Period(period.start, min(period.end, max(known_until, period.start + 1)))
    return now, _last_year(period, now)


def _last_year(whole: Period, now: Period) -> Period:
    if whole_grain(whole) is Grain.WEEK:  # whole weeks are compared with whole weeks
        return Period(now.start - DAYS_IN_52_WEEKS, now.end - DAYS_IN_52_WEEKS)
    return Period(_year_before(now.start), _year_before(now.end))


def _year_before(day: int) -> int:
    when = date_of(day)
    last = 28 if (when.month, when.day) == (2, 29) else when.day
    return day_of(when.replace(year=when.year - 1, day=last))


def _why(missing: Missing | None) -> Message:
    return Message(WHY_MISSING[missing or Missing.NOT_COLLECTED])


def _per_day(current: Value, before: Value, amount: float) -> PerDay | None:
    """None where the days are as many, or the value is no sum over them: a longer month has more of everything."""
    days, days_before = current.period.days, before.period.days
    if days == days_before or not _adds_days(current):
        return None
    return PerDay((1 + amount) * days_before / days - 1, days, days_before)


def _adds_days(value: Value) -> bool:
    if value.is_kpi:
        return isinstance(KPIS[value.key].formula, Sum)
    return MEASURES[value.key].kind is Kind.FLOW


def _better(current: Value, difference: float) -> bool | None:
    if not current.is_kpi or difference == 0:
        return None
    return (difference > 0) is (KPIS[current.key].better is Better.MORE)


def _alike(current: Value, before: Value) -> bool:
    if current.covered_days is None or before.covered_days is None:
        return True  # totals of several days: they hold whole periods or are missing
    now, then = current.covered_days / current.period.days, before.covered_days / before.period.days
    return abs(now - then) <= UNLIKE_COVERAGE


def _unlike(current: Value, before: Value, called: object) -> Message:
    values = {
        "now": current.covered_days,
        "of_now": current.period.days,
        "then": before.covered_days,
        "of_then": before.period.days,
        "before": called,
    }
    return Message(UNLIKE, values)
