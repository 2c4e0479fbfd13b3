"""What each platform is for, as the institution has set it: versions, with who and when."""

import time
from dataclasses import dataclass, fields
from typing import Final

from sqlalchemy import Connection, insert, select

from kpi.catalogue.purposes import purpose_of
from kpi.errors import KpiError
from kpi.platforms import BY_KEY, platform_of
from kpi.store.institutions import bump_version
from kpi.store.schema import metadata
from kpi.words import N_, Message

PURPOSE: Final = metadata.tables["platform_purpose"]
ANY_VERSION: Final = -1


class StalePurpose(KpiError):
    template = N_(
        "Somebody else has changed what {platform} is for since you opened the page. Look at it again, then change it."
    )


@dataclass(frozen=True)
class SetPurpose:
    """One version of a platform's purpose; `purpose` "" is none. `changed_at` is in epoch seconds."""

    platform: str
    purpose: str
    note: str = ""
    version: int = 0
    changed_by: str = ""
    changed_at: int = 0


_COLUMNS: Final = [PURPOSE.c[field.name] for field in fields(SetPurpose)]


def purposes(connection: Connection, institution_id: int) -> dict[str, SetPurpose]:
    """The latest version of each platform that has any, by the platform's key."""
    return {one.platform: one for one in purpose_history(connection, institution_id)}


def purpose_history(connection: Connection, institution_id: int) -> list[SetPurpose]:
    """Every version, the oldest first."""
    query = select(*_COLUMNS).where(PURPOSE.c.institution_id == institution_id).order_by(PURPOSE.c.id)
    return [SetPurpose(*row) for row in connection.execute(query)]


def set_purpose(
    connection: Connection,
    institution_id: int,
    one: SetPurpose,
    *,
    expected_version: int = ANY_VERSION,
    by: str = "",
    now: int | None = None,
) -> SetPurpose:
    """Add a version that says what `one.platform` is for; the same as the latest adds none.

    Raises:
        UnknownPlatform, UnknownPurpose: there is no such platform or purpose.
        StalePurpose: the latest version is another one than expected.
    """
    platform = platform_of(one.platform).key
    if one.purpose:
        purpose_of(one.purpose)
    latest = purposes(connection, institution_id).get(platform, SetPurpose(platform, ""))
    if expected_version not in (ANY_VERSION, latest.version):
        raise StalePurpose(platform=Message(BY_KEY[platform].label))
    if (latest.purpose, latest.note) == (one.purpose, one.note):
        return latest
    when = int(time.time()) if now is None else now
    saved = SetPurpose(platform, one.purpose, one.note, latest.version + 1, by, when)
    row = {field.name: getattr(saved, field.name) for field in fields(SetPurpose)}
    connection.execute(insert(PURPOSE).values(institution_id=institution_id, **row))
    bump_version(connection, institution_id)
    return saved
