"""What the overview asks: the headline KPIs of the period, before, month by month, and by platform."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.catalogue.headline import HEADLINE
from kpi.periods import Grain, Period, history_period
from pages.shared.data import ask
from pages.shared.state import Choice


@dataclass(frozen=True)
class Numbers:
    """Answers by KPI key, in the order of `HEADLINE`; `by_platform` in the order of the platforms."""

    now: dict[str, Value]
    before: dict[str, Value]
    history: dict[str, tuple[Value, ...]]
    by_platform: dict[str, dict[str, Value]]

    @property
    def of_platforms(self) -> list[Value]:
        return [value for row in self.by_platform.values() for value in row.values()]

    @property
    def is_empty(self) -> bool:
        """Whether no KPI has any value, now or in the months before."""
        return all(value.value is None for values in self.history.values() for value in values)


def numbers(choice: Choice) -> Numbers:
    """Everything that the overview shows, for the frame's choice."""

    def asked(period: Period, by: By = By.TOTAL, grain: Grain = Grain.TOTAL) -> tuple[Value, ...]:
        question = Question(
            choice.institution.id, period, choice.platforms, kpis=HEADLINE, by=by, grain=grain
        )
        return ask(choice, question)

    months = asked(history_period(choice.period), grain=Grain.MONTH)
    by_platform: dict[str, dict[str, Value]] = {}
    for value in asked(choice.period, By.PLATFORM):
        by_platform.setdefault(value.platform or "", {})[value.key] = value
    return Numbers(
        now=_by_key(asked(choice.period)),
        before=_by_key(asked(choice.before)),
        history={key: tuple(value for value in months if value.key == key) for key in HEADLINE},
        by_platform=by_platform,
    )


def _by_key(values: Sequence[Value]) -> dict[str, Value]:
    return {value.key: value for value in values}
