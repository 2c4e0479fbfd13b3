"""How much of a period has data: days with any row of a KPI's measures, and the days that its data span."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, case, func, or_, select

from kpi.answers.daily import DAILY
from kpi.answers.pieces import Cut, scope_in, whole
from kpi.answers.scopes import Place, Scope

Measures = tuple[str, ...]


def days_with_data(
    connection: Connection, cut: Cut, scopes: Sequence[Scope], asked: Iterable[Measures]
) -> dict[tuple[int, int], dict[Measures, int]]:
    """By (place of the scope, first day of the piece): for each tuple of measures, the days that have any of them."""
    wanted = list(dict.fromkeys(asked))
    over = cut.over(DAILY, [place.id for one in scopes for place in one.places])
    flags = [func.max(_any(measures)).label(f"flag_{number}") for number, measures in enumerate(wanted)]
    days = (
        select(scope_in(DAILY, scopes).label("scope"), over.piece.label("piece"), DAILY.c.day, *flags)
        .select_from(over.source)
        .where(over.inside)
        .group_by("scope", "piece", DAILY.c.day)
        .subquery("days")
    )
    sums = [whole(func.sum(days.c[f"flag_{number}"])) for number in range(len(wanted))]
    found = connection.execute(select(days.c.scope, days.c.piece, *sums).group_by(days.c.scope, days.c.piece))
    return {(scope, piece): dict(zip(wanted, counts, strict=True)) for scope, piece, *counts in found}


def spans_of_data(
    connection: Connection, places: Sequence[Place], measures: Iterable[str]
) -> dict[tuple[int, str], tuple[int, int]]:
    """By channel and measure, the first and the last day, of all that is stored, that has the measure."""
    wanted = list(dict.fromkeys(measures))
    days = [case((DAILY.c[measure].is_not(None), DAILY.c.day)) for measure in wanted]
    found = connection.execute(
        select(DAILY.c.channel_id, *map(func.min, days), *map(func.max, days))
        .where(DAILY.c.channel_id.in_([place.id for place in places]))
        .group_by(DAILY.c.channel_id)
    )
    return {
        (channel, measure): (first, last)
        for channel, *bounds in found
        for measure, first, last in zip(wanted, bounds[: len(wanted)], bounds[len(wanted) :], strict=True)
        if first is not None
    }


def _any(measures: Measures) -> ColumnElement[int]:
    return case((or_(*(DAILY.c[measure].is_not(None) for measure in measures)), 1), else_=0)
