"""The files of a snapshot, as tables: each column declared once with its key, heading and cell."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

from kpi.answers.answer import Answer
from kpi.answers.goals import Goal
from kpi.answers.status import WHY_MISSING
from kpi.answers.value import GoalLevels, Missing, Status, Value
from kpi.catalogue.kpis import KPIS, Kpi
from kpi.catalogue.measures import MEASURES, Measure
from kpi.catalogue.references import Reference
from kpi.catalogue.units import Unit
from kpi.periods import date_of
from kpi.showing.charts.words import STATUS_WORDS, label, platform_name
from kpi.showing.csv_files import Cell, Column, CsvTable
from kpi.showing.language import Language
from kpi.words import N_

Row = TypeVar("Row")


@dataclass(frozen=True)
class Field(Generic[Row]):
    """A column of a table: its key, its heading (a template), and what stands in it.

    `take` gets something of a row: the cell itself, or what `cell` makes the cell from. Rows of which the same was
    taken have the same cell, made once: a year by day and platform has a hundred thousand rows and few names.
    """

    key: str
    heading: str
    take: Callable[[Row], Any]
    cell: Callable[[Any, Language], Cell] | None = None
    unit: Unit | None = None
    row_unit: bool = False
    coded: bool = False

    def column(self, language: Language) -> Column:
        return Column(self.key, language.say(self.heading), self.unit, self.row_unit, self.coded)

    def cells(self, rows: Iterable[Row], language: Language) -> list[Cell]:
        """The column's cell in each of `rows`."""
        if self.cell is None:
            return list(map(self.take, rows))
        made = _Made(self.cell, language)
        return [made[each] for each in map(self.take, rows)]


class _Made(dict[Any, Cell]):
    """Cells by what they are made from."""

    def __init__(self, cell: Callable[[Any, Language], Cell], language: Language) -> None:
        super().__init__()
        self._cell, self._language = cell, language

    def __missing__(self, taken: Any) -> Cell:
        self[taken] = made = self._cell(taken, self._language)
        return made


def _day(day: int, _: Language) -> date:
    return date_of(day)


def _last_day(end: int, _: Language) -> date:
    return date_of(end - 1)


def _label(key: str, language: Language) -> str:
    return label(key, language)


def _key_of_platform(platform: str | None, _: Language) -> str:
    return platform or "all"


def _key(one: StrEnum | None, _: Language) -> Cell:
    return one.value if one else None


def _status_key(status: Status | None, _: Language) -> Cell:
    return status.code if status else None


def _status(status: Status | None, language: Language) -> Cell:
    return language.say(STATUS_WORDS[status]) if status else None


def _missing(missing: Missing | None, language: Language) -> Cell:
    return language.say(WHY_MISSING[missing]) if missing else None


def _level(name: str) -> Callable[[GoalLevels | None, Language], Cell]:
    return lambda goal, _: getattr(goal, name) if goal else None


def _reference_source(reference: Reference | None, _: Language) -> Cell:
    return f"{reference.source}, {reference.year}" if reference else None


PLATFORM_KEY: Final = Field[Value](
    "platform_key", N_("Platform key"), attrgetter("platform"), _key_of_platform, coded=True
)
PLATFORM: Final = Field[Value]("platform", N_("Platform"), attrgetter("platform"), platform_name)
DAY: Final = Field[Value]("day", N_("Day"), attrgetter("period.start"), _day)
_WHERE: Final = (
    Field[Value]("institution", N_("Institution"), attrgetter("institution"), coded=True),
    PLATFORM_KEY,
    PLATFORM,
)
_WHEN: Final = (
    Field[Value]("first_day", N_("First day"), attrgetter("period.start"), _day),
    Field[Value]("last_day", N_("Last day"), attrgetter("period.end"), _last_day),
)
_WHAT: Final = (
    Field[Value]("kpi_key", N_("KPI key"), attrgetter("key"), coded=True),
    Field[Value]("kpi", N_("KPI"), attrgetter("key"), _label),
)
_NUMBER: Final = (
    Field[Value]("value", N_("Value"), attrgetter("value"), row_unit=True),
    Field[Value]("unit", N_("Unit"), attrgetter("unit"), _key, coded=True),
    Field[Value]("numerator", N_("Numerator"), attrgetter("numerator"), unit=Unit.COUNT),
    Field[Value]("denominator", N_("Denominator"), attrgetter("denominator"), unit=Unit.COUNT),
    Field[Value]("n", N_("Cases (n)"), attrgetter("n"), unit=Unit.COUNT),
    Field[Value]("low", N_("Interval from (95%)"), attrgetter("low"), row_unit=True),
    Field[Value]("high", N_("Interval to (95%)"), attrgetter("high"), row_unit=True),
    Field[Value]("missing", N_("Why there is no value"), attrgetter("missing"), _missing),
)
_COMPLETE: Final = (
    Field[Value]("days_with_data", N_("Days with data"), attrgetter("days_with_data"), unit=Unit.COUNT),
    Field[Value]("days", N_("Days"), attrgetter("period.days"), unit=Unit.COUNT),
)
_GOAL: Final = (
    Field[Value]("floor", N_("Floor"), attrgetter("goal"), _level("floor"), row_unit=True),
    Field[Value]("target", N_("Target"), attrgetter("goal"), _level("target"), row_unit=True),
    Field[Value]("stretch", N_("Stretch"), attrgetter("goal"), _level("stretch"), row_unit=True),
    Field[Value]("status_key", N_("Status key"), attrgetter("status"), _status_key, coded=True),
    Field[Value]("status", N_("Status"), attrgetter("status"), _status),
)
_REFERENCE: Final = (
    Field[Value](
        "reference",
        N_("Reference"),
        attrgetter("reference"),
        lambda r, _: r.value if r else None,
        row_unit=True,
    ),
    Field[Value](
        "reference_source", N_("Source of the reference"), attrgetter("reference"), _reference_source
    ),
)


