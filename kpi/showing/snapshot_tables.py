"""The files of a snapshot, as tables: each column declared once with its key, heading and cell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from kpi.answers.goals import Goal
from kpi.answers.status import WHY_MISSING
from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS, Better, Kpi
from kpi.catalogue.measures import MEASURES, Measure
from kpi.catalogue.references import REFERENCES, Reference
from kpi.catalogue.units import Unit
from kpi.periods import Period, date_of
from kpi.showing.charts.words import STATUS_WORDS, label, platform_name
from kpi.showing.csv_files import Cell, Column, CsvTable
from kpi.showing.formulas import formula_in_words
from kpi.showing.language import Language
from kpi.words import N_

Row = TypeVar("Row")


@dataclass(frozen=True)
class Field(Generic[Row]):
    """A column: its key, its heading (a template) and what it takes from a row."""

    key: str
    heading: str
    cell: Callable[[Row, Language], Cell]


UNIT_WORDS: Final = {
    Unit.COUNT: N_("count"),
    Unit.SHARE: N_("share, from 0 to 1"),
    Unit.SECONDS: N_("seconds"),
    Unit.PER_POST: N_("per post"),
    Unit.DAYS: N_("days"),
}
BETTER_WORDS: Final = {Better.MORE: N_("more is better"), Better.LESS: N_("less is better")}


def _status(value: Value, language: Language) -> Cell:
    return language.say(STATUS_WORDS[value.status]) if value.status else None


def _missing(value: Value, language: Language) -> Cell:
    return language.say(WHY_MISSING[value.missing]) if value.missing else None


_WHERE: Final = (
    Field[Value]("institution", N_("Institution"), lambda v, _: v.institution),
    Field[Value]("platform_key", N_("Platform key"), lambda v, _: v.platform or "all"),
    Field[Value]("platform", N_("Platform"), lambda v, language: platform_name(v.platform, language)),
)
_WHEN: Final = (
    Field[Value]("first_day", N_("First day"), lambda v, _: v.period.first),
    Field[Value]("last_day", N_("Last day"), lambda v, _: v.period.last),
)
_WHAT: Final = (
    Field[Value]("kpi_key", N_("KPI key"), lambda v, _: v.key),
    Field[Value]("kpi", N_("KPI"), lambda v, language: label(v.key, language)),
)
_NUMBER: Final = (
    Field[Value]("value", N_("Value"), lambda v, _: v.value),
    Field[Value]("unit", N_("Unit"), lambda v, _: v.unit.value),
    Field[Value]("numerator", N_("Numerator"), lambda v, _: v.numerator),
    Field[Value]("denominator", N_("Denominator"), lambda v, _: v.denominator),
    Field[Value]("n", N_("Cases (n)"), lambda v, _: v.n),
    Field[Value]("low", N_("Interval from (95 %)"), lambda v, _: v.low),
    Field[Value]("high", N_("Interval to (95 %)"), lambda v, _: v.high),
    Field[Value]("missing", N_("Why there is no value"), _missing),
)
_COMPLETE: Final = (
    Field[Value]("days_with_data", N_("Days with data"), lambda v, _: v.days_with_data),
    Field[Value]("days", N_("Days"), lambda v, _: v.period.days),
)
_GOAL: Final = (
    Field[Value]("floor", N_("Floor"), lambda v, _: v.goal.floor if v.goal else None),
    Field[Value]("target", N_("Target"), lambda v, _: v.goal.target if v.goal else None),
    Field[Value]("stretch", N_("Stretch"), lambda v, _: v.goal.stretch if v.goal else None),
    Field[Value]("status_key", N_("Status key"), lambda v, _: v.status.value if v.status else None),
    Field[Value]("status", N_("Status"), _status),
)
_REFERENCE: Final = (
    Field[Value]("reference", N_("Reference"), lambda v, _: v.reference.value if v.reference else None),
    Field[Value](
        "reference_source",
        N_("Source of the reference"),
        lambda v, _: f"{v.reference.source}, {v.reference.year}" if v.reference else None,
    ),
)


def kpi_table(name: str, title: str, values: Iterable[Value], language: Language) -> CsvTable:
    """One row a KPI value, with all that explains it."""
    fields = (*_WHERE, *_WHEN, *_WHAT, *_NUMBER, *_COMPLETE, *_GOAL, *_REFERENCE)
    return _table(name, title, fields, values, language)


def series_table(name: str, title: str, values: Iterable[Value], language: Language) -> CsvTable:
    """One row a KPI value of a short period, without goal and reference: a goal is promised for a month."""
    return _table(name, title, (*_WHERE, *_WHEN, *_WHAT, *_NUMBER), values, language)


def measures_table(name: str, title: str, values: Iterable[Value], language: Language) -> CsvTable:
    """One row a platform and day, one column a measure; an empty cell is a measure that nobody reported."""
    rows: dict[tuple[str | None, Period], dict[str, Value]] = {}
    for value in values:
        rows.setdefault((value.platform, value.period), {})[value.key] = value
    where = (*_WHERE, Field[Value]("day", N_("Day"), lambda v, _: v.period.first))
    columns = [Column(field.key, language.say(field.heading)) for field in where]
    columns += [Column(measure.key, language.say(measure.label)) for measure in MEASURES.values()]
    return CsvTable(
        name,
        tuple(columns),
        tuple(
            (
                *(field.cell(next(iter(cells.values())), language) for field in where),
                *(cells[key].value for key in MEASURES),
            )
            for cells in rows.values()
        ),
        language.say(title),
    )


@dataclass(frozen=True)
class GoalLine:
    """A goal and how its month turned out; `actual` is None for a goal that nothing was computed for."""

    institution: str
    goal: Goal
    actual: Value | None


_GOALS: Final = (
    Field[GoalLine]("institution", N_("Institution"), lambda g, _: g.institution),
    Field[GoalLine]("kpi_key", N_("KPI key"), lambda g, _: g.goal.kpi),
    Field[GoalLine]("kpi", N_("KPI"), lambda g, language: label(g.goal.kpi, language)),
    Field[GoalLine]("platform_key", N_("Platform key"), lambda g, _: g.goal.platform or "all"),
    Field[GoalLine]("platform", N_("Platform"), lambda g, language: platform_name(g.goal.platform, language)),
    Field[GoalLine]("month", N_("Month"), lambda g, _: date_of(g.goal.month).strftime("%Y-%m")),
    Field[GoalLine]("unit", N_("Unit"), lambda g, _: KPIS[g.goal.kpi].unit.value),
    Field[GoalLine]("floor", N_("Floor"), lambda g, _: g.goal.floor),
    Field[GoalLine]("target", N_("Target"), lambda g, _: g.goal.target),
    Field[GoalLine]("stretch", N_("Stretch"), lambda g, _: g.goal.stretch),
    Field[GoalLine]("owner", N_("Owner"), lambda g, _: g.goal.owner or None),
    Field[GoalLine]("reason", N_("Reason"), lambda g, _: g.goal.reason or None),
    Field[GoalLine]("version", N_("Version"), lambda g, _: g.goal.version),
    Field[GoalLine]("actual", N_("Actual"), lambda g, _: g.actual.value if g.actual else None),
    Field[GoalLine](
        "status_key",
        N_("Status key"),
        lambda g, _: g.actual.status.value if g.actual and g.actual.status else None,
    ),
    Field[GoalLine](
        "status", N_("Status"), lambda g, language: _status(g.actual, language) if g.actual else None
    ),
)


def goals_table(name: str, title: str, lines: Iterable[GoalLine], language: Language) -> CsvTable:
    """One row a goal that holds, with the whole month's actual value and status."""
    return _table(name, title, _GOALS, lines, language)


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
    return CsvTable(name, headings, rows, say(title))


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


def _table(
    name: str, title: str, fields: tuple[Field[Row], ...], rows: Iterable[Row], language: Language
) -> CsvTable:
    return CsvTable(
        name,
        tuple(Column(field.key, language.say(field.heading)) for field in fields),
        tuple(tuple(field.cell(row, language) for field in fields) for row in rows),
        language.say(title),
    )
