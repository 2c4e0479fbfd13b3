"""Texts of messages: kept only where an institution asks for it, and only for so many days after they were written.

Everything that removes texts does it here, so that SQLite overwrites what stood in the file.
"""

import time
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select

from kpi.errors import KpiError
from kpi.periods import SECONDS_IN_DAY
from kpi.store.bulk import overwriting
from kpi.store.institutions import InstitutionRow, institutions
from kpi.store.schema import metadata
from kpi.words import N_

TEXT: Final = metadata.tables["message_text"]
CHANNEL: Final = metadata.tables["channel"]
MESSAGE: Final = metadata.tables["message"]
SETTING: Final = metadata.tables["institution_setting"]
DAYS: Final = "message_texts"
LONGEST: Final = 3650


class DaysOutOfRange(KpiError):
    template = N_("Texts are kept for 1 to {longest} days, not {days}. Nothing was changed.")


@dataclass(frozen=True)
class Kept:
    """For how many days texts are kept (None: they are not), and how many there are."""

    days: int | None
    texts: int


@dataclass(frozen=True)
class TextRow:
    """A text: the platform and handle of its channel, when it was sent (epoch seconds), whether it went out."""

    platform: str
    handle: str
    sent_at: int
    outbound: bool
    text: str


def today() -> int:
    """The day that it is, in UTC."""
    return int(time.time()) // SECONDS_IN_DAY


def days_kept(connection: Connection, institution_id: int) -> int | None:
    """For how many days an institution keeps texts; None where it has not asked for it."""
    mine = (SETTING.c.institution_id == institution_id, SETTING.c.name == DAYS)
    found = connection.execute(select(SETTING.c.value).where(*mine)).scalar()
    return None if found is None else int(found)


def first_day_kept(connection: Connection, institution_id: int) -> int | None:
    """The first day of which texts are kept now; None where none are."""
    days = days_kept(connection, institution_id)
    return None if days is None else today() - days


def kept(connection: Connection, institution_id: int) -> Kept:
    """For how many days texts are kept, and how many there are."""
    query = select(func.count()).select_from(TEXT).where(_of(institution_id))
    return Kept(days_kept(connection, institution_id), int(connection.execute(query).scalar_one()))


def keep(connection: Connection, institution_id: int, days: int) -> int:
    """Keep texts for so many days from now on; returns how many were there that are older, and are removed.

    Raises:
        DaysOutOfRange: it is no day, or more than ten years.
    """
    if not 1 <= days <= LONGEST:
        raise DaysOutOfRange(longest=LONGEST, days=days)
    _forget_setting(connection, institution_id)
    connection.execute(insert(SETTING).values(institution_id=institution_id, name=DAYS, value=str(days)))
    return _expire(connection, institution_id)


def keep_none(connection: Connection, institution_id: int) -> int:
    """Keep no texts from now on, and remove all there are; returns how many."""
    _forget_setting(connection, institution_id)
    return remove(connection, _of(institution_id))


def expire(connection: Connection) -> list[tuple[InstitutionRow, int]]:
    """Remove every text that is older than its institution keeps them; how many, where there were any."""
    gone = ((row, _expire(connection, row.id)) for row in institutions(connection))
    return [(row, texts) for row, texts in gone if texts]


def _expire(connection: Connection, institution_id: int) -> int:
    first = first_day_kept(connection, institution_id)
    return 0 if first is None else remove(connection, _of(institution_id), TEXT.c.day < first)


def any_expired(connection: Connection) -> bool:
    """Whether `expire` would remove any: a look costs no transaction that writes."""
    for row in institutions(connection):
        first = first_day_kept(connection, row.id)
        if first is not None:
            query = select(TEXT.c.day).where(_of(row.id), TEXT.c.day < first).limit(1)
            if connection.execute(query).first():
                return True
    return False


def newest(connection: Connection, institution_id: int, most: int | None = None) -> list[TextRow]:
    """The texts of an institution, the newest message first."""
    query: Select[Any] = (
        select(CHANNEL.c.platform, CHANNEL.c.handle, MESSAGE.c.sent_at, MESSAGE.c.outbound, TEXT.c.text)
        .join_from(
            TEXT,
            MESSAGE,
            (MESSAGE.c.channel_id == TEXT.c.channel_id) & (MESSAGE.c.message_key == TEXT.c.message_key),
        )
        .join(CHANNEL, CHANNEL.c.id == TEXT.c.channel_id)
        .where(CHANNEL.c.institution_id == institution_id)
        .order_by(MESSAGE.c.sent_at.desc(), TEXT.c.channel_id, TEXT.c.message_key)
        .limit(most)
    )
    rows = connection.execute(query)
    return [TextRow(platform, handle, at, bool(out), text) for platform, handle, at, out, text in rows]


def remove(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    """Remove the texts for which all conditions hold; returns how many."""
    with overwriting(connection):
        return connection.execute(delete(TEXT).where(*conditions)).rowcount


def _of(institution_id: int) -> ColumnElement[bool]:
    mine = select(CHANNEL.c.id).where(CHANNEL.c.institution_id == institution_id)
    return TEXT.c.channel_id.in_(mine)


def _forget_setting(connection: Connection, institution_id: int) -> None:
    mine = (SETTING.c.institution_id == institution_id, SETTING.c.name == DAYS)
    connection.execute(delete(SETTING).where(*mine))
