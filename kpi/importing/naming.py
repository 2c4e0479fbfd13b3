"""How an import came to its channels: it named one, said a name that was there, or took the only one there was.

It is kept, so that undoing an import takes back the name that it gave, and so that a second account on a platform
is noticed where files without one were taken for the first. Imports of releases before 0015 say nothing of it:
names from then stay.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from kpi.store.institutions import name_channel
from kpi.store.schema import metadata

HOW: Final = metadata.tables["import_channel"]
IMPORT: Final = metadata.tables["import_run"]
CHANNEL: Final = metadata.tables["channel"]


class How(StrEnum):
    """How a file's rows found their channel."""

    NAMED = "named"  # the file, or whoever imported it, gave the channel its name
    SAID = "said"  # the same, of a name that was known
    ASSUMED = "assumed"  # nobody said a name, and there was one channel


@dataclass(frozen=True)
class Assumed:
    """An import that counts, and the channel that it took because there was no other."""

    import_id: int
    channel_id: int
    file_name: str


def note_channels(connection: Connection, import_id: int, how: Mapping[int, How]) -> None:
    """Keep how an import came to each of its channels, by their numbers."""
    rows = [
        {"import_id": import_id, "channel_id": channel_id, "how": each.value}
        for channel_id, each in how.items()
    ]
    if rows:
        connection.execute(insert(HOW), rows)


def assumed_imports(connection: Connection, channel_ids: Sequence[int]) -> list[Assumed]:
    """The imports that were taken for one of the channels without anybody saying so, in their order."""
    query = (
        select(HOW.c.import_id, HOW.c.channel_id, IMPORT.c.file_name)
        .join_from(HOW, IMPORT, IMPORT.c.id == HOW.c.import_id)
        .where(HOW.c.channel_id.in_(channel_ids), HOW.c.how == How.ASSUMED, IMPORT.c.undone_at.is_(None))
        .order_by(HOW.c.import_id)
    )
    return [Assumed(*row) for row in connection.execute(query)]


def settle(connection: Connection, assumed: Sequence[Assumed]) -> None:
    """From now on it is known whose these imports are: somebody was told of them and left them there."""
    ids = [each.import_id for each in assumed]
    mine = (HOW.c.import_id.in_(ids), HOW.c.how == How.ASSUMED)
    connection.execute(update(HOW).where(*mine).values(how=How.SAID.value))


def take_names_back(connection: Connection, import_id: int) -> tuple[str, ...]:
    """Forget how an undone import came to its channels; those that it named lose a name that nobody else says.

    Returns:
        The names that are gone, as platform:handle.
    """
    mine = HOW.c.import_id == import_id
    named = select(HOW.c.channel_id).where(mine, HOW.c.how == How.NAMED)
    channel_ids = list(connection.execute(named).scalars())
    connection.execute(delete(HOW).where(mine))
    gone = [_unnamed(connection, channel_id) for channel_id in channel_ids]
    return tuple(name for name in gone if name)


def _unnamed(connection: Connection, channel_id: int) -> str:
    """Take a channel's name, unless another import says it or its platform has a nameless one; "" where it stays."""
    heir = (
        select(HOW.c.import_id)
        .join_from(HOW, IMPORT, IMPORT.c.id == HOW.c.import_id)
        .where(HOW.c.channel_id == channel_id, HOW.c.how == How.SAID, IMPORT.c.undone_at.is_(None))
        .order_by(HOW.c.import_id)
        .limit(1)
    )
    next_one = connection.execute(heir).scalar()
    if next_one is not None:
        of_heir = (HOW.c.channel_id == channel_id, HOW.c.import_id == next_one)
        connection.execute(update(HOW).where(*of_heir).values(how=How.NAMED.value))
        return ""
    row = connection.execute(select(CHANNEL).where(CHANNEL.c.id == channel_id)).one()
    nameless = select(CHANNEL.c.id).where(
        CHANNEL.c.institution_id == row.institution_id,
        CHANNEL.c.platform == row.platform,
        CHANNEL.c.handle_key == "",
    )
    if connection.execute(nameless).first() is not None:
        return ""
    name_channel(connection, channel_id, "")
    return f"{row.platform}:{row.handle}"
