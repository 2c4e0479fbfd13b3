"""A row of a day that has not come is a fault, whatever it records: it would move the end of the data."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from kpi.importing.records import TotalsRecord
from kpi.importing.report import Outcome, Report
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.store.engine import Store
from kpi.store.schema import metadata
from tests.kpi.importing.reading_support import day, parsed, refused

POSTS = "platform,channel,post_id,published_at,reactions\n"
MESSAGES = "platform,channel,conversation_id,message_id,sent_at,direction\n"
FILES = {
    "posts": (POSTS, "x,caja,{n},{day},1\n", "published_at"),
    "posts with times": (POSTS, "x,caja,{n},{day} 10:00,1\n", "published_at"),
    "days": ("platform,channel,day,followers\n", "x,caja,{day},1{n}\n", "day"),
    "messages": (MESSAGES, "x,caja,c{n},m{n},{day}T10:00:00Z,in\n", "sent_at"),
    "visits": (
        "platform,channel,visitor,visited_at,kind\n", "community,caja,v{n},{day} 10:00,visit\n", "visited_at",
    ),
}  # fmt: skip
GOOD = [f"2026-11-{number:02d}" for number in range(1, 21)]


def take(store: Store, kind: str, days: list[str]) -> Report:
    head, row, _ = FILES[kind]
    content = head + "".join(row.format(n=number, day=each) for number, each in enumerate(days))
    return import_file(store, Source(f"{kind}.csv", content.encode()), Target("Caja"))


@pytest.mark.parametrize("kind", FILES)
def test_a_row_of_a_day_to_come_is_a_fault_with_its_place(store: Store, kind: str) -> None:
    report = take(store, kind, [*GOOD, "2029-11-10"])
    assert (report.outcome, report.rows_saved, report.rows_skipped) == (Outcome.SAVED, 20, 1)
    (fault,) = report.faults
    assert (fault.row, fault.column) == (22, FILES[kind][2])
    assert fault.value.startswith("2029-11-10")
    assert str(fault.reason).endswith("lies in the future.")
    assert report.last_day == date(2026, 11, 20)


def test_the_end_of_the_data_stays_where_it_was(store: Store) -> None:
    take(store, "messages", [*GOOD, "2029-11-10"])
    with store.reading() as connection:
        (cutoff,) = connection.execute(select(metadata.tables["channel"].c.message_cutoff)).scalars()
    assert datetime.fromtimestamp(cutoff, UTC).date() == date(2026, 11, 20)


@pytest.mark.parametrize(("latest", "taken"), [("2026-11-22", 1), ("2026-11-23", 1), ("2026-11-24", 0)])
@pytest.mark.parametrize("kind", FILES)
def test_a_day_more_is_taken_as_clocks_differ(store: Store, kind: str, latest: str, taken: int) -> None:
    assert take(store, kind, [*GOOD, latest]).rows_saved == len(GOOD) + taken


def test_the_day_is_that_of_the_import(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    later = datetime(2029, 11, 10, 8, tzinfo=UTC).timestamp()
    monkeypatch.setattr("kpi.importing.now.now", lambda: later)
    assert take(store, "posts", [*GOOD, "2029-11-10"]).rows_saved == 21


def test_a_goal_may_be_of_a_month_to_come(store: Store) -> None:
    content = b"kpi,platform,month,target\nengagements,x,2029-01,100\n"
    assert import_file(store, Source("goals.csv", content), Target("Caja")).rows_saved == 1


def test_a_month_that_has_begun_is_taken_and_one_to_come_is_not() -> None:
    head = "platform,channel,month,member_customers,member_takers,non_member_customers,non_member_takers\n"
    rows = [f"community,plaza,{month},100,1,200,1\n" for month in ("2026-10", "2026-11", "2026-12")]
    result = parsed(head + "".join(rows), today=day("2026-11-22"))
    months = [record.first_day for record in result.records if isinstance(record, TotalsRecord)]
    assert months == [day("2026-10-01"), day("2026-11-01")]
    (fault,) = result.faults
    assert (fault.row, fault.column, fault.value) == (4, "month", "2026-12")


def test_a_year_that_puts_days_into_the_future_is_refused() -> None:
    content = 'Date,Total Viewers,New Viewers,Returning Viewers\n"December 31",4,1,3\n"January 1",4,1,3\n'
    assert parsed(content, year=2026, today=day("2026-11-22")).last_day == day("2026-01-01")
    assert refused(content, year=2027, today=day("2026-11-22")) == (
        "With 2027 as the year of the last row, 2027-01-01 would lie in the future."
    )


def test_a_report_of_days_to_come_is_refused() -> None:
    content = (
        "# ----------------------------------------\n# Landing page\n# Start date: 20261101\n# End date: 20271130\n"
        "# ----------------------------------------\nLanding page,Sessions,New users,Active users\n/a,10,4,9\n"
    )
    assert "2027-11-30, which lies in the future" in refused(content, today=day("2026-11-22"))
    earlier = content.replace("20271130", "20261122")
    assert parsed(earlier, today=day("2026-11-22")).last_day == day("2026-11-22")
