"""SQLite looks touched rows up by their keys; it reads no whole channel for one message.

What it costs to be wrong is seen only in a full store, so the plan itself is looked at.
"""

import pytest
from sqlalchemy import Connection, Select, text
from sqlalchemy.dialects import sqlite

from kpi.rollup import scope as scopes
from kpi.rollup.clock import CLOCK
from kpi.rollup.cutoffs import last_message
from kpi.rollup.histograms import business_waits, by_hour, returns
from kpi.rollup.messages import message_days
from kpi.rollup.posts import post_days
from kpi.rollup.turn_days import turn_days
from kpi.rollup.turns import TURN, turns
from kpi.rollup.visitors import VISITOR, visitors
from kpi.rollup.visits import visit_days
from kpi.store.bulk import temporary
from kpi.store.engine import Store


def plan_of(connection: Connection, query: Select[tuple[int]]) -> list[str]:
    compiled = query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
    return [row[3] for row in connection.execute(text(f"EXPLAIN QUERY PLAN {compiled}"))]


@pytest.mark.parametrize(
    ("statement", "look_ups"),
    [
        (turns, {"message_by_conversation (channel_id=? AND conversation_key=?)"}),
        (visitors, {"visit_by_visitor (channel_id=? AND visitor_key=?)"}),
        (
            message_days,
            {
                "message_by_day (channel_id=? AND day=?)",
                "turn_by_day (channel_id=? AND day=?)",
                "turn_by_reply_day (channel_id=? AND reply_day=?)",
            },
        ),
        (
            turn_days,
            {
                "turn_by_day (channel_id=? AND day=?)",
                "turn_by_reply_day (channel_id=? AND reply_day=?)",
            },
        ),
        (
            lambda scope: by_hour(TURN, CLOCK, scope),
            {"message_by_day (channel_id=? AND day=?", "turn_by_day (channel_id=? AND day=?)"},
        ),
        (lambda scope: business_waits(TURN, scope), {"turn_by_day (channel_id=? AND day=?)"}),
        (
            lambda scope: returns(VISITOR, "like_day", "like_return_day", scope),
            {"visitor_by_like (channel_id=? AND like_day=?)"},
        ),
        (
            visit_days,
            {
                "visit_by_day (channel_id=? AND day=?)",
                "visitor_by_like (channel_id=? AND like_day=?)",
                "visitor_by_first (channel_id=? AND first_day=?)",
            },
        ),
        (post_days, {"post_by_day (channel_id=? AND day=?)"}),
    ],
)
def test_a_scope_of_keys_is_looked_up(store: Store, statement, look_ups: set[str]) -> None:  # type: ignore[no-untyped-def]
    with (
        store.reading() as connection,
        scopes.keys(connection, [(1, 20_000)]) as scope,
        temporary(connection, CLOCK),
    ):
        plan = plan_of(connection, statement(scope))
    assert {look_up for look_up in look_ups if any(look_up in step for step in plan)} == look_ups
    facts = ("message", "visit", "turn", "visitor", "post")
    assert not [step for step in plan if step.startswith(tuple(f"SCAN {fact}" for fact in facts))]


def test_a_whole_channel_is_read_along_the_index_of_its_conversations(store: Store) -> None:
    with store.reading() as connection, scopes.whole_channel(connection, 1) as scope:
        plan = plan_of(connection, turns(scope))
    assert "SEARCH message USING COVERING INDEX message_by_conversation (channel_id=?)" in plan
    assert not [step for step in plan if step.startswith("USE TEMP B-TREE FOR ORDER BY")]


def test_the_cutoff_is_found_at_the_end_of_the_channel(store: Store) -> None:
    with store.reading() as connection:
        plan = plan_of(connection, last_message(1))
    assert "SEARCH message USING COVERING INDEX message_by_day (channel_id=? AND day>?)" in plan
