"""What every KPI, measure and reference means, as a table: one row each."""

from typing import Final

from kpi.catalogue.kpis import KPIS, Better, Kpi
from kpi.catalogue.measures import MEASURES, Measure
from kpi.catalogue.references import REFERENCES, Reference
from kpi.catalogue.units import Unit
from kpi.showing.csv_files import Cell, Column, CsvTable
from kpi.showing.formulas import formula_in_words
from kpi.showing.language import Language
from kpi.words import N_

UNIT_WORDS: Final = {
    Unit.COUNT: N_("count"),
    Unit.SHARE: N_("share, from 0 to 1"),
    Unit.SECONDS: N_("seconds"),
    Unit.PER_POST: N_("per post"),
    Unit.DAYS: N_("days"),
}
BETTER_WORDS: Final = {Better.MORE: N_("more is better"), Better.LESS: N_("less is better")}


def definitions_table(name: str, title: str, language: Language) -> CsvTable:
    """One row a KPI, a measure and a reference: what every number of the other files means."""
    say = language.say
    headings = (
        Column("kind", say(N_("Kind"))),
        Column("key", say(N_("Key"))),
        Column("label", say(N_("Name"))),
        Column("unit", say(N_("Unit"))),
        Column("better", say(N_("Better"))),
        Column("formula", say(N_("Formula"))),
        Column("definition", say(N_("Definition"))),
        Column("source", say(N_("Source"))),
    )
    rows = (
        *(_kpi_row(kpi, language) for kpi in KPIS.values()),
        *(_measure_row(measure, language) for measure in MEASURES.values()),
        *(_reference_row(reference, language) for reference in REFERENCES),
    )
    return CsvTable(name, headings, rows, title)


def _kpi_row(kpi: Kpi, language: Language) -> tuple[Cell, ...]:
    say = language.say
    return (
        "kpi",
        kpi.key,
        say(kpi.label),
        say(UNIT_WORDS[kpi.unit]),
        say(BETTER_WORDS[kpi.better]),
        say(formula_in_words(kpi.formula)),
        say(kpi.definition),
        kpi.source or None,
    )


def _measure_row(measure: Measure, language: Language) -> tuple[Cell, ...]:
    say = language.say
    unit = say(UNIT_WORDS[measure.unit])
    return ("measure", measure.key, say(measure.label), unit, None, None, say(measure.definition), None)


def _reference_row(reference: Reference, language: Language) -> tuple[Cell, ...]:
    say = language.say
    source = ", ".join(str(part) for part in (reference.source, reference.year, reference.country) if part)
    return (
        "reference",
        reference.key,
        say(reference.label),
        None,
        None,
        None,
        say(reference.definition),
        source,
    )
