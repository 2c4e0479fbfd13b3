"""What undoing would do is said before it is done, and is what happens then."""

import pytest

from kpi.importing.history import report_of, undo
from kpi.importing.report import Report, Restated
from kpi.importing.undo_plan import UndoPlan, undo_plan
from tests.support.desk import Desk, goal, message, post, totals, visit


def plan(desk: Desk, report: Report) -> UndoPlan:
    with desk.store.reading() as connection:
        return undo_plan(connection, report.import_id or 0)


@pytest.mark.both_stores
def test_posts_that_others_have_stay_and_numbers_come_back_or_keep_what_came_later(desk: Desk) -> None:
    first = desk.take([post(2, "p1", views=100, reactions=3), post(3, "p2", views=5)])
    second = desk.take([post(2, "p1", views=150, reactions=3), post(3, "p3", views=1)])
    assert plan(desk, first) == UndoPlan(rows_gone=1, rows_staying=1, numbers_later=1)
    assert plan(desk, second) == UndoPlan(rows_gone=1, rows_staying=1, numbers_back=1)

    report = undo(desk.store, second.import_id or 0)
    assert report.plan == UndoPlan(rows_gone=1, rows_staying=1, numbers_back=1)
    assert desk.rows("post", "post_id", "views") == [("p1", 100), ("p2", 5)]


def test_a_number_that_a_later_file_gave_again_neither_comes_back_nor_stays(desk: Desk) -> None:
    desk.take([totals(2, 20_000, followers=10)])
    second = desk.take([totals(2, 20_000, followers=12)])
    desk.take([totals(2, 20_000, followers=12, page_views=1)])
    assert plan(desk, second) == UndoPlan(rows_staying=1)
    desk.undo(second)
    assert desk.rows("channel_day", "followers", "page_views") == [(12, 1)]


@pytest.mark.both_stores
def test_messages_and_visits_pass_to_the_imports_that_hold_them_too(desk: Desk) -> None:
    first = desk.take([message(2, "m1", 100), message(3, "m2", 200, out=True)])
    second = desk.take([message(2, "m2", 200, out=True), message(3, "m3", 300)])
    third = desk.take([message(7, "m2", 200, out=True)])
    assert plan(desk, first) == UndoPlan(rows_gone=1, rows_staying=1)
    assert plan(desk, second) == UndoPlan(rows_gone=1, rows_staying=1)
    assert plan(desk, third) == UndoPlan(rows_staying=1)
    visits = desk.take([visit(2, "ana", 20_000), visit(3, "eva", 20_001)])
    assert plan(desk, visits) == UndoPlan(rows_gone=2)


def test_goals_that_a_later_file_repeats_stay(desk: Desk) -> None:
    first = desk.take([goal(2, 0.5), goal(3, 0.7, platform="x")])
    second = desk.take([goal(2, 0.6), goal(3, 0.7, platform="x")])
    assert plan(desk, first) == UndoPlan(rows_gone=1, rows_staying=1)
    assert plan(desk, second) == UndoPlan(rows_gone=1, rows_staying=1)


def test_an_undone_import_has_nothing_left_to_take(desk: Desk) -> None:
    first = desk.take([post(2, "p1", views=100)])
    desk.undo(first)
    assert plan(desk, first) == UndoPlan()


@pytest.mark.both_stores
def test_the_report_of_an_older_import_is_opened_again_with_what_it_restated(desk: Desk) -> None:
    desk.take([post(2, "p1", views=100, reactions=3)])
    second = desk.take([post(2, "p0", views=1), post(5, "p1", views=150)])
    desk.take([post(2, "p1", views=900)])
    with desk.store.reading() as connection:
        again = report_of(connection, second.import_id or 0)
    assert again.restated == second.restated == (Restated(5, "p1", "views", 100, 150),)
    assert (again.file, again.rows_saved, again.rows_changed) == (second.file, 2, 1)
    assert (again.first_day, again.last_day) == (second.first_day, second.last_day)


def test_spans_and_days_are_named_as_in_the_first_report(desk: Desk) -> None:
    desk.take([totals(2, 20_000, followers=9), totals(3, 20_000, 20_030, segment="Direct", new_visitors=4)])
    second = desk.take(
        [totals(2, 20_000, followers=8), totals(3, 20_000, 20_030, segment="Direct", new_visitors=5)]
    )
    with desk.store.reading() as connection:
        assert report_of(connection, second.import_id or 0).restated == second.restated
    assert len(second.restated) == 2


@pytest.mark.both_stores
def test_rows_that_were_refused_for_its_sake_are_said_to_stay_out(desk: Desk) -> None:
    first = desk.take([message(2, "m1", 100), message(3, "m2", 200)])
    second = desk.take([message(2, "m1", 101), message(3, "m2", 200)])
    assert second.rows_skipped == 1
    assert plan(desk, first) == UndoPlan(rows_gone=1, rows_staying=1, rows_refused=1)
    assert plan(desk, second) == UndoPlan(rows_staying=1)
    desk.undo(first)
    assert desk.rows("message", "sent_at") == [(200,)]
    desk.undo(second)
    desk.take([message(2, "m1", 101), message(3, "m2", 200)])
    assert desk.rows("message", "sent_at") == [(101,), (200,)]
