"""Imports can be listed and taken back, exactly, also when others have said the same or changed it since."""

import pytest

from kpi.importing.history import AlreadyUndone, UnknownImport, faults_of, list_imports, undo
from kpi.importing.report import Fault, Outcome
from kpi.store.hours import Hours
from kpi.store.institutions import channels, institution_named
from kpi.store.schedules import Schedule, Scope, write_schedule
from kpi.words import Message
from tests.support.desk import BANK, Desk, goal, message, post, totals, visit


def test_imports_are_listed_newest_first_with_their_faults(desk: Desk) -> None:
    fault = Fault(3, "views", "x", Message("“{value}” is not a number.", {"value": "x"}))
    first = desk.take([post(2, "p1")], name="one.csv", faults=(fault,))
    desk.take([totals(2, 20_000, followers=5)], name="two.csv")
    with desk.store.reading() as connection:
        institution = institution_named(connection, BANK)
        assert [row.file_name for row in list_imports(connection, institution.id)] == ["two.csv", "one.csv"]
        assert faults_of(connection, first.import_id or 0) == [fault]


@pytest.mark.both_stores
def test_an_undone_import_leaves_no_fact_and_can_be_imported_again(desk: Desk) -> None:
    records = [message(2, "m1", 100), message(3, "m2", 200, out=True)]
    first = desk.take(records, name="a.csv")
    before = desk.facts()
    desk.undo(first)
    assert not any(desk.facts().values())
    assert desk.rows("channel") == []
    assert desk.take(records, name="a.csv").outcome is Outcome.SAVED
    before.pop("message"), before.pop("turn"), before.pop("daily_measure")
    assert [row[1:] for row in desk.rows("turn", "channel_id", "wait")] == [(100,)]


@pytest.mark.both_stores
def test_undo_gives_the_earlier_numbers_back(desk: Desk) -> None:
    desk.take([post(2, "p1", views=100, reactions=3)])
    second = desk.take([post(2, "p1", views=150)])
    desk.undo(second)
    assert desk.rows("post", "views", "reactions") == [(100, 3)]
    assert desk.rows("daily_measure", "post_views") == [(100,)]


def test_undo_of_an_import_that_a_later_one_restated_keeps_the_later_numbers(desk: Desk) -> None:
    first = desk.take([post(2, "p1", views=100, reactions=3)])
    desk.take([post(2, "p1", views=150)])
    desk.undo(first)
    assert desk.rows("post", "views", "reactions") == [(150, None)]


@pytest.mark.both_stores
def test_undo_leaves_what_a_later_import_holds_too(desk: Desk) -> None:
    first = desk.take([message(2, "m1", 100), message(3, "m2", 200, out=True)])
    second = desk.take([message(2, "m2", 200, out=True), message(3, "m3", 300)])
    third = desk.take([message(7, "m2", 200, out=True)])
    desk.undo(first)
    assert desk.rows("message", "sent_at", "import_id", "row") == [
        (200, second.import_id, 2),
        (300, second.import_id, 3),
    ]
    desk.undo(second)
    assert desk.rows("message", "sent_at", "import_id", "row") == [(200, third.import_id, 7)]
    desk.undo(third)
    assert desk.rows("message") == desk.rows("repeat") == []


def test_undo_of_visits_counts_their_visitors_again(desk: Desk) -> None:
    first = desk.take([visit(2, "ana", 20_000), visit(3, "eva", 20_001)])
    desk.take([visit(2, "ana", 20_005)])
    desk.undo(first)
    assert desk.rows("visitor", "first_day", "first_return_day") == [(20_005, None)]
    assert desk.check() == []


def test_undo_of_goals_makes_the_earlier_version_count_again(desk: Desk) -> None:
    first = desk.take([goal(2, 0.5), goal(3, 0.7, platform="x")])
    second = desk.take([goal(2, 0.6), goal(3, 0.7, platform="x")])
    assert second.rows_changed == 1
    assert [row[-1] for row in desk.goals()] == [0.6, 0.7]
    desk.undo(first)
    assert [row[-1] for row in desk.goals()] == [0.6, 0.7]
    desk.undo(second)
    assert desk.goals() == []


def test_a_channel_that_is_described_outlives_its_facts(desk: Desk) -> None:
    first = desk.take([post(2, "p1", handle="one")])
    desk.take([post(2, "p1", handle="two")])
    desk.undo(first)
    assert desk.rows("channel", "handle") == [("two",)]


def test_a_channel_with_hours_of_its_own_outlives_its_facts(desk: Desk) -> None:
    first = desk.take([message(2, "m1", 100)])
    with desk.store.writing() as connection:
        institution = institution_named(connection, BANK)
        (channel,) = channels(connection, institution.id)
        write_schedule(connection, institution.id, Schedule(0, (Hours(0, 540, 1_080),), Scope(channel.id)))
    desk.undo(first)
    with desk.store.reading() as connection:
        assert channels(connection, institution.id)[0].id == channel.id


def test_an_import_that_is_not_there_or_undone_cannot_be_undone(desk: Desk) -> None:
    with pytest.raises(UnknownImport, match="no import 7"):
        undo(desk.store, 7)
    report = desk.take([post(2, "p1")], name="a.csv")
    desk.undo(report)
    with pytest.raises(AlreadyUndone, match=r"a\.csv"):
        desk.undo(report)
