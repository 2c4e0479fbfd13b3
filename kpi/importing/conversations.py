"""Conversations from reply links: which messages of a file are the institution's, and which belong together.

A file such as `twcs` holds the messages of many companies. Messages are joined by their links, also across
messages that the file does not hold. A conversation is the institution's when one of its messages is by its
account, or a customer's text names the account with @. Other companies' messages are left out.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kpi.importing.cells.columns import Columns
from kpi.importing.errors import UnreadableFile
from kpi.importing.fields import OUT
from kpi.importing.readers.grid import Native
from kpi.importing.records import MessageRecord
from kpi.importing.rows import instant
from kpi.importing.union import Union
from kpi.words import N_

_SHOWN: Final = 5

NO_HANDLE: Final = N_(
    "The file holds messages of several companies. Say whose to take, with --channel x:HANDLE; "
    "most are by {authors}."
)


@dataclass(frozen=True, slots=True)
class Linked:
    """A row of such a file. `links` are all messages that it answers or is answered by."""

    line: int
    message_id: str
    author: str
    outbound: bool
    sent_at: int
    day: int
    names_handle: bool
    links: tuple[str, ...]


class LinkedReader:
    """Reads the rows of a file whose conversations come from links."""

    def __init__(self, columns: Columns, handle: str | None) -> None:
        self._columns = columns
        self._message_id, self._author = columns["message_id"], columns["author"]
        self._direction, self._sent_at = columns["direction"], columns["sent_at"]
        self._text, self._links = columns["text"], columns["links"]
        self._mention = re.compile(rf"@{re.escape(handle)}(?!\w)", re.IGNORECASE) if handle else None

    def __call__(self, line: int, cells: Sequence[Native]) -> Linked:
        outbound = self._direction(cells) == OUT
        sent_at, day = instant(self._sent_at(cells), self._columns)
        mention = self._mention
        return Linked(
            line,
            self._message_id(cells),
            self._author(cells) or "",
            outbound,
            sent_at,
            day,
            bool(mention and not outbound and mention.search(self._text(cells) or "")),
            self._links(cells) or (),
        )


def of_account(rows: Sequence[Linked], platform: str, handle: str | None) -> list[MessageRecord]:
    """The messages of the account's conversations, in the order of the file; all others are left out.

    Raises:
        UnreadableFile: no handle is given; the sentence names the accounts that answer most in the file.
    """
    if not handle:
        often = Counter(row.author for row in rows if row.outbound).most_common(_SHOWN)
        raise UnreadableFile(NO_HANDLE, authors=tuple(author for author, _ in often) or "—")
    own = handle.casefold()
    joined = _joined(rows)
    ours = {
        joined.root(row.message_id)
        for row in rows
        if row.names_handle or (row.outbound and row.author.casefold() == own)
    }
    kept = [
        row
        for row in rows
        if (not row.outbound or row.author.casefold() == own) and joined.root(row.message_id) in ours
    ]
    anchors = _anchors(kept, joined)
    return [
        MessageRecord(
            row.line,
            platform,
            handle,
            row.message_id,
            None,
            (*row.links, *anchors.get(row.message_id, ())),
            row.sent_at,
            row.day,
            row.outbound,
            False,
            row.author,
        )
        for row in kept
    ]


def _joined(rows: Sequence[Linked]) -> Union[str]:
    joined: Union[str] = Union()
    for row in rows:
        for link in row.links:
            joined.join(row.message_id, link)
    return joined


def _anchors(kept: Sequence[Linked], joined: Union[str]) -> dict[str, tuple[str]]:
    """A link to the conversation's first message, for those that hang on it only through messages left out."""
    direct = _joined(kept)
    first: dict[str, Linked] = {}
    for row in sorted(kept, key=lambda row: (row.sent_at, row.message_id)):
        first.setdefault(joined.root(row.message_id), row)
    anchors: dict[str, tuple[str]] = {}
    for row in kept:
        anchor = first[joined.root(row.message_id)].message_id
        if direct.root(row.message_id) != direct.root(anchor):
            anchors[row.message_id] = (anchor,)
    return anchors
