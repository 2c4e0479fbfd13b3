"""Which channel a row belongs to: what the caller said, else what the file says, else the only one there is.

The order of files decides nothing. Of files that name no account and files that name one, in whatever order, all
are that one account's. As soon as a second account is named, nobody can know whose the nameless files are: the file
that makes it so is refused with a question, be it the nameless one or the one that names the second account.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from kpi.errors import KpiError
from kpi.importing.naming import How, assumed_imports, settle
from kpi.platforms import BY_KEY, Account, platform_of
from kpi.store.institutions import ChannelRow, channels, create_channel, handle_key, name_channel
from kpi.words import N_, Message

LISTED: Final = 3
CHANNEL_CREATED: Final = N_("The channel “{channel}” is new.")
CHANNEL_NAMED: Final = N_(
    "The channel without a name on {platform} is now called “{channel}”: the files that name no account count for it."
)
ASSUMED: Final = N_("The file names no account: it counts for “{channel}”, the only one on {platform}.")
NOBODYS: Final = N_(
    "The file names no account, and none is known on {platform}: it counts for a channel there without a name, "
    "until a file names one."
)


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


class AnotherAccount(CannotPlace):
    template = N_(
        "The file is of {accounts} on {platform}, where {channel} is the only account so far: files that name none "
        "count for it ({files}). With a second one nobody can know whose those are."
    )


@dataclass(frozen=True)
class Placed:
    """The channel id for each (platform, handle) of a file, the channels' names, how each was found, what is new."""

    ids: dict[tuple[str, str | None], int]
    names: tuple[str, ...]
    how: dict[int, How]
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


def names_an_account(accounts: Iterable[tuple[str, str | None]]) -> bool:
    """Whether each (platform, handle) has a handle."""
    return all(handle_key(handle or "") for _, handle in accounts)


def place(
    connection: Connection,
    institution_id: int,
    accounts: Iterable[tuple[str, str | None]],
    *,
    told: bool = False,
) -> Placed:
    """The institution's channel for each account (platform, handle or None), made where there is none.

    A named account adopts the channel of its platform that nobody has named yet, where it is the only one. `told`
    says that whoever imports has said the account; files without one then stay with the account that they have.

    Raises:
        SeveralChannels: rows name no account, and there are several to choose from.
        AnotherAccount: it is a second account, and files without one were taken for the first.
    """
    of_platform: dict[str, set[str | None]] = defaultdict(set)
    for platform, handle in accounts:
        of_platform[platform].add(handle)
    ids: dict[tuple[str, str | None], int] = {}
    found: dict[int, _Found] = {}
    for platform in sorted(of_platform):
        spot = _Spot(connection, institution_id, platform, told)
        # Those that name an account first: what they make known decides about the others.
        for handle in sorted(of_platform[platform], key=lambda handle: (not _key(handle), handle or "")):
            one = spot.named(handle, of_platform[platform]) if handle and _key(handle) else spot.only()
            ids[platform, handle] = one.row.id
            found[one.row.id] = found.get(one.row.id, one)
    notes = tuple(each.note for each in found.values() if each.note)
    names = tuple(each.row.name for each in found.values())
    return Placed(ids, names, {id_: each.how for id_, each in found.items()}, notes)


@dataclass(frozen=True)
class _Found:
    row: ChannelRow
    how: How
    note: Message | None = None


@dataclass(frozen=True)
class _Spot:
    """An institution's channels on one platform."""

    connection: Connection
    institution_id: int
    platform: str
    told: bool

    def known(self) -> list[ChannelRow]:
        every = channels(self.connection, self.institution_id)
        return [row for row in every if row.platform == self.platform]

    def named(self, handle: str, beside: Iterable[str | None]) -> _Found:
        """The channel of an account that the file, or whoever imports it, names; `beside` are all of the file."""
        known = self.known()
        for row in known:
            if handle_key(row.handle) == handle_key(handle):
                return _Found(row, How.SAID)
        accounts = {_key(row.handle) for row in known} | set(map(_key, beside))
        several = len(accounts - {""}) > 1
        if several:
            self._settle(known, beside)
        unnamed = next((row for row in known if not row.handle), None)
        if unnamed is None or several:
            made = create_channel(self.connection, self.institution_id, self.platform, handle)
            return _Found(made, How.NAMED, self._note(CHANNEL_CREATED, made))
        name_channel(self.connection, unnamed.id, handle)
        row = next(row for row in self.known() if row.id == unnamed.id)
        return _Found(row, How.NAMED, self._note(CHANNEL_NAMED, row))

    def only(self) -> _Found:
        """The channel of rows that name no account."""
        known = self.known()
        if self.told:  # "platform:" says that it is the nameless one, where there is such a one
            known = [row for row in known if not row.handle] or known
        if len(known) > 1:
            raise SeveralChannels(platform=Account(self.platform), channels=tuple(row.name for row in known))
        if not known:
            made = create_channel(self.connection, self.institution_id, self.platform)
            return _Found(made, How.ASSUMED, self._note(NOBODYS, made))
        template = ASSUMED if known[0].handle else NOBODYS
        return _Found(known[0], How.ASSUMED, None if self.told else self._note(template, known[0]))

    def _settle(self, known: Sequence[ChannelRow], beside: Iterable[str | None]) -> None:
        """Ask whose the files without an account are; where an account was said, they stay where they are."""
        assumed = assumed_imports(self.connection, [row.id for row in known])
        if not assumed:
            return
        if self.told:
            settle(self.connection, assumed)
            return
        known_keys = {_key(row.handle) for row in known}
        new = sorted(handle for handle in beside if handle and _key(handle) not in known_keys | {""})
        row = next(row for row in known if row.id == assumed[0].channel_id)
        files = [each.file_name for each in assumed]
        raise AnotherAccount(
            platform=Account(self.platform),
            accounts=tuple(new),
            channel=Account(self.platform, row.handle),
            files=(*files[:LISTED], *(["…"] if len(files) > LISTED else [])),
        )

    def _note(self, template: str, row: ChannelRow) -> Message:
        values = {"platform": Account(self.platform), "channel": Account(self.platform, row.handle)}
        return Message(template, values)


def _key(handle: str | None) -> str:
    return handle_key(handle or "")
