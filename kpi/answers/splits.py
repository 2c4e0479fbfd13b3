"""A KPI's change from one period to another, split by platform, weekday or format."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from math import isclose
from typing import Final

from sqlalchemy import Connection, select

from kpi.answers.contribution import Contribution, Part, contributions
from kpi.answers.question import By, Question
from kpi.answers.rows import tuples
from kpi.answers.scopes import places_of
from kpi.answers.value import Value
from kpi.answers.values import answer
from kpi.catalogue.kpis import KPIS, MeanOverPosts, Ratio, Sum
from kpi.catalogue.nearest import nearest
from kpi.errors import UnknownKpi
from kpi.periods import Grain, Period, date_of
from kpi.rollup.posts import POST, counted
from kpi.words import N_, Message

NOT_OF_PARTS: Final = N_(
    "{kpi} of the whole is not made of its parts' figures, so its change cannot be split."
)
NOT_OF_POSTS: Final = N_("{kpi} is not counted per post, so its change cannot be split by format.")
IN_SPANS: Final = N_(
    "Some of its figures come for several days at once: these parts do not add up to the change, so they are not shown."
)
ONE_IS_MISSING: Final = N_("There is no figure for one of the two periods, so there is no change to split.")


class Dimension(StrEnum):
    """What the whole is cut into: parts are platform keys, weekdays (0 is Monday), post formats."""

    PLATFORM = "platform"
    WEEKDAY = "weekday"
    FORMAT = "format"


@dataclass(frozen=True)
class Split:
    """The change of a KPI, in its unit (of a share: 0.03 is 3 points), and what adds up to it, largest first."""

    kpi: str
    dimension: Dimension
    change: float
    contributions: tuple[Contribution, ...]
    uneven: tuple["Uneven", ...] = ()


@dataclass(frozen=True)
class Uneven:
    """A weekday (0 is Monday) that comes more often in one of two periods: that alone moves what it adds up to."""

    weekday: int
    now: int
    before: int


@cache
def dimensions(kpi: str) -> tuple[Dimension, ...]:
    """By what the changes of a KPI can be split: by nothing where its parts do not add up (medians, stocks, growth)."""
    formula = KPIS[kpi].formula
    if not isinstance(formula, Sum | Ratio | MeanOverPosts):
        return ()
    if isinstance(formula, MeanOverPosts) or not set(_measures(formula)) <= set(counted()):
        return (Dimension.PLATFORM, Dimension.WEEKDAY)
    return tuple(Dimension)


def split(
    connection: Connection,
    question: Question,
    kpi: str,
    before: Period,
    dimension: Dimension,
) -> Split | Message:
    """Which parts moved `kpi` from `before` to the question's period, on the question's platforms.

    Returns the reason where the KPI has no parts that add up (medians, stocks, growth), or no figure.

    Raises:
        UnknownKpi: there is no such KPI.
    """
    if kpi not in KPIS:
        raise UnknownKpi(name=kpi, near=nearest(kpi, KPIS))
    formula, said = KPIS[kpi].formula, {"kpi": Message(KPIS[kpi].label)}
    if not isinstance(formula, Sum | Ratio | MeanOverPosts):
        return Message(NOT_OF_PARTS, said)
    asked = replace(question, kpis=(kpi,), measures=())
    if dimension not in dimensions(kpi):
        return Message(NOT_OF_POSTS, said)
    was, now = (
        parts_of(connection, replace(asked, period=period), dimension) for period in (before, asked.period)
    )
    found = contributions(was, now) if was and now else []
    if not found:
        return Message(ONE_IS_MISSING)
    uneven = uneven_weekdays(asked.period, before) if dimension is Dimension.WEEKDAY else ()
    return Split(kpi, dimension, sum(one.amount for one in found), tuple(found), uneven)


def uneven_weekdays(now: Period, before: Period) -> tuple[Uneven, ...]:
    """The weekdays of which the two periods have different numbers, Monday first."""
    times, earlier = (
        Counter(date_of(day).weekday() for day in range(period.start, period.end)) for period in (now, before)
    )
    return tuple(
        Uneven(weekday, times[weekday], earlier[weekday])
        for weekday in range(7)
        if times[weekday] != earlier[weekday]
    )


def adds_up(split: Split, now: Value, before: Value) -> bool:
    """Whether the parts are the change: not where figures of several days belong to no single weekday."""
    change = (now.value or 0.0) - (before.value or 0.0)
    return isclose(split.change, change, rel_tol=1e-6, abs_tol=1e-9)


def _measures(formula: Sum | Ratio) -> tuple[str, ...]:
    return formula.parts if isinstance(formula, Sum) else (*formula.numerator, *formula.denominator)


def parts_of(connection: Connection, question: Question, dimension: Dimension) -> dict[str, Part]:
    """The parts of the question's one KPI in its period, along one of its dimensions; those without a case are left
    out.
    """
    formula = KPIS[question.kpis[0]].formula
    if dimension is Dimension.FORMAT and isinstance(formula, Sum | Ratio):
        return _by_format(connection, question, formula, question.period)
    by_day = dimension is Dimension.WEEKDAY
    asked = replace(
        question,
        by=By.TOTAL if by_day else By.PLATFORM,
        grain=Grain.DAY if by_day else Grain.TOTAL,
    )
    added: dict[str, list[Part]] = defaultdict(list)
    for value in answer(connection, asked):
        part = _part(value)
        if part is not None:
            name = str(date_of(value.period.start).weekday()) if by_day else value.platform or ""
            added[name].append(part)
    return {name: _together(parts) for name, parts in added.items()}


def _part(value: Value) -> Part | None:
    """None where there is nothing to add: no figure, or no case."""
    if value.value is None:
        return None
    if value.denominator is None:
        return Part(value.value)
    return Part(value.numerator or 0.0, value.denominator)


def _together(parts: list[Part]) -> Part:
    denominators = [part.denominator for part in parts if part.denominator is not None]
    return Part(sum(part.numerator for part in parts), sum(denominators) if denominators else None)


def _by_format(
    connection: Connection, question: Question, formula: Sum | Ratio, period: Period
) -> dict[str, Part]:
    """Counted from the posts themselves: they are few, and days do not know formats."""
    channels = [
        place.id
        for place in places_of(connection, question.institution_id)
        if not question.platforms or place.platform in question.platforms
    ]
    measures = _measures(formula)
    columns = [counted()[measure].label(measure) for measure in measures]
    query = (
        select(POST.c.format, *columns)
        .where(POST.c.channel_id.in_(channels), POST.c.day >= period.start, POST.c.day < period.end)
        .group_by(POST.c.format)
    )
    rows = {name: dict(zip(measures, sums, strict=True)) for name, *sums in tuples(connection, query)}
    return {name: part for name, row in rows.items() if (part := _of_row(formula, row)) is not None}


def _of_row(formula: Sum | Ratio, row: Mapping[str, int | None]) -> Part | None:
    if isinstance(formula, Sum):
        known = [number for key in formula.parts if (number := row[key]) is not None]
        return Part(sum(known)) if known else None
    bottoms = [row[key] for key in formula.denominator]
    if any(bottom is None for bottom in bottoms) or not sum(bottom or 0 for bottom in bottoms):
        return None
    return Part(sum(row[key] or 0 for key in formula.numerator), sum(bottom or 0 for bottom in bottoms))
