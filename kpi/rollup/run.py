"""Bring the measures up to date: `increment` after a change of facts, `rebuild` from all of them.

Both write the caller's transaction and run the same SELECTs, so they give the same rows.
"""

from sqlalchemy import Connection

from kpi.rollup import scope as scopes
from kpi.rollup.compare import differences
from kpi.rollup.cutoffs import move_cutoffs
from kpi.rollup.increments import increment_messages, increment_posts, increment_visits
from kpi.rollup.progress import Tell, nobody
from kpi.rollup.service_times import follow_schedules
from kpi.rollup.stage import STORED, clear, recount_months, roll
from kpi.rollup.standing_goals import follow_goals
from kpi.rollup.touched import Touched

__all__ = ["differences", "increment", "rebuild"]


def increment(connection: Connection, touched: Touched, tell: Tell = nobody) -> None:
    """Count again what a change of facts has touched, and nothing else.

    `touched` names each key as it was before the change and as it is after: a message that moves from one
    conversation to another touches both, a post that changes its day touches both days. Rows that were
    deleted count as well as rows that came. `tell` is told of the days of channels that are counted.
    """
    days = increment_posts(connection, touched.post_days, touched.total_days)
    tell(len(touched.post_days | touched.total_days))
    days |= increment_messages(
        connection, touched.conversations, touched.message_days, touched.message_channels, tell
    )
    days |= increment_visits(connection, touched.visitors, touched.visit_days)
    tell(len(touched.visit_days))
    recount_months(connection, STORED, days)


def rebuild(connection: Connection, institution_id: int | None = None) -> None:
    """Count everything again from the facts, for one institution or for all."""
    scope = None if institution_id is None else scopes.institution(institution_id)
    channel_ids = scopes.channels(connection, scope)
    move_cutoffs(connection, channel_ids)
    follow_schedules(connection, channel_ids)
    clear(connection, STORED, scope)
    roll(connection, STORED, scope)
    follow_goals(connection, institution_id)
