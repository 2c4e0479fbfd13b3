"""What the platforms page asks: the headline KPIs by platform, now, before and month by month."""

from dataclasses import dataclass

from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.catalogue.headline import HEADLINE
from kpi.periods import Grain, Period, history_period
from pages.shared.data import ask
from pages.shared.state import Choice


@dataclass(frozen=True)
class PlatformNumbers:
    """Values by KPI key, then platform, both in the order in which they are shown."""

    now: dict[str, dict[str, Value]]
    before: dict[str, dict[str, Value]]

    def known(self, key: str) -> list[Value]:
        """The platforms' values of a KPI, without those platforms that have neither a value nor a goal for it."""
        return [v for v in self.now[key].values() if v.value is not None or v.goal is not None]

    @property
    def shown(self) -> tuple[str, ...]:
        """The KPIs that any platform has a value or a goal for."""
        return tuple(key for key in HEADLINE if self.known(key))


def platform_numbers(choice: Choice) -> PlatformNumbers:
    """The headline KPIs of each platform on the page."""
    return PlatformNumbers(
        _by_key(_asked(choice, choice.period)),
        _by_key(_asked(choice, choice.before)),
    )


def platform_histories(choice: Choice) -> dict[tuple[str, str], list[Value]]:
    """The headline KPIs month by month, by KPI and platform."""
    question = Question(
        choice.institution.id,
        history_period(choice.period),
        choice.platforms,
        kpis=HEADLINE,
        by=By.PLATFORM,
        grain=Grain.MONTH,
    )
    found: dict[tuple[str, str], list[Value]] = {}
    for value in ask(choice, question):
        found.setdefault((value.key, value.platform or ""), []).append(value)
    return found


def platform_history(choice: Choice, key: str) -> dict[str, list[Value]]:
    """One KPI month by month for each platform that has any value of it."""
    return {
        platform: row
        for (kpi, platform), row in platform_histories(choice).items()
        if kpi == key and any(value.value is not None for value in row)
    }


def _asked(choice: Choice, period: Period) -> tuple[Value, ...]:
    return ask(
        choice,
        Question(choice.institution.id, period, choice.platforms, kpis=HEADLINE, by=By.PLATFORM),
    )


def _by_key(values: tuple[Value, ...]) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {key: {} for key in HEADLINE}
    for value in values:
        found[value.key][value.platform or ""] = value
    return found
