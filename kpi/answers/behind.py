"""What stands behind a number: how many rows of which kind, the imports that brought them, the definition's version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from zlib import crc32

from sqlalchemy import ColumnElement, Connection, Table, false, func, or_, select

from kpi.answers.coverage import TOTALS
from kpi.answers.formulas import measures_of
from kpi.answers.question import Question
from kpi.answers.scopes import subject_of
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.measures import MEASURES, Fact
from kpi.importing.history import ImportRow, list_imports
from kpi.periods import Period
from kpi.rollup.current import COUNTING
from kpi.store.schema import metadata

BY_DAY: Final = (Fact.POST, Fact.MESSAGE, Fact.VISIT, Fact.CHANNEL_DAY)
"""The facts of which each row has one day."""


@dataclass(frozen=True)
class RowsBehind:
    """How many rows of one kind of fact lie in a period."""

    fact: Fact
    rows: int


def facts_of(key: str) -> tuple[Fact, ...]:
    """The kinds of fact that a KPI or a measure is made of; a channel's totals come by day or for several days."""
    facts = {MEASURES[measure].fact for measure in _measures(key)}
    if Fact.CHANNEL_DAY in facts:
        facts.add(Fact.CHANNEL_SPAN)
    return tuple(sorted(facts))


def _measures(key: str) -> tuple[str, ...]:
    return measures_of(KPIS[key].formula) if key in KPIS else (key,)


def _says(table: Table, key: str) -> ColumnElement[bool]:
    """Of a table of totals, whose rows hold any of several measures, the rows that hold one that `key` is made of."""
    return or_(false(), *(table.c[measure].is_not(None) for measure in _measures(key) if measure in table.c))


def rows_behind(connection: Connection, question: Question, key: str) -> list[RowsBehind]:
    """The rows of the question's channels and days that `key` is made of, by kind of fact; none of a kind is left out.

    A message's or a visit's day is its own: a number may also look at later ones, for an answer or a return.
    """
    channels = [place.id for scope in subject_of(connection, question).scopes for place in scope.places]
    counted = [
        RowsBehind(fact, _rows(connection, fact, key, channels, question.period))
        for fact in facts_of(key)
        if fact in (*BY_DAY, Fact.CHANNEL_SPAN)
    ]
    return [one for one in counted if one.rows]


def _rows(connection: Connection, fact: Fact, key: str, channels: Sequence[int], period: Period) -> int:
    table: Table = metadata.tables[fact.value]
    first, last = (table.c.first_day, table.c.last_day) if fact not in BY_DAY else (table.c.day, table.c.day)
    query = (
        select(func.count())
        .select_from(table)
        .where(table.c.channel_id.in_(channels), first >= period.start, last < period.end)
    )
    if fact in TOTALS:
        query = query.where(_says(table, key))
    return int(connection.execute(query).scalar_one())


def imports_behind(connection: Connection, question: Question, key: str) -> list[ImportRow]:
    """The imports that count and whose days touch the question's, with what `key` is made of; newest first."""
    facts, period = facts_of(key), question.period
    touching = [
        run
        for run in list_imports(connection, question.institution_id)
        if run.undone_at is None
        and run.fact in facts
        and (not question.platforms or run.platform in ("", *question.platforms))
        and run.first_day is not None
        and run.last_day is not None
        and run.first_day < period.end
        and run.last_day >= period.start
    ]
    saying = _imports_of_totals(connection, [run.id for run in touching if run.fact in TOTALS], key)
    return [run for run in touching if run.fact not in TOTALS or run.id in saying]


def _imports_of_totals(connection: Connection, imports: Sequence[int], key: str) -> set[int]:
    """Of some imports of totals, those with any row that says what `key` is made of."""
    readings = [metadata.tables[f"{fact.value}_reading"] for fact in TOTALS] if imports else []
    return {
        number
        for table in readings
        for number in connection.scalars(
            select(table.c.import_id).where(table.c.import_id.in_(imports), _says(table, key)).distinct()
        )
    }


def definition_version(key: str) -> str:
    """What changes when the KPI's or measure's formula changes, or the way in which measures are counted."""
    declared = repr(KPIS[key].formula) if key in KPIS else repr(MEASURES[key].kind)
    return f"{COUNTING}.{crc32(f'{key} {declared}'.encode()):08x}"