def kpi_table(name: str, title: str, values: Iterable[Value], language: Language) -> CsvTable:
    """One row a KPI value, with all that explains it."""
    fields = (*_WHERE, *_WHEN, *_WHAT, *_NUMBER, *_COMPLETE, *_GOAL, *_REFERENCE)
    return _table(name, title, fields, values, language)


def series_table(name: str, title: str, answers: Iterable[Answer], language: Language) -> CsvTable:
    """One row a KPI value of a short period, without goal and reference: a goal is promised for a month."""
    fields = (*_WHERE, *_WHEN, *_WHAT, *_NUMBER)
    rows = tuple(row for answered in answers for row in _rows(fields, list(answered), language))
    return CsvTable(name, tuple(field.column(language) for field in fields), rows, title)


def measures_table(name: str, title: str, answers: Iterable[Answer], language: Language) -> CsvTable:
    """One row a platform and day, one column a measure; an empty cell is a measure that nobody reported."""
    return days_side_by_side(name, title, answers, tuple(MEASURES.values()), language)


def days_side_by_side(
    name: str,
    title: str,
    answers: Iterable[Answer],
    columns: Sequence[Kpi | Measure],
    language: Language,
) -> CsvTable:
    """One row a platform and day, one column each KPI or measure of `columns`."""
    where = (*_WHERE, DAY)
    return CsvTable(
        name,
        (
            *(field.column(language) for field in where),
            *(Column(one.key, language.say(one.label), one.unit) for one in columns),
        ),
        tuple(
            row
            for answered in answers
            for row in zip(
                *(field.cells(answered.of(columns[0].key), language) for field in where),
                *(answered.numbers_of(one.key) for one in columns),
                strict=True,
            )
        ),
        title,
    )


@dataclass(frozen=True)
class GoalLine:
    """A goal and how its month turned out; `actual` is None for a goal that nothing was computed for."""

    institution: str
    goal: Goal
    actual: Value | None


def _month(month: int, _: Language) -> str:
    return date_of(month).strftime("%Y-%m")


def _actual(name: str) -> Callable[[GoalLine], Any]:
    return lambda line: getattr(line.actual, name) if line.actual else None


_GOALS: Final = (
    Field[GoalLine]("institution", N_("Institution"), attrgetter("institution"), coded=True),
    Field[GoalLine]("kpi_key", N_("KPI key"), attrgetter("goal.kpi"), coded=True),
    Field[GoalLine]("kpi", N_("KPI"), attrgetter("goal.kpi"), _label),
    Field[GoalLine](
        "platform_key", N_("Platform key"), attrgetter("goal.platform"), _key_of_platform, coded=True
    ),
    Field[GoalLine]("platform", N_("Platform"), attrgetter("goal.platform"), platform_name),
    Field[GoalLine]("month", N_("Month"), attrgetter("goal.month"), _month),
    Field[GoalLine](
        "unit", N_("Unit"), attrgetter("goal.kpi"), lambda kpi, _: KPIS[kpi].unit.value, coded=True
    ),
    Field[GoalLine]("floor", N_("Floor"), attrgetter("goal.floor"), row_unit=True),
    Field[GoalLine]("target", N_("Target"), attrgetter("goal.target"), row_unit=True),
    Field[GoalLine]("stretch", N_("Stretch"), attrgetter("goal.stretch"), row_unit=True),
    Field[GoalLine]("owner", N_("Owner"), lambda line: line.goal.owner or None),
    Field[GoalLine]("reason", N_("Reason"), lambda line: line.goal.reason or None),
    Field[GoalLine]("version", N_("Version"), attrgetter("goal.version"), unit=Unit.COUNT),
    Field[GoalLine]("actual", N_("Actual"), _actual("value"), row_unit=True),
    Field[GoalLine]("status_key", N_("Status key"), _actual("status"), _status_key, coded=True),
    Field[GoalLine]("status", N_("Status"), _actual("status"), _status),
)


def goals_table(name: str, title: str, lines: Iterable[GoalLine], language: Language) -> CsvTable:
    """One row a goal that holds, with the whole month's actual value and status."""
    return _table(name, title, _GOALS, lines, language)


def _table(
    name: str, title: str, fields: tuple[Field[Row], ...], rows: Iterable[Row], language: Language
) -> CsvTable:
    columns = tuple(field.column(language) for field in fields)
    return CsvTable(name, columns, tuple(_rows(fields, list(rows), language)), title)


def _rows(
    fields: Sequence[Field[Row]], rows: Sequence[Row], language: Language
) -> Iterable[tuple[Cell, ...]]:
    return zip(*(field.cells(rows, language) for field in fields), strict=True)
