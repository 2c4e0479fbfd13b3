"""Buckets of waits: whole seconds in order, none left out, and each told within 1 %."""

import sqlite3

from hypothesis import given
from hypothesis import strategies as st

from kpi.rollup.buckets import EDGES, LONGEST, STAND_FOR, bucket
from kpi.rollup.histograms import INBOUND

waits = st.integers(0, 10) | st.integers(0, 10**5) | st.integers(0, LONGEST)


def test_the_buckets_fit_into_an_hour_of_keys_and_reach_the_longest_wait() -> None:
    assert len(EDGES) <= INBOUND
    assert EDGES[-1] >= LONGEST
    assert list(EDGES) == sorted(set(EDGES))


def test_no_wait_of_any_bucket_is_further_than_1_percent_from_what_the_bucket_stands_for() -> None:
    for place, largest in enumerate(EDGES):
        smallest = EDGES[place - 1] + 1 if place else 0
        for wait in (smallest, largest):
            assert abs(STAND_FOR[place] - wait) <= 0.01 * wait


def test_the_first_seconds_are_exact() -> None:
    assert STAND_FOR[:50].tolist() == list(range(50))


@given(st.lists(waits, min_size=1, max_size=20))
def test_sql_finds_the_bucket_that_holds_the_wait(some: list[int]) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE turn (wait)")
    connection.executemany("INSERT INTO turn VALUES (?)", [(wait,) for wait in some])
    for wait, place in connection.execute(f"SELECT wait, {bucket('turn.wait')} FROM turn"):
        assert wait <= EDGES[place]
        assert place == 0 or wait > EDGES[place - 1]


def test_edges_hold_their_own_wait_and_the_next_bucket_the_next_second() -> None:
    connection = sqlite3.connect(":memory:")
    for place in (0, 1, 49, 50, 300, len(EDGES) - 2):
        here, after = EDGES[place], EDGES[place] + 1
        (row,) = connection.execute(
            f"SELECT {bucket('one')}, {bucket('two')} FROM (SELECT {here} AS one, {after} AS two)"
        )
        assert row == (place, place + 1)
