"""How a number is computed: definition, numerator and denominator, n, interval, sources, completeness."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from kpi.answers.formulas import measures_of
from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.measures import MEASURES, Fact
from kpi.catalogue.references import refused_references
from kpi.catalogue.units import Unit
from kpi.showing.charts.references import reference_text
from kpi.showing.charts.words import goal_text, label, platform_name, verdict_text
from kpi.showing.language import Language
from kpi.words import N_
from pages.shared.html import escape

SPAN_FACTS = (Fact.CHANNEL_DAY, Fact.CHANNEL_SPAN)


@dataclass(frozen=True)
class Sources:
    """Which files an institution's facts came from: per fact their titles and the last import (epoch seconds)."""

    titles: Mapping[str, Sequence[str]]
    last_import: Mapping[str, int]
    timezone: str

    def day_of(self, instant: int) -> date:
        """The day of an import on the institution's clocks."""
        return datetime.fromtimestamp(instant, UTC).astimezone(ZoneInfo(self.timezone)).date()


def explanation(value: Value, sources: Sources, shown: tuple[str, ...], language: Language) -> str:
    """The panel's markup for one value of a KPI; `shown` are the platforms on the page."""
    kpi = KPIS[value.key]
    rows = [
        (language.say(N_("Period")), language.period(value.period)),
        *_parts(value, language),
        *_goal(value, language),
        *_refused(value.key, shown, language),
        *_origin(value, sources, language),
    ]
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in rows)
    return (
        f'<div class="v-name" role="heading" aria-level="3">{escape(label(value.key, language))}</div><p>{escape(language.say(kpi.definition))}</p>'
        f"<dl>{listed}</dl>"
    )


def _parts(value: Value, language: Language) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    part_unit = Unit.SECONDS if value.unit is Unit.SECONDS else Unit.COUNT
    if value.numerator is not None:
        rows.append((language.say(N_("Numerator")), language.value(value.numerator, part_unit)))
    if value.denominator is not None:
        rows.append((language.say(N_("Denominator")), language.number(value.denominator)))
    if value.n is not None:
        rows.append((language.say(N_("Cases (n)")), language.number(value.n)))
    if value.low is not None and value.high is not None:
        between = language.say(
            N_("{low} to {high}"),
            low=language.value(value.low, value.unit),
            high=language.value(value.high, value.unit),
        )
        rows.append((language.say(N_("95 % interval")), between))
    return rows


def _goal(value: Value, language: Language) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    if value.goal and value.status:
        said = language.say(value.status_reason) if value.status_reason else goal_text(value, language)
        rows.append((language.say(N_("Goal")), f"{verdict_text(value, language)} · {said}"))
        if value.goal.owner:
            rows.append((language.say(N_("Kept by")), value.goal.owner))
        if value.goal.reason:
            rows.append((language.say(N_("Why this goal")), value.goal.reason))
    if value.reference:
        rows.append((language.say(N_("Reference")), reference_text(value.reference, language)))
    return rows


@lru_cache(maxsize=256)
def _refused(kpi: str, shown: tuple[str, ...], language: Language) -> list[tuple[str, str]]:
    """References that look as if they belonged here: each source once, with its figures and why they do not."""
    figures: dict[tuple[str, int, str], list[str]] = {}
    for platform in shown:
        for one in refused_references(kpi, platform):
            told = figures.setdefault((one.source, one.year, one.why_not), [])
            figure = f"{platform_name(platform, language)}: {language.say(one.label)}"
            told += [] if figure in told else [figure]
    return [
        (
            language.say(N_("Not beside it")),
            f"{'; '.join(told)} ({source}, {year}): {language.say(why_not)}",
        )
        for (source, year, why_not), told in figures.items()
    ]


def _origin(value: Value, sources: Sources, language: Language) -> list[tuple[str, str]]:
    """Files, last import, and how many of the period's days have data."""
    facts = facts_of(value.key)
    titles = dict.fromkeys(title for fact in facts for title in sources.titles.get(fact, ()))
    rows = [(language.say(N_("Sources")), ", ".join(titles) or language.say(N_("none imported")))]
    times = [sources.last_import[fact] for fact in facts if fact in sources.last_import]
    if times:
        rows.append((language.say(N_("Last import")), language.date(sources.day_of(max(times)))))
    if value.days_with_data is not None:
        said = language.say(
            N_("{some} of {all} days have data"), some=value.days_with_data, all=value.period.days
        )
        rows.append((language.say(N_("Completeness")), said))
    return rows


def facts_of(key: str) -> tuple[str, ...]:
    """The kinds of fact that a KPI is made of; a channel's totals come by day or for several days."""
    facts = {MEASURES[measure].fact for measure in measures_of(KPIS[key].formula)}
    if Fact.CHANNEL_DAY in facts:
        facts.update(SPAN_FACTS)
    return tuple(sorted(facts))
