"""One file in one transaction: counts, the channel it goes to, and nothing left behind when it is refused."""

import pytest

from kpi.catalogue.measures import Fact
from kpi.errors import UnknownPlatform
from kpi.importing.channels import UnreadableChannel
from kpi.importing.records import Parsed, Refusal
from kpi.importing.report import Fault, Outcome, Restated
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.store.institutions import UnknownTimezone
from kpi.words import Message
from tests.support.desk import Desk, message, post, totals, visit

BAD = Fault(9, "views", "12,a", Message("“{value}” is not a number.", {"value": "12,a"}))


@pytest.mark.both_stores
def test_a_first_file_makes_its_institution_and_channel(desk: Desk) -> None:
    report = desk.take([post(2, "p1", reactions=3, comments=1), post(3, "p2", reactions=4)])
    assert (report.outcome, report.rows_read, report.rows_saved) == (Outcome.SAVED, 2, 2)
    assert report.channels == ("facebook:banco",)
    assert desk.rows("institution", "name", "timezone", "data_version") == [
        ("Banco Ejemplo", "Europe/Madrid", 1)
    ]
    assert desk.rows("post", "post_id", "reactions", "comments") == [("p1", 3, 1), ("p2", 4, None)]
    assert desk.rows("daily_measure", "posts", "reactions") == [(2, 7)]
    assert "is new" in str(report.notes[0])


def test_rows_read_are_saved_or_skipped_or_ignored(desk: Desk) -> None:
    records = [post(2, "p1"), post(3, "p2")]
    report = desk.take_parsed(
        Parsed("by_hand", None, Fact.POST, records, (BAD,), rows_read=5, rows_ignored=2)
    )
    assert (report.rows_read, report.rows_saved, report.rows_skipped, report.rows_ignored) == (5, 2, 1, 2)
    assert report.faults == (BAD,)
    assert desk.rows("import_fault", "row", "column", "value") == [(9, "views", "12,a")]


def test_the_same_file_again_changes_nothing_and_names_the_first_import(desk: Desk) -> None:
    first = desk.take([post(2, "p1", reactions=3)], name="posts.csv")
    before = desk.counts()
    again = desk.take([post(2, "p1", reactions=3)], name="posts.csv")
    assert again.outcome is Outcome.ALREADY
    assert f"import {first.import_id} of " in str(again.reason)
    assert desk.counts() == before
    assert desk.rows("institution", "data_version") == [(1,)]


def test_a_refused_file_leaves_nothing_behind_not_even_its_institution(desk: Desk) -> None:
    reason = Message("No layout fits.")
    report = desk.take_parsed(Refusal(reason))
    assert (report.outcome, report.reason) == (Outcome.REFUSED, reason)
    assert set(desk.counts().values()) == {0}


def test_a_file_of_which_no_row_can_be_saved_is_refused(desk: Desk) -> None:
    report = desk.take_parsed(Parsed("by_hand", None, Fact.POST, [], (BAD,), rows_read=1))
    assert report.outcome is Outcome.REFUSED
    assert report.faults == (BAD,)
    assert set(desk.counts().values()) == {0}


@pytest.mark.both_stores
def test_a_dry_run_reports_and_leaves_nothing_behind(desk: Desk) -> None:
    report = desk.take([message(2, "m1", 100)], dry_run=True)
    assert (report.outcome, report.rows_saved, report.import_id) == (Outcome.SAVED, 1, None)
    assert set(desk.counts().values()) == {0}
    assert desk.take([message(2, "m1", 100)]).outcome is Outcome.SAVED


def test_a_re_export_that_changes_a_number_is_a_restatement(desk: Desk) -> None:
    desk.take([post(2, "p1", views=100, reactions=3), post(3, "p2", reactions=1)])
    report = desk.take([post(2, "p2", reactions=1, views=7), post(3, "p1", reactions=5)])
    assert report.rows_changed == 1
    assert report.restated == (Restated(3, "p1", "reactions", 3, 5),)
    assert desk.rows("post", "post_id", "views", "reactions") == [("p1", 100, 5), ("p2", 7, 1)]
    assert desk.rows("daily_measure", "post_views", "reactions") == [(107, 6)]


def test_a_post_keeps_its_instant_when_a_later_export_has_only_a_date(desk: Desk) -> None:
    desk.take([post(2, "p1", day=20_000, at=20_000 * 86_400 + 60, title="Hola")])
    desk.take([post(2, "p1", day=20_001, at=None, reactions=1)])
    assert desk.rows("post", "day", "published_at", "title", "reactions") == [
        (20_000, 1_728_000_060, "Hola", 1)
    ]


