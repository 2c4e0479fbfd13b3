"""Visitors: first Like and first visit of each, and the first visit on a later day than either."""

from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Select, and_, case, func, select

from kpi.rollup.scope import narrowed
from kpi.store.schema import metadata

VISIT: Final = metadata.tables["visit"]
VISITOR: Final = metadata.tables["visitor"]


def visitors(scope: FromClause | None = None) -> Select[Any]:
    """One row per channel and visitor, with the columns of `visitor`, in their order. A scope names visitors."""
    v = _with_firsts(scope)
    return select(
        v.c.channel_id,
        v.c.visitor_key,
        func.min(v.c.like_day).label("like_day"),
        _first_visit_after(v, v.c.like_day).label("like_return_day"),
        func.min(v.c.first_day).label("first_day"),
        _first_visit_after(v, v.c.first_day).label("first_return_day"),
    ).group_by(v.c.channel_id, v.c.visitor_key)


def _with_firsts(scope: FromClause | None) -> FromClause:
    """Every visit and Like with its visitor's first days."""
    query = select(
        VISIT.c.channel_id,
        VISIT.c.visitor_key,
        VISIT.c.day,
        VISIT.c.liked,
        _first(VISIT.c.liked == 1).label("like_day"),
        _first(VISIT.c.liked == 0).label("first_day"),
    )
    return narrowed(query, scope, VISIT.c.channel_id, VISIT.c.visitor_key).subquery("with_firsts")


def _first(kind: ColumnElement[bool]) -> ColumnElement[int]:
    return func.min(case((kind, VISIT.c.day))).over(partition_by=[VISIT.c.channel_id, VISIT.c.visitor_key])


def _first_visit_after(v: FromClause, day: ColumnElement[int]) -> ColumnElement[int]:
    return func.min(case((and_(v.c.liked == 0, v.c.day > day), v.c.day)))
