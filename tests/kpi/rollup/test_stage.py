"""The daily row is the catalogue's: each measure a column, each column filled by one statement."""

from collections import Counter

from kpi.catalogue.measures import MEASURES
from kpi.rollup.months import COLUMNS
from kpi.rollup.stage import DAILY, GROUPS


def test_the_daily_row_has_a_column_for_every_measure_and_the_instants_behind_the_backlog() -> None:
    assert tuple(column.name for column in DAILY.c if not column.primary_key) == COLUMNS
    assert (*MEASURES, "oldest_open_at", "oldest_closed_at") == COLUMNS


def test_every_column_is_counted_by_exactly_one_statement() -> None:
    assert Counter(name for group in GROUPS for name in group.columns) == Counter(COLUMNS)
