"""What the page asks: revisits by platform and by audience, visitors and product uptake month by month."""

from dataclasses import dataclass
from typing import Final

from kpi.answers import cohort_base
from kpi.answers.question import By, Question
from kpi.answers.triangle import Cohort, Who, triangle
from kpi.answers.value import Missing, Value
from kpi.periods import Grain, Period, history_period
from kpi.platforms import Audience
from kpi.showing.loyalty import Counted
from pages.loyalty.chosen import Asked
from pages.shared.data import Key, ask, key_of
from pages.shared.remember import remembered
from pages.shared.state import Choice
from pages.shared.store import open_shared_store

RETURNING: Final = "returning_visitor_share"
VISITORS: Final = ("new_visitors", "returning_visitors")
LIFT: Final = "product_uptake_lift"
UPTAKE: Final = ("product_uptake_members", "product_uptake_non_members", LIFT)
DAYS_SHOWN: Final = (1, 3, 7, 14, 30, 60, 90)


@dataclass(frozen=True)
class LoyaltyNumbers:
    """Values of the period: one KPI's by platform or channel, those of all tiles now, before and by month."""

    rows: tuple[Value, ...]
    now: dict[str, Value]
    before: dict[str, Value]
    months: dict[str, tuple[Value, ...]]

    @property
    def returned(self) -> list[Value]:
        """The rows of whom anybody came first in the period, known or not known yet."""
        return [row for row in self.rows if row.value is not None or row.missing is Missing.NOT_COMPLETE]

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the page has any value, now or in the months before."""
        return not self.returned and all(v.value is None for row in self.months.values() for v in row)


def loyalty_numbers(choice: Choice, asked: Asked) -> LoyaltyNumbers:
    keys = (asked.kpi, RETURNING, *UPTAKE)
    months = _ask(choice, history_period(choice.period), keys, grain=Grain.MONTH)
    return LoyaltyNumbers(
        _ask(choice, choice.period, (asked.kpi,), by=asked.by),
        {value.key: value for value in _ask(choice, choice.period, keys)},
        {value.key: value for value in _ask(choice, choice.before, keys)},
        {key: tuple(value for value in months if value.key == key) for key in keys},
    )


def by_audience(choice: Choice, kpi: str) -> dict[Audience, Counted]:
    """The KPI of each audience that has one, and of whom it is: networks without Likes count first visitors."""
    found = {}
    for audience in Audience:
        question = Question(
            choice.institution.id,
            choice.period,
            choice.platforms,
            (kpi,),
            cohort_base.ASKED,
            audiences=(audience,),
        )
        value, *measures = ask(choice, question)
        if value.value is not None:
            found[audience] = value, cohort_base.base_of(kpi, {one.key: one for one in measures})
    return found


def visitors(choice: Choice) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """New and returning visitors, month by month."""
    question = Question(
        choice.institution.id,
        history_period(choice.period),
        choice.platforms,
        measures=VISITORS,
        grain=Grain.MONTH,
    )
    found = ask(choice, question)
    new, returning = (tuple(value for value in found if value.key == key) for key in VISITORS)
    return new, returning


def uptake_together(choice: Choice) -> dict[str, Value]:
    """Product uptake over all months shown, put together."""
    return {value.key: value for value in _ask(choice, history_period(choice.period), UPTAKE)}


def uptake_left_out(choice: Choice) -> list[str]:
    """The platforms with counts of product uptake in the months shown that are not among the chosen ones."""
    everywhere = Question(
        choice.institution.id, history_period(choice.period), kpis=(UPTAKE[0],), by=By.PLATFORM
    )
    others = (value for value in ask(choice, everywhere) if value.platform not in choice.shown)
    return [value.platform for value in others if value.platform and value.value is not None]


def cohorts_of(choice: Choice, platform: str, who: Who, grain: Grain, period: Period) -> tuple[Cohort, ...]:
    """The cohorts of one platform, from the first that has anybody."""
    question = Question(choice.institution.id, period, (platform,), grain=grain)
    found = _triangle(key_of(choice), question, who)
    started = next((place for place, one in enumerate(found) if one.size), len(found))
    return found[started:]


@remembered(64)
def _triangle(key: Key, question: Question, who: Who) -> tuple[Cohort, ...]:  # noqa: ARG001  (keys the cache)
    with open_shared_store().reading() as connection:
        return tuple(triangle(connection, question, who, DAYS_SHOWN))


def _ask(
    choice: Choice, period: Period, kpis: tuple[str, ...], by: By = By.TOTAL, grain: Grain = Grain.TOTAL
) -> tuple[Value, ...]:
    return ask(choice, Question(choice.institution.id, period, choice.platforms, kpis, by=by, grain=grain))
