"""The kinds of formula that a KPI can have. All divide last, for the whole period."""

from dataclasses import dataclass
from enum import StrEnum


class Clock(StrEnum):
    """Which seconds of a wait count: all of them, or those inside service hours."""

    CALENDAR = "calendar"
    BUSINESS = "business"


@dataclass(frozen=True)
class Sum:
    """Measures added up: a count."""

    parts: tuple[str, ...]


@dataclass(frozen=True)
class Ratio:
    """Sum of `numerator` measures over sum of `denominator` measures.

    `cases` is the measure that gives n; "" is the denominator itself. `interval` asks for a Wilson interval.
    `former` names the cases of an earlier definition of the denominator, and all of its cases: a period that holds
    cases of both has no value, as the two are not one series.
    `served_of` is the measure of which the denominator is the part that a schedule of service hours covers.
    """

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    cases: str = ""
    interval: bool = False
    served_of: str = ""
    former: tuple[str, str] | None = None


@dataclass(frozen=True)
class Lift:
    """How much larger one share is than another: (cases ÷ of) ÷ (base_cases ÷ base_of) − 1.

    The numerator is what `cases` are above those expected, the denominator those expected: `of` at the base's
    share. The 95 % interval is that of a ratio of two shares, by its logarithm (Katz and others, "Obtaining
    confidence intervals for the risk ratio in cohort studies", Biometrics 34, 1978).
    """

    cases: str
    of: str
    base_cases: str
    base_of: str


@dataclass(frozen=True)
class MeanOverPosts:
    """Mean over posts of (engagements ÷ followers that day).

    Followers are one number per channel and day, so the day's posts share a denominator and the sum of the
    post rates is the sum over days of engagements ÷ followers.
    """

    numerator: str
    divisor: str
    cases: str


@dataclass(frozen=True)
class Stock:
    """The last known day of a measure inside the period, added over channels."""

    measure: str


@dataclass(frozen=True)
class Growth:
    """(end - start) ÷ start of a stock; start is the last known day before the period, else the first inside."""

    measure: str


@dataclass(frozen=True)
class Percentile:
    """The `share` quantile of the waits of answered turns opened in the period; `first` for first turns only."""

    share: float
    first: bool
    clock: Clock = Clock.CALENDAR


@dataclass(frozen=True)
class WithinPromise:
    """Turns answered within the promised time ÷ turns due by then.

    The limit of a channel and month is the target of the first of the `limits` (KPIs, in seconds) that has a
    goal: the platform's, else the institution's.
    """

    limits: tuple[str, ...]


@dataclass(frozen=True)
class Returned:
    """Returned ÷ cohort, over the cohorts for which `days` have passed before the data's cut-off."""

    returned: str
    cohort: str
    days: int


@dataclass(frozen=True)
class Open:
    """Turns open at the end of the period: opened up to then minus closed up to then."""


@dataclass(frozen=True)
class OldestOpen:
    """Seconds that the oldest turn open at the end of the period has waited by then."""


Formula = (
    Sum
    | Ratio
    | Lift
    | MeanOverPosts
    | Stock
    | Growth
    | Percentile
    | WithinPromise
    | Returned
    | Open
    | OldestOpen
)
