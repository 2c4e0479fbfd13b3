"""What the response page asks: the KPIs of answering, now, before, over time and by platform."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.catalogue.kpis import Clock
from kpi.periods import Grain, Period, history_period, start_of
from pages.shared.data import ask
from pages.shared.state import Choice

MEDIAN: Final = {Clock.CALENDAR: "reply_time_median", Clock.BUSINESS: "reply_time_median_business"}
P90: Final = {Clock.CALENDAR: "reply_time_p90", Clock.BUSINESS: "reply_time_p90_business"}
SHARES: Final = ("answered_within_1h", "answered_within_24h", "answered_within_goal")
WAITING: Final = ("backlog", "backlog_oldest")
KEYS: Final = (*MEDIAN.values(), *P90.values(), "reply_time_mean", *SHARES, *WAITING)
OPENED: Final = "turns_opened"
WEEKS_SHOWN: Final = 26


@dataclass(frozen=True)
class ResponseNumbers:
    """Values by KPI key; `by_platform` by platform first, only platforms that have messages, or a goal for answering."""

    now: dict[str, Value]
    before: dict[str, Value]
    history: dict[str, tuple[Value, ...]]
    by_platform: dict[str, dict[str, Value]]
    grain: Grain

    @property
    def opened(self) -> int:
        """Turns opened in the period."""
        return int(self.now[OPENED].value or 0)

    @property
    def is_empty(self) -> bool:
        """Whether no turn was opened in the period."""
        return not self.opened

    @property
    def has_hours(self) -> bool:
        """Whether any reply of the period, or of the time shown before, is measured in service hours."""
        values = (self.now[MEDIAN[Clock.BUSINESS]], *self.history[MEDIAN[Clock.BUSINESS]])
        return any(value.value is not None for value in values)


def response_numbers(choice: Choice, grain: Grain) -> ResponseNumbers:
    """Everything on the page that is a KPI."""

    def asked(period: Period, by: By = By.TOTAL, grain: Grain = Grain.TOTAL) -> tuple[Value, ...]:
        question = Question(
            choice.institution.id, period, choice.platforms, KEYS, measures=(OPENED,), by=by, grain=grain
        )
        return ask(choice, question)

    over_time = asked(shown_period(choice.period, grain), grain=grain)
    by_platform: dict[str, dict[str, Value]] = {}
    for value in asked(choice.period, By.PLATFORM):
        by_platform.setdefault(value.platform or "", {})[value.key] = value
    return ResponseNumbers(
        now=_by_key(asked(choice.period)),
        before=_by_key(asked(choice.before)),
        history={key: tuple(value for value in over_time if value.key == key) for key in (*KEYS, OPENED)},
        by_platform={name: row for name, row in by_platform.items() if row[OPENED].value is not None},
        grain=grain,
    )


def shown_period(period: Period, grain: Grain) -> Period:
    """The time that the charts show: 13 months, 26 weeks or the days of the period; more where the period is longer."""
    if grain is Grain.MONTH:
        return history_period(period)
    if grain is Grain.WEEK:
        first = start_of(period.end - 1, Grain.WEEK) - 7 * (WEEKS_SHOWN - 1)
        return Period(min(first, start_of(period.start, Grain.WEEK)), period.end)
    return period


def _by_key(values: Sequence[Value]) -> dict[str, Value]:
    return {value.key: value for value in values}
