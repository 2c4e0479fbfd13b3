"""Events: what happened (a campaign, an outage, a holiday), marked beside the numbers of its days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from kpi.catalogue.event_kinds import kind_of
from kpi.errors import KpiError
from kpi.periods import Period
from kpi.platforms import platform_of
from kpi.store.institutions import bump_version
from kpi.store.schema import metadata
from kpi.words import N_

EVENT: Final = metadata.tables["event"]
TITLE_LENGTH: Final = 120
NOTE_LENGTH: Final = 1000


class UntitledEvent(KpiError):
    template = N_("An event needs a title: what happened, in a few words.")


class EventTextTooLong(KpiError):
    template = N_(
        "The text “{beginning}…” is too long: a title has at most {title} letters, a note {note}. Shorten it."
    )


class UnknownEvent(KpiError):
    template = N_("There is no event {id}. List those there are, and use one of their numbers.")


@dataclass(frozen=True)
class Event:
    """Something that happened. `platform` "" is all of them; `kind` is a key of KINDS; `id` 0 is not saved yet."""

    platform: str
    kind: str
    period: Period
    title: str
    note: str = ""
    id: int = 0


_COLUMNS: Final = (
    EVENT.c.platform,
    EVENT.c.kind,
    EVENT.c.first_day,
    EVENT.c.last_day,
    EVENT.c.title,
    EVENT.c.note,
    EVENT.c.id,
)


def events(
    connection: Connection,
    institution_id: int,
    period: Period | None = None,
    platforms: Sequence[str] = (),
) -> list[Event]:
    """The events that touch `period`, by their first day; with `platforms`, theirs and those of all platforms."""
    query = (
        select(*_COLUMNS)
        .where(EVENT.c.institution_id == institution_id)
        .order_by(EVENT.c.first_day, EVENT.c.id)
    )
    if period is not None:
        query = query.where(EVENT.c.first_day < period.end, EVENT.c.last_day >= period.start)
    if platforms:
        query = query.where(EVENT.c.platform.in_(["", *platforms]))
    return [_event(tuple(row)) for row in connection.execute(query)]


def add_events(connection: Connection, institution_id: int, new: Iterable[Event]) -> list[Event]:
    """Save events; one that is there already, word for word, is not saved a second time.

    Returns:
        Those that were added.

    Raises:
        UntitledEvent, EventTextTooLong, UnknownEventKind, UnknownPlatform: one of them cannot be; none is saved
            when the caller's transaction ends with the error.
    """
    there = {replace(event, id=0) for event in events(connection, institution_id)}
    added = []
    for event in (replace(checked(one), id=0) for one in new):
        if event in there:
            continue
        there.add(event)
        row = _row(event) | {"institution_id": institution_id}
        number = connection.execute(insert(EVENT).values(row).returning(EVENT.c.id)).scalar_one()
        added.append(replace(event, id=number))
    if added:
        bump_version(connection, institution_id)
    return added


def change_event(connection: Connection, institution_id: int, event: Event) -> None:
    """Write `event` over the one with its `id`.

    Raises:
        UnknownEvent: the institution has no such event.
        UntitledEvent, EventTextTooLong, UnknownEventKind, UnknownPlatform: it cannot be.
    """
    row = _row(checked(event))
    changed = connection.execute(update(EVENT).where(*_one(institution_id, event.id)).values(row))
    if not changed.rowcount:
        raise UnknownEvent(id=event.id)
    bump_version(connection, institution_id)


def remove_event(connection: Connection, institution_id: int, event_id: int) -> Event:
    """Remove an event.

    Returns:
        What it was.

    Raises:
        UnknownEvent: the institution has no such event.
    """
    row = connection.execute(select(*_COLUMNS).where(*_one(institution_id, event_id))).first()
    if row is None:
        raise UnknownEvent(id=event_id)
    connection.execute(delete(EVENT).where(*_one(institution_id, event_id)))
    bump_version(connection, institution_id)
    return _event(tuple(row))


def checked(event: Event) -> Event:
    """The event as it is saved: blanks trimmed, its platform and kind by their keys.

    Raises:
        UntitledEvent, EventTextTooLong, UnknownEventKind, UnknownPlatform: it cannot be.
    """
    title, note = " ".join(event.title.split()), event.note.strip()
    if not title:
        raise UntitledEvent
    for text, longest in ((title, TITLE_LENGTH), (note, NOTE_LENGTH)):
        if len(text) > longest:
            raise EventTextTooLong(beginning=text[:20], title=TITLE_LENGTH, note=NOTE_LENGTH)
    platform = platform_of(event.platform).key if event.platform else ""
    return replace(event, platform=platform, kind=kind_of(event.kind).key, title=title, note=note)


def _one(institution_id: int, event_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return EVENT.c.institution_id == institution_id, EVENT.c.id == event_id


def _row(event: Event) -> dict[str, object]:
    return {
        "platform": event.platform,
        "kind": event.kind,
        "first_day": event.period.start,
        "last_day": event.period.end - 1,
        "title": event.title,
        "note": event.note,
    }


def _event(row: tuple[Any, ...]) -> Event:
    platform, kind, first, last, title, note, number = row
    return Event(platform, kind, Period(first, last + 1), title, note, number)
