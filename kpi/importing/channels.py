"""Which channel a row belongs to: what the caller said, else what the file says, else the only one there is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from kpi.errors import KpiError
from kpi.platforms import BY_KEY, Account, platform_of
from kpi.store.institutions import ChannelRow, channels, create_channel, handle_key, name_channel
from kpi.words import N_, Message

CHANNEL_CREATED: Final = N_("The channel “{channel}” is new.")
CHANNEL_NAMED: Final = N_("The channel without a name on {platform} is now called “{channel}”.")


class UnreadableChannel(KpiError):
    template = N_(
        "“{value}” is not a channel. Write it as platform:handle, for example x:mybank. Platforms: {known}."
    )


class CannotPlace(KpiError):
    """The family of reasons for which a file's rows cannot be given a channel: the file is refused."""


class SeveralChannels(CannotPlace):
    template = N_(
        "The file does not say which account it is of, and the institution has several on {platform}: {channels}."
    )


@dataclass(frozen=True)
class Placed:
    """The channel id for each (platform, handle) of a file, the channels' names, and what is new about them."""

    ids: dict[tuple[str, str | None], int]
    names: tuple[str, ...]
    notes: tuple[Message, ...]


def parse_channel(text: str) -> tuple[str, str]:
    """(platform, handle) from "platform:handle"; "platform:" is the institution's only account there, handle "".

    Raises:
        UnreadableChannel: there is no colon, or a handle without a letter or digit behind it.
        UnknownPlatform: the part before the colon is no platform.
    """
    platform, colon, handle = text.partition(":")
    if not colon or (handle.strip() and not handle_key(handle)):
        raise UnreadableChannel(value=text, known=", ".join(BY_KEY))
    return platform_of(platform).key, handle.strip().lstrip("@")


def place(connection: Connection, institution_id: int, accounts: Iterable[tuple[str, str | None]]) -> Placed:
    """The institution's channel for each account (platform, handle or None), made where there is none.

    A named account adopts the channel of its platform that nobody has named yet.

    Raises:
        SeveralChannels: the file names no account, and there are several to choose from.
    """
    ids: dict[tuple[str, str | None], int] = {}
    names: dict[int, str] = {}
    notes: list[Message] = []
    for platform, handle in sorted(set(accounts), key=lambda account: (account[0], account[1] or "")):
        known = [row for row in channels(connection, institution_id) if row.platform == platform]
        if handle and handle_key(handle):
            row, note = _named(connection, institution_id, platform, handle, known)
        else:
            row, note = _only(connection, institution_id, platform, known)
        ids[platform, handle] = row.id
        names[row.id] = row.name
        notes += [note] if note else []
    return Placed(ids, tuple(names.values()), tuple(notes))


def _named(
    connection: Connection, institution_id: int, platform: str, handle: str, known: Sequence[ChannelRow]
) -> tuple[ChannelRow, Message | None]:
    for row in known:
        if handle_key(row.handle) == handle_key(handle):
            return row, None
    unnamed = next((row for row in known if not row.handle), None)
    if unnamed is None:
        made = create_channel(connection, institution_id, platform, handle)
        return made, Message(CHANNEL_CREATED, {"channel": Account(platform, handle)})
    name_channel(connection, unnamed.id, handle)
    row = next(row for row in channels(connection, institution_id) if row.id == unnamed.id)
    return row, Message(
        CHANNEL_NAMED, {"platform": Account(platform), "channel": Account(platform, row.handle)}
    )


def _only(
    connection: Connection, institution_id: int, platform: str, known: Sequence[ChannelRow]
) -> tuple[ChannelRow, Message | None]:
    if len(known) > 1:
        raise SeveralChannels(platform=platform, channels=tuple(row.name for row in known))
    if known:
        return known[0], None
    made = create_channel(connection, institution_id, platform)
    return made, Message(CHANNEL_CREATED, {"channel": Account(platform)})
