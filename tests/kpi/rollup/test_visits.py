"""Cohorts and revisits, by example."""

from kpi.rollup.run import increment, rebuild
from kpi.store.engine import Store
from tests.kpi.rollup.oracle import Visit
from tests.kpi.rollup.world import World, change, stored_measures

MAY_1 = 20_574


def visit(visitor: int, day: int, *, liked: bool = False, channel: int = 1) -> Visit:
    key = visitor * 10_000 + (day - MAY_1) * 10 + liked
    return Visit(channel, key, visitor, day, liked)


def test_a_return_counts_from_the_next_day_and_up_to_the_last_day_of_the_window(bank: Store) -> None:
    visits = (
        visit(1, MAY_1), visit(1, MAY_1 + 7),
        visit(2, MAY_1), visit(2, MAY_1 + 8),
        visit(3, MAY_1),
    )  # fmt: skip
    with bank.reading() as connection:
        change(connection, World(), World(visits=visits))
        rebuild(connection)
        row = stored_measures(connection)[1, MAY_1]
    assert row["visits"] == 3
    for who, returned in (("cohort", ""), ("first_visitors", "first_visitors_")):
        assert [row[who], *(row[f"{returned}returned_{days}d"] for days in (1, 7, 30, 90))] == [3, 0, 1, 2, 2]
    assert row["likers"] == 0


def test_where_there_are_likes_the_first_like_begins_and_visitors_without_one_do_not_count(
    bank: Store,
) -> None:
    visits = (
        visit(1, MAY_1), visit(1, MAY_1 + 2, liked=True), visit(1, MAY_1 + 3),
        visit(2, MAY_1), visit(2, MAY_1 + 1),
    )  # fmt: skip
    with bank.reading() as connection:
        change(connection, World(), World(visits=visits))
        rebuild(connection)
        measured = stored_measures(connection)
    assert {day - MAY_1: row["cohort"] for (_, day), row in measured.items()} == {0: 0, 1: 0, 2: 1, 3: 0}
    assert measured[1, MAY_1 + 2]["returned_1d"] == 1
    first_visitors = {day - MAY_1: row["first_visitors"] for (_, day), row in measured.items()}
    assert first_visitors == {0: 2, 1: 0, 2: 0, 3: 0}
    assert [measured[1, MAY_1][f"first_visitors_returned_{days}d"] for days in (1, 7)] == [1, 2]


def test_the_first_like_of_a_channel_moves_all_its_cohorts_and_no_other_channels(bank: Store) -> None:
    visits = (visit(1, MAY_1), visit(1, MAY_1 + 1), visit(5, MAY_1, channel=2))
    liked = (*visits, visit(2, MAY_1 + 4, liked=True))
    with bank.reading() as connection:
        increment(connection, change(connection, World(), World(visits=visits)))
        before = stored_measures(connection)
        increment(connection, change(connection, World(visits=visits), World(visits=liked)))
        after = stored_measures(connection)
        increment(connection, change(connection, World(visits=liked), World(visits=visits)))
        assert stored_measures(connection) == before
    assert (before[1, MAY_1]["cohort"], after[1, MAY_1]["cohort"]) == (1, 0)
    assert after[2, MAY_1] == before[2, MAY_1]
