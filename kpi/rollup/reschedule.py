"""Change the hours of service, and count again what that changes."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, Update, and_, select, update

from kpi.errors import KpiError
from kpi.rollup.business import with_business_wait
from kpi.rollup.run import increment
from kpi.rollup.service_times import Changed, follow_schedules
from kpi.rollup.touched import Touched
from kpi.rollup.turns import TURN
from kpi.store.institutions import bump_version, channels
from kpi.store.schedules import Schedule, Scope, delete_schedules, write_schedule
from kpi.words import N_


class UnknownChannel(KpiError):
    template = N_("The institution has no channel {id}. Choose one of its own.")


def save_schedules(connection: Connection, institution_id: int, schedules: Iterable[Schedule]) -> None:
    """Write versions of schedules, each in place of the one of the same scope and day.

    Raises:
        UnknownChannel: one is of a channel that the institution does not have.
        KpiError: the hours of one cannot be; see `kpi.store.hours`.
    """
    known = {None, *(channel.id for channel in channels(connection, institution_id))}
    for schedule in schedules:
        if schedule.scope.channel_id not in known:
            raise UnknownChannel(id=str(schedule.scope.channel_id))
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
    """Wait again for the turns that were open while the service has changed, and recount the days they began."""
    ids = [channel.id for channel in channels(connection, institution_id)]
    touched = Touched()
    for changed in follow_schedules(connection, ids):
        here = _waiting(changed)
        connection.execute(_wait_again(here))
        days = connection.execute(select(TURN.c.channel_id, TURN.c.day).where(here).distinct())
        touched.message_days |= {(channel_id, day) for channel_id, day in days}
    increment(connection, touched)
    bump_version(connection, institution_id)


def _waiting(changed: Changed) -> ColumnElement[bool]:
    return and_(
        TURN.c.channel_id == changed.channel_id,
        TURN.c.day < changed.days.end,
        TURN.c.reply_day >= changed.days.start,
    )


def _wait_again(here: ColumnElement[bool]) -> Update:
    columns = (column for column in TURN.c if column.name != "business_wait")
    fresh = with_business_wait(select(*columns).where(here).subquery("waiting")).subquery("fresh")
    same = (TURN.c[key.name] == fresh.c[key.name] for key in TURN.primary_key)
    return update(TURN).where(*same).values(business_wait=fresh.c.business_wait)
