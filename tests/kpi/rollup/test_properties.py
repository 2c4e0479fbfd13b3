"""The roll-up against the oracle, and increments against rebuilds, on both kinds of store."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from kpi.rollup import increments
from kpi.rollup.run import differences, increment, rebuild
from kpi.store.engine import Store
from kpi.store.schema import metadata
from tests.kpi.rollup import oracle
from tests.kpi.rollup.strategies import worlds
from tests.kpi.rollup.world import World, change, stored_measures
from tests.support.examples import examples

TURN = metadata.tables["turn"]
# Every example takes back what it wrote, so the examples may share the store.
SHARED = [HealthCheck.function_scoped_fixture]


@pytest.mark.both_stores
@settings(suppress_health_check=SHARED, max_examples=examples(5))
@given(world=worlds)
def test_a_rebuild_gives_what_the_oracle_gives(bank: Store, world: World) -> None:
    with bank.reading() as connection:
        change(connection, World(), world)
        rebuild(connection)
        assert stored_measures(connection) == world.measures()


@settings(suppress_health_check=SHARED, max_examples=examples(5))
@given(world=worlds)
def test_the_turns_are_the_oracles(bank: Store, world: World) -> None:
    columns = ("channel_id", "conversation_key", "opened_at", "day", "first_turn", "answered_at", "reply_day")
    with bank.reading() as connection:
        change(connection, World(), world)
        rebuild(connection)
        rows = connection.execute(select(*(TURN.c[name] for name in columns), TURN.c.wait)).all()
    expected = [
        (t.channel, t.conversation, t.opened_at, t.day, int(t.first), t.answered_at, t.reply_day, t.wait)
        for t in oracle.turns_of(world.messages)
    ]
    assert sorted(map(repr, map(tuple, rows))) == sorted(map(repr, expected))


@pytest.mark.both_stores
@settings(suppress_health_check=SHARED, max_examples=examples(5))
@given(
    steps=st.lists(worlds, min_size=2, max_size=4), most=st.sampled_from([0, 1, 1_000]), named=st.booleans()
)
def test_increments_over_any_changes_end_where_a_rebuild_does(
    bank: Store, steps: list[World], most: int, named: bool
) -> None:
    """Whether conversations are looked up, or channels read as a whole; whether they are named or not."""
    with bank.reading() as connection, pytest.MonkeyPatch.context() as patch:
        patch.setattr(increments, "MOST", most)
        before = World()
        for after in steps:
            touched = change(connection, before, after)
            if not named:
                touched.message_channels = {channel_id for channel_id, _ in touched.conversations}
                touched.conversations.clear()
            increment(connection, touched)
            assert differences(connection) == []
            before = after
        assert stored_measures(connection) == before.measures()


@settings(suppress_health_check=SHARED, max_examples=examples(5))
@given(world=worlds)
def test_undoing_everything_leaves_nothing(bank: Store, world: World) -> None:
    with bank.reading() as connection:
        increment(connection, change(connection, World(), world))
        increment(connection, change(connection, world, World()))
        assert stored_measures(connection) == {}
        assert connection.execute(select(TURN)).all() == []


@settings(suppress_health_check=SHARED, max_examples=examples(5))
@given(world=worlds)
def test_the_backlog_is_what_was_opened_less_what_was_closed(bank: Store, world: World) -> None:
    with bank.reading() as connection:
        change(connection, World(), world)
        rebuild(connection)
        stored = stored_measures(connection)
    turns = oracle.turns_of(world.messages)
    for channel, day in stored:
        rows = [row for (of, when), row in stored.items() if of == channel and when <= day]
        opened = sum(row.get("turns_opened", 0) for row in rows)
        closed = sum(row.get("turns_closed", 0) for row in rows)
        assert opened - closed == oracle.backlog(turns, channel, day)
