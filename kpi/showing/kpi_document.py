"""docs/kpis.md: every KPI, measure and reference in English and Spanish, generated from the catalogue.

`python -m kpi.showing.kpi_document` writes it; a test keeps the file equal to the catalogue.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kpi.catalogue.kpis import KPIS, Better, Kpi
from kpi.catalogue.measures import MEASURES, Fact, Kind, Measure
from kpi.catalogue.references import REFERENCES, Reference
from kpi.platforms import BY_KEY
from kpi.showing.charts.words import THEMES
from kpi.showing.formulas import formula_in_words
from kpi.showing.language import Language

PLACE: Final = Path("docs/kpis.md")
ENGLISH, SPANISH = Language("en"), Language("es")

FACTS: Final = {
    Fact.POST: "Measures of posts, by the day of publication",
    Fact.CHANNEL_DAY: "Measures of a channel's day, as the platform reports them",
    Fact.CHANNEL_SPAN: "Measures of a community's month, as the institution reports them",
    Fact.MESSAGE: "Measures of messages and turns",
    Fact.VISIT: "Measures of visits",
}
PREFACE: Final = """\
# KPIs and measures

Generated from `kpi/catalogue`: `python -m kpi.showing.kpi_document` writes this page, and a test keeps it equal.

A **measure** is a number that can be added, one per channel and day. A *flow* is added over the days of a period;
a *stock* is the last known day's. A **KPI** is a formula over measures. It divides last: a ratio is a sum over a
sum for the whole period and all its channels, never a mean of daily ratios. `engagement_rate_followers` is the one
mean, over posts, because that is the form in which the industry publishes it. Percentiles come from histograms and
are within 1 % of what all waits would give one by one.

Units: `count`, `share` (from 0 to 1, shown in per cent), `seconds`, `per_post`, `days`. Shares that come with an
interval carry the 95 % Wilson interval, how much more members take up that of Katz. A value that is missing says why: `not_collected` (nothing was imported),
`no_cases` (nothing happened that could be counted), `not_complete` (the cohort's days have not passed yet),
`no_baseline` (growth without a start), `no_goal` (no reply time was promised), `no_schedule` (turns were answered,
but no schedule of service hours says which of their seconds count).
"""


def document() -> str:
    """The whole page."""
    return "\n".join([PREFACE, *_kpis(), *_measures(), *_references()]) + "\n"


def _kpis() -> Iterator[str]:
    for theme, title in THEMES.items():
        yield f"## {title}\n"
        for kpi in KPIS.values():
            if kpi.theme is theme:
                yield _kpi(kpi)


def _kpi(kpi: Kpi) -> str:
    better = "more" if kpi.better is Better.MORE else "less"
    lines = [
        f"### `{kpi.key}`\n",
        f"- English: **{ENGLISH.say(kpi.label)}**. {ENGLISH.say(kpi.definition)}",
        f"- Español: **{SPANISH.say(kpi.label)}**. {SPANISH.say(kpi.definition)}",
        f"- Formula: {ENGLISH.say(formula_in_words(kpi.formula, _code))}",
        f"- Unit: `{kpi.unit}`; better: {better}",
    ]
    if kpi.source:
        lines.append(f"- Source of the definition: {kpi.source}")
    return "\n".join(lines) + "\n"


def _measures() -> Iterator[str]:
    for fact, title in FACTS.items():
        yield f"## {title}\n"
        yield "| Key | English | Español | Unit |\n|---|---|---|---|"
        yield from (_measure(measure) for measure in MEASURES.values() if measure.fact is fact)
        yield ""


def _measure(measure: Measure) -> str:
    stock = ", stock" if measure.kind is Kind.STOCK else ""
    cells = (
        f"`{measure.key}`",
        *(f"**{one.say(measure.label)}**. {one.say(measure.definition)}" for one in (ENGLISH, SPANISH)),
        f"`{measure.unit}`{stock}{', people' if measure.people else ''}",
    )
    return f"| {' | '.join(cells)} |"


def _references() -> Iterator[str]:
    yield "## References\n"
    yield "Published figures. One is drawn only beside a KPI of the same definition.\n"
    yield from map(_reference, REFERENCES)


def _reference(reference: Reference) -> str:
    where = ", ".join(BY_KEY[key].label if key else "all platforms together" for key in reference.platforms)
    source = ", ".join(
        str(part) for part in (reference.source, reference.link, reference.year, reference.country) if part
    )
    beside = f", beside {', '.join(map(_code, reference.kpis))}" if reference.kpis else ""
    lines = [
        f"### {ENGLISH.say(reference.label)} · {SPANISH.say(reference.label)}\n",
        f"- English: {ENGLISH.say(reference.definition)}",
        f"- Español: {SPANISH.say(reference.definition)}",
        f"- Source: {source}",
        f"- Value: {reference.value}{beside}{f' on {where}' if where else ''}",
    ]
    if reference.unlike:
        unlike = ", ".join(map(_code, reference.unlike))
        lines.append(f"- Not beside {unlike}: {ENGLISH.say(reference.why_not)}")
    return "\n".join(lines)


def _code(key: str) -> str:
    return f"`{key}`"


if __name__ == "__main__":
    PLACE.write_text(document(), encoding="utf-8")
