"""An answer: a value with everything needed to explain it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from kpi.catalogue.references import Reference
from kpi.catalogue.units import Unit
from kpi.periods import Period
from kpi.words import Message


class Missing(StrEnum):
    """Why there is no value. Zero is a value."""

    NOT_COLLECTED = "not_collected"  # nothing was imported for these days and channels
    NO_CASES = "no_cases"  # data is there, but nothing to divide by: no posts, no turns due, no cohort
    NOT_COMPLETE = "not_complete"  # the cohorts' days have not passed yet
    NO_BASELINE = "no_baseline"  # growth without a start
    NO_GOAL = "no_goal"  # turns were opened, but nobody promised how fast they would be answered
    TWO_DEFINITIONS = "two_definitions"  # the platform counted otherwise in a part of the period
    NO_SCHEDULE = "no_schedule"  # turns were answered, but no schedule says which of their seconds count


class Status(StrEnum):
    """What became of a goal; or, where its days have not all passed, what is to be expected of it."""

    MET = "met"
    CLOSE = "came_close"  # the target was not reached, the floor was
    MISSED = "missed"
    ON_TRACK = "on_track"  # so far as it should be; the period still runs
    AT_RISK = "at_risk"  # so far not as it should be; the period still runs
    NO_DATA = "no_data"

    @property
    def code(self) -> str:
        """How programs read it: met, at_risk, missed or no_data. Whether the period runs is said apart."""
        return _CODES.get(self, self).value


_CODES: Final = {Status.CLOSE: Status.AT_RISK, Status.ON_TRACK: Status.MET}
KEPT: Final = (Status.MET, Status.ON_TRACK)
SHORT: Final = (Status.MISSED, Status.AT_RISK, Status.CLOSE)
"""What needs somebody, the worst first."""
RUNNING: Final = (Status.ON_TRACK, Status.AT_RISK)


@dataclass(frozen=True)
class GoalLevels:
    """The goal that holds for a value, in the KPI's unit. `days` of the period have a goal, of `of_days`."""

    target: float
    floor: float | None = None
    stretch: float | None = None
    owner: str = ""
    reason: str = ""


class Value(NamedTuple):
    """One cell of an answer: a tuple, because an answer may hold a million of them.

    `platform` and `channel` are None where the answer is added over them. `value` is None when `missing` says
    why. `numerator`, `denominator` and `n` (cases) are those that the value was divided from. `low` and `high`
    are a 95 % interval where the KPI declares one. `days_with_data` counts the period's days that have any row
    of the KPI's measures, `covered_days` those between the first and the last day that have any, whenever
    (None where only totals of several days are known): quiet days count there, days not imported do not.
    `pending` are the cases that do not count yet because their days have not passed. `definition` says which of two
    definitions a platform counted by, where it has changed it: "impressions" or "views". `expected` is what leads
    to the goal by now, of a sum whose period still runs.
    """

    institution: str
    platform: str | None
    channel: str | None
    period: Period
    key: str
    is_kpi: bool
    unit: Unit
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    missing: Missing | None = None
    days_with_data: int | None = None
    covered_days: int | None = None
    goal: GoalLevels | None = None
    status: Status | None = None
    status_reason: Message | None = None
    reference: Reference | None = None
    pending: int | None = None
    definition: str | None = None
    expected: float | None = None


def pending_in(values: Iterable[Value]) -> int:
    """How many cases of some values do not count yet."""
    return sum(value.pending or 0 for value in values)


def is_known(value: Value) -> bool:
    """Whether a figure is known; a quiet day of something that is counted as it happens is a day with 0."""
    return value.value is not None or (value.missing is Missing.NO_CASES and value.unit is Unit.COUNT)


def amount(value: Value) -> float:
    """The value for a sum, in its unit: what is missing adds nothing."""
    return value.value or 0.0
