"""What a snapshot holds: the tables of one institution's period, before they are written as CSV files or sheets."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection

from kpi.answers.answer import Answer
from kpi.answers.coverage import Coverage, coverage
from kpi.answers.goals import Goal, current_goals
from kpi.answers.question import By, Question
from kpi.answers.scopes import subject_of
from kpi.answers.values import answer
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.measures import MEASURES
from kpi.catalogue.references import REFERENCES
from kpi.periods import Grain, Period, next_start, start_of
from kpi.platforms import PLATFORMS, platform_of
from kpi.showing.csv_files import CsvTable
from kpi.showing.definitions_table import definitions_table
from kpi.showing.language import Language
from kpi.showing.snapshot_tables import (
    GoalLine,
    days_side_by_side,
    goals_table,
    kpi_table,
    measures_table,
    series_table,
)
from kpi.store.engine import Store
from kpi.store.institutions import ChannelRow, InstitutionRow, channels, institution_named
from kpi.words import N_, Message

Onlooker = Callable[[Message, float], None]
"""Is told what is being made, and which share of all of it is done. Raising in it ends the making."""


def nobody(_what: Message, _done: float) -> None:
    """The onlooker of whoever does not look."""


@dataclass(frozen=True)
class Filters:
    """What is taken away: whose numbers, of which days, of which platforms (none: all), in which language."""

    institution: InstitutionRow
    period: Period
    platforms: tuple[str, ...]
    locale: str

    @classmethod
    def of(
        cls, institution: InstitutionRow, period: Period, platforms: Iterable[str], locale: str
    ) -> "Filters":
        """Platforms once each, in their own order: the order in which somebody chose them changes no byte.

        Raises:
            UnknownPlatform: one of `platforms` does not exist.
        """
        chosen = {platform_of(name).key for name in platforms}
        return cls(institution, period, tuple(p.key for p in PLATFORMS if p.key in chosen), locale)

    @property
    def language(self) -> Language:
        return Language(self.locale)


class Part(StrEnum):
    """The tables, named as their CSV files are."""

    VALUES = "kpi_values"
    MONTHS = "kpi_by_month"
    DAYS = "kpi_by_day"
    WIDE_DAYS = "kpi_by_day_wide"
    MEASURES = "measures_by_day"
    GOALS = "goals"
    DEFINITIONS = "definitions"


COSTS: Final = {Part.VALUES: 1, Part.MONTHS: 2, Part.DAYS: 8, Part.WIDE_DAYS: 6, Part.MEASURES: 4}
"""How long a table takes, beside the others: what a bar shows of it. Those that are not here cost little."""


@dataclass(frozen=True)
class Contents:
    """The tables that were asked for, in that order, and how far the data of the channels behind them reach."""

    filters: Filters
    tables: tuple[CsvTable, ...]
    channels: tuple[ChannelRow, ...]
    covered: tuple[Coverage, ...]

    def covered_of(self, channel: ChannelRow) -> list[Coverage]:
        """What is known of each fact of one channel."""
        return [
            row for row in self.covered if (row.platform, row.channel) == (channel.platform, channel.handle)
        ]


def gather(
    store: Store, filters: Filters, parts: Iterable[Part], onlooker: Onlooker = nobody, share: float = 1.0
) -> Contents:
    """Read the tables `parts`; they are `share` of all that `onlooker` waits for."""
    parts = tuple(parts)
    costs = [COSTS.get(part, 0.5) for part in parts]
    tables = []
    with store.reading() as connection:
        institution = institution_named(
            connection, filters.institution.name
        )  # as it is now, with its data version
        filters = Filters(institution, filters.period, filters.platforms, filters.locale)
        for place, part in enumerate(parts):
            onlooker(Message(TITLES[part]), share * sum(costs[:place]) / sum(costs))
            tables.append(_Asking(connection, filters).table(part))
        here = tuple(
            row
            for row in channels(connection, institution.id)
            if not filters.platforms or row.platform in filters.platforms
        )
        return Contents(filters, tuple(tables), here, tuple(coverage(connection, institution.id)))


def all_rows(counts: Iterable[tuple[Part, int]]) -> int:
    """The rows of all parts together, from what `row_counts` gives."""
    return sum(rows for _, rows in counts)


def row_counts(connection: Connection, filters: Filters) -> dict[Part, int]:
    """How many rows each table of the CSV files will have, known before any is read."""
    period = filters.period
    question = Question(filters.institution.id, period, filters.platforms, by=By.PLATFORM)
    platforms = len(subject_of(connection, question).scopes)
    months, days = len(period.cut(Grain.MONTH)), period.days
    return {
        Part.VALUES: (1 + platforms) * len(KPIS),
        Part.MONTHS: months * platforms * len(KPIS),
        Part.DAYS: days * platforms * len(KPIS),
        Part.MEASURES: days * platforms,
        Part.GOALS: len(_goals(connection, filters)),
        Part.DEFINITIONS: len(KPIS) + len(MEASURES) + len(REFERENCES),
    }


TITLES: Final = {
    Part.VALUES: N_("KPI values of the period, with goal and status: all platforms together, then each one"),
    Part.MONTHS: N_("KPI values by month and platform, with goal and status"),
    Part.DAYS: N_("KPI values by day and platform"),
    Part.WIDE_DAYS: N_("KPI values by day and platform"),
    Part.MEASURES: N_("Measures by day and platform: the sums that the KPIs are divided from"),
    Part.GOALS: N_(
        "Goals of the months that the period touches, with the whole month's actual value and status"
    ),
    Part.DEFINITIONS: N_("What every KPI, measure and reference means, and its formula"),
}


@dataclass(frozen=True)
class _Asking:
    connection: Connection
    filters: Filters

    def table(self, part: Part) -> CsvTable:
        language = self.filters.language
        named: tuple[str, str] = (f"{part.value}.csv", language.say(TITLES[part]))
        match part:
            case Part.VALUES:
                return kpi_table(*named, [*self._ask(By.TOTAL), *self._ask(By.PLATFORM)], language)
            case Part.MONTHS:
                return kpi_table(*named, self._ask(By.PLATFORM, Grain.MONTH), language)
            case Part.DAYS:
                return series_table(*named, self._days("kpis", KPIS), language)
            case Part.WIDE_DAYS:
                return days_side_by_side(*named, self._days("kpis", KPIS), tuple(KPIS.values()), language)
            case Part.MEASURES:
                return measures_table(*named, self._days("measures", MEASURES), language)
            case Part.GOALS:
                return goals_table(*named, self._goal_lines(), language)
            case Part.DEFINITIONS:
                return definitions_table(*named, language)

    def _ask(self, by: By, grain: Grain = Grain.TOTAL) -> Answer:
        return answer(self.connection, self._question(by=by, grain=grain, kpis=tuple(KPIS)))

    def _question(self, **asked: Any) -> Question:
        question = {"period": self.filters.period, "platforms": self.filters.platforms, **asked}
        return Question(self.filters.institution.id, **question)

    def _days(self, kind: str, keys: Iterable[str]) -> Iterator[Answer]:
        """The days of one platform after the other: years of all of them at once would fill the memory."""
        scopes = subject_of(self.connection, self._question(by=By.PLATFORM)).scopes
        of_days = partial(
            self._question, by=By.PLATFORM, grain=Grain.DAY, judged=False, **{kind: tuple(keys)}
        )
        for scope in scopes:
            yield answer(self.connection, of_days(platforms=(scope.platform,)))

    def _goal_lines(self) -> Iterator[GoalLine]:
        """The goals of the months touched, each beside its month's actual value."""
        platforms, months = self.filters.platforms, _months(self.filters.period)
        actuals = {
            (value.key, value.platform or "", value.period.start): value
            for by in (By.TOTAL, By.PLATFORM)
            for value in answer(
                self.connection, self._question(period=months, kpis=tuple(KPIS), by=by, grain=Grain.MONTH)
            )
        }
        order = {key: position for position, key in enumerate(("", *(p.key for p in PLATFORMS)))}
        for goal in sorted(
            _goals(self.connection, self.filters),
            key=lambda g: (list(KPIS).index(g.kpi), order[g.platform], g.month),
        ):
            # The total over chosen platforms is not what was promised for all of them.
            partial_total = bool(platforms) and not goal.platform
            actual = None if partial_total else actuals.get((goal.kpi, goal.platform, goal.month))
            yield GoalLine(self.filters.institution.name, goal, actual)


def _months(period: Period) -> Period:
    """The whole months that `period` touches."""
    return Period(start_of(period.start, Grain.MONTH), next_start(period.end - 1, Grain.MONTH))


def _goals(connection: Connection, filters: Filters) -> list[Goal]:
    """The goals of the months touched, for the chosen platforms or for all of them together."""
    return [
        goal
        for goal in current_goals(connection, filters.institution.id, _months(filters.period))
        if not filters.platforms or not goal.platform or goal.platform in filters.platforms
    ]
