"""Institutions and their channels: found by name, made, removed whole."""

import unicodedata
from contextlib import nullcontext
from dataclasses import dataclass, fields
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from kpi.errors import KpiError, UnknownInstitution
from kpi.platforms import platform_of
from kpi.store.bulk import overwriting
from kpi.store.schema import metadata
from kpi.words import N_, quoted

INSTITUTION = metadata.tables["institution"]
CHANNEL = metadata.tables["channel"]
IMPORT = metadata.tables["import_run"]
AUDIT = metadata.tables["audit"]
SETTING = metadata.tables["setting"]
TEXT = metadata.tables["message_text"]
LAST_NUMBER = "last_institution"


class UnknownTimezone(KpiError):
    template = N_("“{name}” is not a timezone. Write it like Europe/Madrid or America/Bogota.")


class NamelessInstitution(KpiError):
    template = N_('An institution needs a name. Give one, for example --institution "My Bank".')


@dataclass(frozen=True)
class InstitutionRow:
    """An institution. `timezone` is an IANA name, `data_version` grows with every change of its data."""

    id: int
    name: str
    kind: str
    country: str
    timezone: str
    language: str
    is_sample: bool
    data_version: int


@dataclass(frozen=True)
class ChannelRow:
    """One account on one platform; `handle` "" is an account that no file has named yet.

    `message_cutoff` is in epoch seconds, `visit_cutoff` a day.
    """

    id: int
    institution_id: int
    platform: str
    handle: str
    audience: str
    purpose: str
    message_cutoff: int | None
    visit_cutoff: int | None

    @property
    def name(self) -> str:
        """As the command line writes it: platform:handle, or the platform alone."""
        return f"{self.platform}:{self.handle}" if self.handle else self.platform


_INSTITUTION_COLUMNS = [INSTITUTION.c[field.name] for field in fields(InstitutionRow)]
_CHANNEL_COLUMNS = [CHANNEL.c[field.name] for field in fields(ChannelRow)]


def name_key(name: str) -> str:
    """What two spellings of a name share: case, accents and surrounding or doubled blanks do not count."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(bare.split())


def handle_key(handle: str) -> str:
    """`name_key` without the leading "@" that some files write."""
    return name_key(handle.strip().lstrip("@"))


def institutions(connection: Connection) -> list[InstitutionRow]:
    """Every institution, by name."""
    rows = connection.execute(select(*_INSTITUTION_COLUMNS).order_by(INSTITUTION.c.name_key))
    return [InstitutionRow(*row) for row in rows]


def find_institution(connection: Connection, name: str) -> InstitutionRow | None:
    """The institution called `name`, in any spelling; None when there is none."""
    row = connection.execute(
        select(*_INSTITUTION_COLUMNS).where(INSTITUTION.c.name_key == name_key(name))
    ).first()
    return InstitutionRow(*row) if row else None


def institution_named(connection: Connection, name: str) -> InstitutionRow:
    """The institution called `name`, in any spelling.

    Raises:
        UnknownInstitution: there is none; the sentence lists those that exist.
    """
    found = find_institution(connection, name)
    if found is None:
        known = quoted(row.name for row in institutions(connection))
        raise UnknownInstitution(name=name, known=known or "–")
    return found


def timezone_named(name: str) -> ZoneInfo:
    """The IANA timezone called `name`.

    Raises:
        UnknownTimezone: there is none.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownTimezone(name=name) from None


def create_institution(
    connection: Connection,
    name: str,
    *,
    kind: str = "bank",
    country: str = "ES",
    timezone: str = "Europe/Madrid",
    language: str = "es",
    is_sample: bool = False,
) -> InstitutionRow:
    """A new institution.

    Raises:
        NamelessInstitution: the name is blank.
        UnknownTimezone: `timezone` is not an IANA name.
    """
    if not name_key(name):
        raise NamelessInstitution
    timezone_named(timezone)
    values = {
        **_number(connection),
        "name": " ".join(name.split()),
        "name_key": name_key(name),
        "kind": kind,
        "country": country,
        "timezone": timezone,
        "language": language,
        "is_sample": is_sample,
        "data_version": 0,
    }
    made = connection.execute(insert(INSTITUTION).values(values).returning(*_INSTITUTION_COLUMNS)).one()
    return InstitutionRow(*made)


