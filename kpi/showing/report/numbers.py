"""What the report asks, at once: the headline KPIs of the period, before it, by platform, and month by month."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from kpi.answers.attention import Attention
from kpi.answers.causes import cause_of
from kpi.answers.comparison import Against, periods_to_compare
from kpi.answers.coverage import Coverage, coverage, covered_days
from kpi.answers.formulas import measures_of
from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.answers.values import answer
from kpi.catalogue.headline import HEADLINE
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.measures import MEASURES, Fact
from kpi.importing.history import list_imports
from kpi.importing.layout import shipped
from kpi.periods import Grain, Period, history_period
from kpi.showing.findings import in_need
from kpi.showing.snapshot_contents import Filters
from kpi.words import Message

MOST_IN_NEED: Final = 12


@dataclass(frozen=True)
class Need:
    """Something that needs attention, and where most of it comes from, where that stands out."""

    one: Attention
    cause: Message | None


@dataclass(frozen=True)
class ReportNumbers:
    """Values by KPI; `by_platform` and `months` by KPI, then platform, in the order of the platforms.

    `period` is what the data fill of the period asked for, and `before` as much of the one before. `sources` are the
    titles of the exports behind each kind of fact on each platform, "" being exports of several.
    """

    filters: Filters
    period: Period
    before_period: Period
    covered: Period | None
    now: dict[str, Value]
    before: dict[str, Value]
    history: dict[str, list[Value]]
    by_platform: dict[str, dict[str, Value]]
    months: dict[str, dict[str, list[Value]]]
    needs: tuple[Need, ...]
    in_need: int
    coverage: tuple[Coverage, ...]
    sources: dict[tuple[str, str], tuple[str, ...]]

    @property
    def of_platforms(self) -> list[Value]:
        return [value for row in self.by_platform.values() for value in row.values()]

    @property
    def has_values(self) -> bool:
        """Whether any headline KPI has a value in the period, in all or on a platform."""
        return any(value.value is not None for value in (*self.now.values(), *self.of_platforms))

    def known(self, kpi: str) -> list[Value]:
        """The platforms' values of a KPI, without those that have neither a value nor a goal."""
        return [v for v in self.by_platform[kpi].values() if v.value is not None or v.goal is not None]

    def known_months(self, kpi: str) -> dict[str, list[Value]]:
        """The months of a KPI, of each platform that has any value in them."""
        return {p: row for p, row in self.months[kpi].items() if any(v.value is not None for v in row)}

    def gaps(self, kpi: str, platform: str) -> list[Period]:
        """The stretches without data of what a KPI is made of, on one platform."""
        facts = facts_of(kpi)
        return [
            gap
            for row in self.coverage
            if row.platform == platform and row.fact in facts
            for gap in row.missing
        ]

    def sources_of(self, kpis: Iterable[str]) -> list[str]:
        """The titles of the exports that some KPIs come from, each once."""
        asked = [
            (fact, platform)
            for kpi in kpis
            for fact in sorted(facts_of(kpi))
            for platform in ("", *(v.platform or "" for v in self.known(kpi) if v.value is not None))
        ]
        return list(dict.fromkeys(title for one in asked for title in self.sources.get(one, ())))


def facts_of(kpi: str) -> set[str]:
    """The kinds of fact that a KPI is made of; a channel's totals come by day or for several days."""
    facts = {MEASURES[measure].fact for measure in measures_of(KPIS[kpi].formula)}
    return {*facts, Fact.CHANNEL_SPAN} if Fact.CHANNEL_DAY in facts else {*facts}


def report_numbers(connection: Connection, filters: Filters) -> ReportNumbers:
    """Everything that the report shows."""
    institution, platforms = filters.institution, filters.platforms
    covered = covered_days(connection, institution.id)
    overlaps = covered is not None and filters.period.start < covered.end
    until = covered.end if covered is not None and overlaps else filters.period.end
    period, before = periods_to_compare(filters.period, until, Against.PREVIOUS)

    def ask(of: Period, by: By = By.TOTAL, grain: Grain = Grain.TOTAL) -> Sequence[Value]:
        return answer(connection, Question(institution.id, of, platforms, kpis=HEADLINE, by=by, grain=grain))

    now = {value.key: value for value in ask(period)}
    by_platform: dict[str, dict[str, Value]] = {key: {} for key in HEADLINE}
    for value in ask(period, By.PLATFORM):
        by_platform[value.key][value.platform or ""] = value
    history: dict[str, list[Value]] = {key: [] for key in HEADLINE}
    for value in ask(history_period(period), grain=Grain.MONTH):
        history[value.key].append(value)
    months: dict[str, dict[str, list[Value]]] = {key: {} for key in HEADLINE}
    for value in ask(history_period(period), By.PLATFORM, Grain.MONTH):
        months[value.key].setdefault(value.platform or "", []).append(value)
    found = in_need(list(now.values()), [v for row in by_platform.values() for v in row.values()])
    return ReportNumbers(
        filters=filters,
        period=period,
        before_period=before,
        covered=covered,
        now=now,
        before={value.key: value for value in ask(before)},
        history=history,
        by_platform=by_platform,
        months=months,
        needs=tuple(_with_cause(connection, filters, one) for one in found[:MOST_IN_NEED]),
        in_need=len(found),
        coverage=tuple(coverage(connection, institution.id)),
        sources=_sources(connection, filters),
    )


def _with_cause(connection: Connection, filters: Filters, one: Attention) -> Need:
    question = Question(filters.institution.id, one.value.period, filters.platforms)
    return Need(one, cause_of(connection, question, one.value))


def _sources(connection: Connection, filters: Filters) -> dict[tuple[str, str], tuple[str, ...]]:
    """The titles of the layouts of each fact's imports on each platform, in the reader's language."""
    known = {layout.key: layout for layout in shipped()}
    titles: dict[tuple[str, str], dict[str, None]] = {}
    for run in list_imports(connection, filters.institution.id):
        if run.undone_at is None and (not filters.platforms or run.platform in ("", *filters.platforms)):
            title = getattr(known[run.layout].title, filters.locale) if run.layout in known else run.layout
            titles.setdefault((run.fact, run.platform), {})[title] = None
    return {where: tuple(named) for where, named in titles.items()}