def test_days_and_spans_are_kept_apart(desk: Desk) -> None:
    desk.take([totals(2, 20_000, followers=10), totals(3, 20_000, 20_030, segment="Direct", new_visitors=4)])
    assert desk.rows("channel_day", "day", "followers") == [(20_000, 10)]
    assert desk.rows("channel_span", "first_day", "last_day", "segment", "new_visitors") == [
        (20_000, 20_030, "Direct", 4)
    ]


def test_rows_that_repeat_each_other_are_one_and_rows_that_contradict_each_other_are_faults(
    desk: Desk,
) -> None:
    report = desk.take(
        [
            post(2, "same", reactions=1),
            post(3, "same", reactions=1),
            post(4, "other", reactions=1),
            post(5, "other", reactions=1),
            post(6, "other", reactions=2),
            post(7, "fine"),
        ]
    )
    assert desk.rows("post", "post_id") == [("fine",), ("same",)]
    assert [(fault.row, fault.column, fault.value) for fault in report.faults] == [
        (4, "reactions", "1"),
        (5, "reactions", "1"),
        (6, "reactions", "2"),
    ]
    assert (report.rows_saved, report.rows_skipped) == (3, 3)
    assert str(report.faults[0].reason).startswith("Lines 4, 5, 6 of the file")


def test_a_message_that_contradicts_a_stored_one_is_a_fault_that_names_the_import(desk: Desk) -> None:
    first = desk.take([message(2, "m1", 100)], name="one.csv")
    report = desk.take([message(5, "m1", 130), message(6, "m2", 140)], name="two.csv")
    assert [(fault.row, fault.column, fault.value) for fault in report.faults] == [
        (5, "sent_at", "1970-01-01T00:02:10+00:00")
    ]
    assert f"Import {first.import_id} of" in str(report.faults[0].reason)
    assert "one.csv" in str(report.faults[0].reason)
    assert desk.rows("message", "sent_at") == [(100,), (140,)]


def test_visits_without_an_id_are_one_for_each_instant(desk: Desk) -> None:
    desk.take(
        [
            visit(2, "ana", 20_000),
            visit(3, "ana", 20_000),
            visit(4, "ana", 20_003),
            visit(5, "ana", 20_000, liked=True),
        ]
    )
    assert desk.rows("visit", "day", "liked") == [(20_000, 0), (20_000, 1), (20_003, 0)]
    assert desk.rows("visitor", "like_day", "like_return_day") == [(20_000, 20_003)]


def test_a_file_without_an_account_goes_to_the_only_channel_of_its_platform(desk: Desk) -> None:
    desk.take([post(2, "p1")])
    report = desk.take([post(2, "p2", handle=None)])
    assert report.channels == ("facebook:banco",)


def test_a_file_that_names_its_account_adopts_the_channel_that_nobody_named(desk: Desk) -> None:
    desk.take([post(2, "p1", handle=None)])
    assert desk.rows("channel", "handle") == [("",)]
    desk.take([post(2, "p2", handle="@Bánco")])
    assert desk.rows("channel", "handle") == [("Bánco",)]
    desk.take([post(2, "p3", handle="BANCO")])
    assert len(desk.rows("channel")) == 1


def test_a_file_without_an_account_is_refused_where_there_are_several(desk: Desk) -> None:
    desk.take([post(2, "p1", handle="one")])
    desk.take([post(2, "p1", handle="two")])
    before = desk.counts()
    report = desk.take([post(2, "p2", handle=None)])
    assert report.outcome is Outcome.REFUSED
    assert "facebook:one, facebook:two" in str(report.reason)
    assert desk.counts() == before


def test_names_of_institutions_match_without_case_accents_or_blanks(desk: Desk) -> None:
    desk.take([post(2, "p1")], institution="Banco Córdoba")
    desk.take([post(2, "p2")], institution="  BANCO  cordoba ")
    assert desk.rows("institution", "name") == [("Banco Córdoba",)]


@pytest.mark.parametrize(
    ("channel", "error"),
    [("myspace:banco", UnknownPlatform), ("facebook", UnreadableChannel), ("facebook:@", UnreadableChannel)],
)
def test_a_channel_that_cannot_be_read_is_a_wrong_call(
    desk: Desk, channel: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        desk.take([post(2, "p1")], channel=channel)
    assert set(desk.counts().values()) == {0}


def test_a_timezone_that_does_not_exist_is_a_wrong_call(desk: Desk) -> None:
    with pytest.raises(UnknownTimezone):
        import_file(desk.store, Source("x", b"x"), Target("Banco", timezone="Mars/Olympus"))
