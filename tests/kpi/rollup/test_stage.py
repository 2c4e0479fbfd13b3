"""The daily row is the catalogue's: each measure a column, each column filled by one statement."""

from collections import Counter

from kpi.catalogue.measures import MEASURES
from kpi.rollup.stage import DAILY, GROUPS


def test_the_daily_row_has_a_column_for_every_measure_and_no_other() -> None:
    assert [column.name for column in DAILY.c if not column.primary_key] == list(MEASURES)


def test_every_measure_is_counted_by_exactly_one_statement() -> None:
    assert Counter(name for group in GROUPS for name in group.columns) == Counter(MEASURES.keys())
