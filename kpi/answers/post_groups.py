"""Posts by format, purpose, campaign or platform: the KPIs of each group, divided last as everywhere."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from sqlalchemy import ColumnElement, Connection, select

from kpi.answers.columns import added
from kpi.answers.definitions import DEFINITIONS, of_one_definition
from kpi.answers.figures import REASONS, Sums
from kpi.answers.formulas import columns_of, figures_of, measures_of
from kpi.answers.numbers import Numbers
from kpi.answers.posts import CAMPAIGN, CHANNEL, PURPOSE, TAGGED, PostChoice, condition
from kpi.answers.rows import tuples
from kpi.answers.scopes import Scope, subject_of
from kpi.answers.value import Missing, Value
from kpi.catalogue.kpis import KPIS
from kpi.rollup.month_numbers import UNKNOWN
from kpi.rollup.posts import POST, counted

OF_GROUPS: Final = (
    "engagement_rate_views",
    "engagement_rate_reach",
    "engagements_per_post",
    "click_through_rate",
    "engagements",
)
"""The KPIs of a group."""


class Cut(StrEnum):
    """What posts are put together by."""

    FORMAT = "format"
    PURPOSE = "purpose"
    CAMPAIGN = "campaign"
    PLATFORM = "platform"


@dataclass(frozen=True)
class PostGroup:
    """The posts that say the same: `key` as it is stored ("" where they say nothing), their number, views and KPIs."""

    key: str
    posts: int
    views: int | None
    kpis: dict[str, Value]


_COLUMN: Final[dict[Cut, ColumnElement[Any]]] = {
    Cut.FORMAT: POST.c.format,
    Cut.PURPOSE: PURPOSE,
    Cut.CAMPAIGN: CAMPAIGN,
    Cut.PLATFORM: CHANNEL.c.platform,
}


def post_groups(connection: Connection, choice: PostChoice, cut: Cut) -> list[PostGroup]:
    """The groups of a choice's posts, those with most posts first."""
    measures = list(counted())
    query = (
        select(_COLUMN[cut], *(counted()[name].label(name) for name in measures))
        .select_from(TAGGED)
        .where(condition(connection, choice))
        .group_by(_COLUMN[cut])
    )
    found = sorted(tuples(connection, query), key=lambda row: (-row[1 + measures.index("posts")], row[0]))
    if not found:
        return []
    places = subject_of(connection, choice.question).places
    scopes = [
        Scope(None, None, tuple(p for p in places if cut is not Cut.PLATFORM or p.platform == row[0]), None)
        for row in found
    ]
    sums = _sums(measures, [row[1:] for row in found])
    values = {key: _values(key, sums, tuple(scopes), choice) for key in OF_GROUPS}
    rows = [dict(zip(measures, row[1:], strict=True)) for row in found]
    return [
        PostGroup(row[0], one["posts"], one["post_views"], {key: values[key][place] for key in OF_GROUPS})
        for place, (row, one) in enumerate(zip(found, rows, strict=True))
    ]


def posts_in(groups: Iterable[PostGroup]) -> int:
    """How many posts some groups of one cut have together."""
    return sum(group.posts for group in groups)


def all_posts(connection: Connection, choice: PostChoice, kpi: str) -> Value:
    """The KPI's value over all posts of a choice, with what it was divided from."""
    measures = list(counted())
    query = (
        select(*(counted()[name] for name in measures))
        .select_from(TAGGED)
        .where(condition(connection, choice))
    )
    (row,) = tuples(connection, query)
    scope = Scope(None, None, subject_of(connection, choice.question).places, None)
    (value,) = _values(kpi, _sums(measures, [row]), (scope,), choice)
    return value


def _sums(measures: Sequence[str], rows: Sequence[Sequence[int | None]]) -> Sums:
    """A row per group, and one column, as of one piece of time."""
    numbers = np.array([[UNKNOWN if x is None else x for x in row] for row in rows], dtype=np.int64)
    columns = {added(name): Numbers.of(numbers[:, [place]]) for place, name in enumerate(measures)}
    return Sums(columns, {})


def _why(reason: Missing | None, reported: bool) -> Missing | None:
    """Where posts report what a KPI is divided by, there are no cases of the rest, as in `kpi.answers.values`."""
    return Missing.NO_CASES if reported and reason is Missing.NOT_COLLECTED else reason


def _values(key: str, sums: Sums, scopes: tuple[Scope, ...], choice: PostChoice) -> list[Value]:
    kpi = KPIS[key]
    assert set(columns_of(kpi.formula)) <= set(sums.columns), key  # noqa: S101  (a KPI that posts alone do not give)
    figures = of_one_definition(kpi.formula, figures_of(kpi.formula, sums), sums, scopes)
    codes = [0] * len(scopes) if figures.definition is None else figures.definition.ravel().tolist()

    def listed(numbers: Numbers | None) -> list[Any]:
        return [None] * len(scopes) if numbers is None else numbers.lists()

    reported = np.logical_or.reduce([sums.columns[added(name)].known for name in measures_of(kpi.formula)])
    missing = [
        _why(REASONS[code], known)
        for code, known in zip(figures.missing.ravel().tolist(), reported.ravel().tolist(), strict=True)
    ]
    return [
        Value(
            "", None, None, choice.question.period, key, True, kpi.unit, value, numerator, denominator, n,
            missing=why, definition=definition,
        )
        for value, numerator, denominator, n, why, definition in zip(
            figures.value.lists(), listed(figures.numerator), listed(figures.denominator), listed(figures.n),
            missing, [DEFINITIONS[code] for code in codes], strict=True,
        )
    ]  # fmt: skip
