"""A file of several tables: each is read by its own layout, all of them are saved, and undone together."""

import io
from datetime import date
from typing import Final

import pytest
from openpyxl import Workbook

from kpi.importing.history import undo
from kpi.importing.records import TotalsRecord
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.store.engine import Store
from kpi.store.schema import TOTALS
from tests.kpi.importing.reading_support import parsed, refused

NEW: Final = TOTALS.index("new_followers")
REACH = 'sep=,\n"Facebook reach"\n"Date","Primary"\n"2026-02-01T00:00:00","95"\n'
VISITS = '"Facebook visits"\n"Date","Primary"\n"2026-02-01T00:00:00","12"\n'
UNKNOWN = '"Facebook moods"\n"Date","Primary"\n"2026-02-01T00:00:00","12"\n'


def book() -> bytes:
    made = Workbook()
    assert made.active is not None
    made.active.title = "Visitor metrics"
    made.active.append(["Date", "Total page views (total)"])
    made.active.append([date(2026, 7, 1), 5])
    posts = made.create_sheet("Update engagement")
    posts.append(["Engagement metrics for individual posts"])
    posts.append(["Update title", "Update link", "Created date", "Impressions", "Likes"])
    posts.append(["A post", "https://www.linkedin.com/feed/update/1", "07/01/2026", 98, 2])
    posts.append(["Another", "https://www.linkedin.com/feed/update/2", "07/02/2026", "many", 2])
    posts.append(["Third", "https://www.linkedin.com/feed/update/3", "07/03/2026", 40, 1])
    people = made.create_sheet("Seniority")
    people.append(["Seniority", "Total views"])
    people.append(["Entry", 32])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_charts_of_one_day_are_one_record() -> None:
    result = parsed(REACH + "\n" + VISITS)
    [record] = result.records
    assert record.totals[1:4:2] == (95, 12)  # type: ignore[union-attr]
    assert result.rows_read == 2


@pytest.mark.parametrize("content", [REACH + "\n" + UNKNOWN, "sep=,\n" + UNKNOWN])
def test_a_chart_that_nobody_knows_refuses_the_file(content: str) -> None:
    assert "The chart “Facebook moods” is not one that meta_daily_charts knows" in refused(content)


def test_a_chart_that_does_not_name_its_network_needs_a_channel() -> None:
    content = REACH.replace("Facebook reach", "Reach")
    assert "whether it is of Facebook or of Instagram" in refused(content)
    [record] = parsed(content, channel=("instagram", "banco")).records
    assert (record.platform, record.handle) == ("instagram", "banco")  # type: ignore[union-attr]


@pytest.mark.parametrize(("named", "other"), [("Instagram", "facebook"), ("Facebook", "instagram")])
def test_a_chart_without_a_network_beside_the_same_one_of_one_is_of_the_other(named: str, other: str) -> None:
    content = f"sep=,\nFollows\nDate,Primary\n2026-01-01,5\n\n{named} follows\nDate,Primary\n2026-01-01,9\n"
    records = parsed(content).records
    assert {
        record.platform: record.totals[NEW] for record in records if isinstance(record, TotalsRecord)
    } == {
        other: 5,
        named.lower(): 9,
    }


def test_charts_of_another_platform_than_the_one_asked_for_are_left_out() -> None:
    both = REACH + VISITS.replace("Facebook visits", "Instagram profile visits")
    result = parsed(both, channel=("instagram", "banco"))
    assert [record.platform for record in result.records] == ["instagram"]
    assert (result.rows_read, result.rows_ignored) == (2, 1)
    assert "the account given is on x" in refused(both, channel=("x", "banco"))


def test_a_point_late_in_its_day_may_be_of_the_day_after() -> None:
    assert "is not a date as this export writes it" in refused(REACH.replace("T00:00", "T23:00"))


@pytest.mark.both_stores
def test_all_parts_of_a_workbook_are_saved_and_undone_together(store: Store) -> None:
    report = import_file(store, Source("book.xlsx", book()), Target("Banco"))
    assert [(part.layout, part.fact, part.rows_saved) for part in report.parts] == [
        ("linkedin_posts", "post", 2),
        ("linkedin_visitors", "channel_day", 1),
    ]
    assert (report.layout, report.platform, report.rows_read) == ("linkedin_posts", "linkedin", 4)
    assert (report.rows_saved, report.rows_skipped, report.first_day) == (3, 1, date(2026, 7, 1))
    assert report.import_id is not None
    assert undo(store, report.import_id).removed_channels == ("linkedin",)


def test_a_day_and_a_period_of_that_day_that_disagree_are_faults_of_both(store: Store) -> None:
    rule = "# ----------------------------------------\n"
    period = "# Start date: 20250101\n# End date: 20250101\n"
    content = (
        f"{rule}# Reports snapshot\n# Account: Banco\n# Property: www\n{rule}\n"
        f"{period}Active users,New users,Event count\n28,26,104\n\n"
        f"{period}Nth day,new,returning\n0000,{{new}},0\n"
    )
    target = Target("Banco")
    agreeing = import_file(store, Source("one.csv", content.format(new=26).encode()), target)
    assert (agreeing.rows_saved, agreeing.faults) == (2, ())
    report = import_file(store, Source("two.csv", content.format(new=27).encode()), target)
    assert report.outcome.value == "refused"
    assert {fault.row for fault in report.faults} == {10, 15}


def test_sheets_of_which_nothing_is_read_are_named() -> None:
    book = Workbook()
    days = book.active
    assert days is not None
    days.title = "ENGAGEMENT"
    days.append(["Date", "Impressions", "Engagements"])
    days.append(["8/7/2026", 5, 1])
    for name, cell in (("DEMOGRAPHICS", "Top Demographics"), ("Notes", "Ours")):
        book.create_sheet(name).append([cell, "Value", "Percentage"])
    out = io.BytesIO()
    book.save(out)
    result = parsed(out.getvalue(), name="export.xlsx")
    assert len(result.records) == 1
    assert [str(note) for note in result.notes] == [
        "Left out, as they hold no KPI or no layout knows them: the sheets “DEMOGRAPHICS”, “Notes”."
    ]


def test_a_chart_that_compares_two_periods_is_refused() -> None:
    content = '"Facebook reach"\n"Date","Primary","Secondary"\n"2026-01-01T00:00:00","5","6"\n'
    assert refused(content) == (
        "The chart “Facebook reach” has several columns of values, which do not say what each is. "
        "Export it without a comparison."
    )
