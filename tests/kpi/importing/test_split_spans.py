"""A report of traffic channels that is split by something else is not taken: its rows are parts of a whole."""

from kpi.importing.report import Outcome, Report
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.store.engine import Store
from kpi.store.institutions import find_institution

HEAD = """# Start date: 20250201
# End date: 20250228
Country,First user primary channel group (Default Channel Group),Total users,New users,Returning users
"""
REASON = (
    "The traffic channel “Direct” stands in several rows: the report is split by another dimension. "
    "Export it with the channel group alone."
)


def take(store: Store, rows: str) -> Report:
    return import_file(store, Source("ga4.csv", (HEAD + rows).encode()), Target("Banco"))


def test_a_segment_with_different_numbers_refuses_the_other_segments_too(store: Store) -> None:
    rows = "Spain,Direct,10,8,2\nFrance,Direct,20,15,5\nSpain,Organic Search,7,6,1\n"
    report = take(store, rows)
    assert report.outcome is Outcome.REFUSED
    assert str(report.reason) == REASON
    with store.reading() as connection:
        assert find_institution(connection, "Banco") is None


def test_equal_rows_are_not_taken_for_one(store: Store) -> None:
    report = take(store, "Spain,Direct,10,8,2\nFrance,Direct,10,8,2\n")
    assert report.outcome is Outcome.REFUSED
    assert str(report.reason) == REASON


def test_one_row_for_each_segment_is_taken(store: Store) -> None:
    assert take(store, "Spain,Direct,10,8,2\nSpain,Organic Search,10,8,2\n").rows_saved == 2