def _number(connection: Connection) -> dict[str, int]:
    """A number that no institution ever had: caches, links and the audit know institutions by it.

    PostgreSQL gives none twice; SQLite gives the last one again when its institution is gone.
    """
    if connection.dialect.name != "sqlite":
        return {}
    removed = connection.execute(select(SETTING.c.value).where(SETTING.c.name == LAST_NUMBER)).scalar()
    highest = connection.execute(select(func.max(INSTITUTION.c.id))).scalar()
    return {"id": max(int(removed or 0), highest or 0) + 1}


def bump_version(connection: Connection, institution_id: int) -> None:
    """Say that this institution's data has changed: whatever is cached under the old version is stale."""
    connection.execute(
        update(INSTITUTION)
        .where(INSTITUTION.c.id == institution_id)
        .values(data_version=INSTITUTION.c.data_version + 1)
    )


def channels(connection: Connection, institution_id: int) -> list[ChannelRow]:
    """The institution's channels, in the order in which they were made."""
    rows = connection.execute(
        select(*_CHANNEL_COLUMNS).where(CHANNEL.c.institution_id == institution_id).order_by(CHANNEL.c.id)
    )
    return [ChannelRow(*row) for row in rows]


def create_channel(
    connection: Connection,
    institution_id: int,
    platform: str,
    handle: str = "",
    *,
    audience: str | None = None,
    purpose: str = "",
) -> ChannelRow:
    """A new channel; its audience is its platform's usual one unless told.

    Raises:
        UnknownPlatform: `platform` is not a key of `kpi.platforms`.
    """
    known = platform_of(platform)
    values = {
        "institution_id": institution_id,
        "platform": known.key,
        "handle": handle.strip().lstrip("@"),
        "handle_key": handle_key(handle),
        "audience": audience or known.audience.value,
        "purpose": purpose,
    }
    made = connection.execute(insert(CHANNEL).values(values).returning(*_CHANNEL_COLUMNS)).one()
    return ChannelRow(*made)


def name_channel(connection: Connection, channel_id: int, handle: str) -> None:
    """Give a channel that no file had named its handle."""
    connection.execute(
        update(CHANNEL)
        .where(CHANNEL.c.id == channel_id)
        .values(handle=handle.strip().lstrip("@"), handle_key=handle_key(handle))
    )


def remove_institution(connection: Connection, institution_id: int) -> None:
    """Remove an institution and everything of it: facts, measures, goals, events, imports, channels, roles.

    The audit keeps what was done in it. On SQLite the texts of messages are overwritten, not only deleted.
    """
    mine = select(CHANNEL.c.id).where(CHANNEL.c.institution_id == institution_id)
    runs = select(IMPORT.c.id).where(IMPORT.c.institution_id == institution_id)
    goals = select(metadata.tables["goal"].c.id).where(
        metadata.tables["goal"].c.institution_id == institution_id
    )
    for table in reversed(metadata.sorted_tables):
        if table in (INSTITUTION, AUDIT):
            continue
        owned = []
        if "institution_id" in table.c:
            owned.append(table.c.institution_id == institution_id)
        elif "channel_id" in table.c:
            owned.append(table.c.channel_id.in_(mine))
        elif "goal_id" in table.c:
            owned.append(table.c.goal_id.in_(goals))
        elif "import_id" in table.c:
            owned.append(table.c.import_id.in_(runs))
        if owned:
            with overwriting(connection) if table is TEXT else nullcontext():
                connection.execute(delete(table).where(or_(*owned)))
    connection.execute(delete(INSTITUTION).where(INSTITUTION.c.id == institution_id))
    last = connection.execute(delete(SETTING).where(SETTING.c.name == LAST_NUMBER).returning(SETTING.c.value))
    highest = max(institution_id, *map(int, last.scalars()), 0)
    connection.execute(insert(SETTING).values(name=LAST_NUMBER, value=str(highest)))


def remove_channel(connection: Connection, channel_id: int) -> None:
    """Remove a channel and every row that belongs to it."""
    for table in reversed(metadata.sorted_tables):
        if "channel_id" in table.c:
            connection.execute(delete(table).where(table.c.channel_id == channel_id))
    connection.execute(delete(CHANNEL).where(CHANNEL.c.id == channel_id))
