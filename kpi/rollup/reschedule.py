"""Change the hours of service, and count again what that changes."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, select

from kpi.rollup.run import increment
from kpi.rollup.service_times import Changed, follow_schedules
from kpi.rollup.touched import Touched
from kpi.rollup.turns import TURN
from kpi.store.institutions import bump_version, channels
from kpi.store.schedules import Schedule, Scope, delete_schedules, write_schedule


def save_schedules(connection: Connection, institution_id: int, schedules: Iterable[Schedule]) -> None:
    """Write versions of schedules, each in place of the one of the same scope and day.

    Raises:
        KpiError: the hours of one cannot be; see `kpi.store.hours`.
    """
    for schedule in schedules:
        write_schedule(connection, institution_id, schedule)
    _follow(connection, institution_id)


def remove_schedules(
    connection: Connection, institution_id: int, scope: Scope, valid_from: int | None = None
) -> int:
    """Delete a scope's version of a day, or all of its versions; returns how many there were."""
    removed = delete_schedules(connection, institution_id, scope, valid_from)
    if removed:
        _follow(connection, institution_id)
    return removed


def _follow(connection: Connection, institution_id: int) -> None:
    """Count again the conversations with a turn that was waiting while the service has changed."""
    ids = [channel.id for channel in channels(connection, institution_id)]
    touched = Touched()
    for changed in follow_schedules(connection, ids):
        touched.conversations |= {(one, key) for one, key in connection.execute(_waiting(changed))}
    increment(connection, touched)
    bump_version(connection, institution_id)


def _waiting(changed: Changed) -> Select[Any]:
    return (
        select(TURN.c.channel_id, TURN.c.conversation_key)
        .where(
            TURN.c.channel_id == changed.channel_id,
            TURN.c.day < changed.days.end,
            TURN.c.reply_day >= changed.days.start,
        )
        .distinct()
    )
