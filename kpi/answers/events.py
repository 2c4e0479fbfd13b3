"""Events: what happened (a campaign, an outage, a crisis), to be marked beside the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from kpi.periods import Period
from kpi.store.schema import metadata

EVENT = metadata.tables["event"]


@dataclass(frozen=True)
class Event:
    """Something that happened. `platform` "" is all of them."""

    platform: str
    kind: str
    period: Period
    title: str
    note: str


def events(
    connection: Connection, institution_id: int, period: Period, platforms: Sequence[str] = ()
) -> list[Event]:
    """The events that touch `period`, by their first day; with `platforms`, theirs and those of all platforms."""
    columns = (
        EVENT.c.platform,
        EVENT.c.kind,
        EVENT.c.first_day,
        EVENT.c.last_day,
        EVENT.c.title,
        EVENT.c.note,
    )
    query = (
        select(*columns)
        .where(
            EVENT.c.institution_id == institution_id,
            EVENT.c.first_day < period.end,
            EVENT.c.last_day >= period.start,
        )
        .order_by(EVENT.c.first_day, EVENT.c.id)
    )
    if platforms:
        query = query.where(EVENT.c.platform.in_(["", *platforms]))
    return [
        Event(platform, kind, Period(first, last + 1), title, note)
        for platform, kind, first, last, title, note in connection.execute(query)
    ]
