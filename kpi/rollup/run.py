"""Bring the measures up to date: `increment` after a change of facts, `rebuild` from all of them.

Both write the caller's transaction and run the same SELECTs, so they give the same rows.
"""

from sqlalchemy import Connection, delete, select

from kpi.rollup import scope as scopes
from kpi.rollup.compare import differences
from kpi.rollup.cutoffs import move_cutoffs
from kpi.rollup.increments import increment_messages, increment_posts, increment_visits
from kpi.rollup.service_times import follow_schedules
from kpi.rollup.stage import DAILY, GROUPS, STORED, roll_days, roll_turns, roll_visitors
from kpi.rollup.touched import Touched

__all__ = ["differences", "increment", "rebuild"]


def increment(connection: Connection, touched: Touched) -> None:
    """Count again what a change of facts has touched, and nothing else.

    `touched` names each key as it was before the change and as it is after: a message that moves from one
    conversation to another touches both, a post that changes its day touches both days. Rows that were
    deleted count as well as rows that came.
    """
    increment_posts(connection, touched.post_days, touched.total_days)
    increment_messages(connection, touched.conversations, touched.message_days)
    increment_visits(connection, touched.visitors, touched.visit_days)


def rebuild(connection: Connection, institution_id: int | None = None) -> None:
    """Count everything again from the facts, for one institution or for all."""
    scope = None if institution_id is None else scopes.institution(institution_id)
    channels = select(scopes.CHANNEL.c.id)
    clear = delete(DAILY)
    if scope is not None:
        channels = channels.where(scopes.CHANNEL.c.institution_id == institution_id)
        clear = clear.where(scopes.condition(scope, DAILY.c.channel_id, DAILY.c.day))
    channel_ids = list(connection.execute(channels).scalars())
    move_cutoffs(connection, channel_ids)
    follow_schedules(connection, channel_ids)
    connection.execute(clear)
    roll_turns(connection, STORED, scope)
    roll_visitors(connection, STORED, scope)
    for group in GROUPS:
        roll_days(connection, STORED, group, scope)
