"""The numbers that formulas are computed from: one per channel and piece of the period.

A column is a rule applied to a measure. Rules with an entry in `EXPRESSIONS` are read from the daily rows in one
grouped statement; the others (growth, backlog) are derived from those, channel by channel, in `kpi.answers.series`.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Float, Table, case, cast, func, literal

from kpi.answers.pieces import whole
from kpi.store.schema import metadata


class Rule(StrEnum):
    ADDED = "added"  # the days' sum
    COMPLETE = (
        "complete"  # the sum over the days whose `days` days have passed at the channel's visit cut-off
    )
    RATES = "rates"  # the sum of measure ÷ divisor, day by day
    RATED = "rated"  # the sum of the measure over the days that have a divisor
    LAST = "last"  # the last known day's value
    FIRST = "first"  # the first known day's value
    START = "start"  # what growth starts from
    END = "end"  # what growth ends with
    OPEN = "open"  # turns open at the end
    OLDEST = "oldest"  # seconds that the oldest of them has waited


class Column(NamedTuple):
    """A rule, the measure it is applied to, and for some rules a divisor or a number of days."""

    rule: Rule
    measure: str
    divisor: str = ""
    days: int = 0


Expression = Callable[[Table, Column], ColumnElement[int] | ColumnElement[float]]

# The last known value is the largest of (day, value) packed into one integer: one aggregate, on every database,
# where "the value at the latest day" would take a window. Values stay below 2^40, days below 2^22.
PACKED: Final = 2**40


def added(measure: str) -> Column:
    return Column(Rule.ADDED, measure)


def _added(table: Table, column: Column) -> ColumnElement[int]:
    return whole(func.sum(table.c[column.measure]))


def _complete(table: Table, column: Column) -> ColumnElement[int]:
    channel = metadata.tables["channel"]
    passed = table.c.day + column.days <= channel.c.visit_cutoff
    return whole(func.sum(case((passed, table.c[column.measure]))))


def _rates(table: Table, column: Column) -> ColumnElement[float]:
    divisor = table.c[column.divisor]
    return func.sum(case((divisor > 0, cast(table.c[column.measure], Float(53)) / divisor)))


def _rated(table: Table, column: Column) -> ColumnElement[int]:
    return whole(func.sum(case((table.c[column.divisor] > 0, table.c[column.measure]))))


def packed(table: Table, measure: str) -> ColumnElement[int]:
    """A day and its value as one integer, larger for a later day; missing where the value is."""
    return cast(table.c.day, BigInteger) * literal(PACKED, BigInteger) + table.c[measure]


def _last(table: Table, column: Column) -> ColumnElement[int]:
    return func.max(packed(table, column.measure))


def _first(table: Table, column: Column) -> ColumnElement[int]:
    return func.min(packed(table, column.measure))


EXPRESSIONS: Final[dict[Rule, Expression]] = {
    Rule.ADDED: _added,
    Rule.COMPLETE: _complete,
    Rule.RATES: _rates,
    Rule.RATED: _rated,
    Rule.LAST: _last,
    Rule.FIRST: _first,
}
