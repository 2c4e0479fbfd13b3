"""Conversations from reply links: which messages of a file are the institution's, and which belong together.

A file such as `twcs` holds the messages of many companies. Messages are joined by their links, also across
messages that the file does not hold. A conversation is the institution's when one of its messages is by its
account, or a customer's text names the account with @. Other companies' messages are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from kpi.importing.cells.columns import Columns
from kpi.importing.cells.spot import Field
from kpi.importing.chunk import Chunk
from kpi.importing.columnar import Batch, Columnar, Ints, batch
from kpi.importing.doubtful_lists import is_doubtful, undecided
from kpi.importing.errors import UnreadableFile
from kpi.importing.fields import OUT
from kpi.importing.happenings import named, text_field, two_columns, with_time
from kpi.importing.readers.by_column import listed as texts_of
from kpi.importing.records import MessageRecord, message_kind
from kpi.importing.report import Fault
from kpi.importing.union import groups
from kpi.words import N_

SHOWN: Final = 5

NO_HANDLE: Final = N_("The file holds messages of several companies; most are by {authors}.")


class LinkedReader:
    """Reads the rows of a file whose conversations come from links; all links of a message are its `reply_to`.

    `doubtful` are the lists of identifiers that may be one number, by their line.
    """

    def __init__(
        self, columns: Columns, platform: str, channel: tuple[str, str] | None, *, texts: bool = False
    ) -> None:
        self.kind = message_kind(texts=texts)
        self.platform = platform
        self.handle = channel[1] if channel else None
        self._mention = (
            re.compile(rf"@{re.escape(self.handle)}(?!\w)", re.IGNORECASE) if self.handle else None
        )
        self._fields = {
            "outbound": columns.field("direction").then(lambda direction: direction == OUT),
            "sent_at": with_time(columns, "sent_at"),
            "message_id": named(columns, "message_id"),
            "author": columns.field("author").then(lambda author: author or ""),
            "mentions": self._mentions(columns),
            "reply_to": columns.field("reply_to"),
            "links": columns.field("links").then(lambda links: links or ()),
        } | text_field(columns, texts=texts)
        self.list_column, self.both_ways = columns.name("links"), columns.has("reply_to")
        self.doubtful: dict[int, Sequence[str]] = {}
        self._named: list[npt.NDArray[np.bool_]] = []

    def __call__(self, chunk: Chunk) -> Batch:
        for name, field in self._fields.items():
            chunk.read(name, field)
        outbound = np.asarray(chunk.listed("outbound"), np.bool_)
        self._named.append(np.asarray(chunk.listed("mentions"), np.bool_) & ~outbound)
        moments = two_columns(chunk.listed("sent_at"))
        listed = chunk.listed("links")
        self.doubtful |= {
            line: each for line, each in zip(chunk.lines, listed, strict=True) if is_doubtful(each)
        }
        answered = ((name,) if name else () for name in chunk.listed("reply_to"))
        return batch(
            self.kind,
            {
                "row": chunk.lines,
                "platform": self.platform,
                "handle": self.handle,
                "message_id": chunk["message_id"],
                "reply_to": [(*one, *others) for one, others in zip(answered, listed, strict=True)],
                "sent_at": moments[:, 0],
                "day": moments[:, 1],
                "outbound": outbound,
                "automated": False,
                "author": chunk["author"],
                "text": chunk.values.get("text"),
            },
        )

    @property
    def named(self) -> npt.NDArray[np.bool_]:
        """For each message that was read whether a customer names the account in it."""
        return np.concatenate([np.empty(0, np.bool_), *self._named])

    def _mentions(self, columns: Columns) -> Field:
        text, mention = columns.field("text"), self._mention
        if mention is None:
            return Field(lambda _: False, ())
        search = mention.search
        # A name is found in a text with its blanks as they are just as well.
        return Field(
            lambda cells: search(text.read(cells) or "") is not None,
            text.places,
            lambda found: [search(each) is not None for each in texts_of(found[0])],
        )


@dataclass(frozen=True)
class Found:
    """What a file holds of an account.

    Attributes:
        messages: of its conversations, in the order of the file.
        faults: one for each of its messages whose links nobody can read.
        unclaimed: how many messages of customers name nobody's account and have no answer of any company in the
            file: they may belong to conversations whose answers are in another one.
    """

    messages: Columnar[MessageRecord]
    faults: Sequence[Fault] = ()
    unclaimed: int = 0


def of_account(messages: Columnar[MessageRecord], reader: LinkedReader) -> Found:
    """The messages of the account's conversations; all others are left out.

    Raises:
        UnreadableFile: no handle is given, and the sentence names the accounts that answer most in the file; or
            identifiers have thousands signs.
    """
    outbound = messages.ints("outbound").astype(np.bool_)
    authors = messages.texts("author").dictionary_encode()
    if not reader.handle:
        raise _no_handle(authors, outbound)
    if not len(messages):
        return Found(messages)
    faults = undecided(messages, reader.doubtful, reader.list_column, both_ways=reader.both_ways)
    author = np.asarray(authors.indices)
    own = [n for n in np.unique(author[outbound]).tolist()
           if authors.dictionary[n].as_py().casefold() == reader.handle.casefold()]  # fmt: skip
    ours = outbound & np.isin(author, own)
    ids, starts, links = _links(messages)
    row = messages.ints("row")
    unread = np.isin(row, [fault.row for fault in faults])
    read = ~unread.repeat(np.diff(starts))
    group = groups(max(ids.max(), links.max(initial=0)) + 1, ids.repeat(np.diff(starts))[read], links[read])[
        ids
    ]
    wanted = np.zeros(len(group) and group.max() + 1, np.bool_)
    wanted[group[reader.named | ours]] = True
    kept = wanted[group] & (ours | ~outbound)
    ours_unread = set(row[kept & unread].tolist())
    faults = [fault for fault in faults if fault.row in ours_unread]
    kept &= ~unread
    answered = np.zeros(len(wanted), np.bool_)
    answered[group[outbound]] = True
    unclaimed = ~(wanted | answered)[group] & ~unread
    return Found(_anchored(messages.kept(kept), group[kept]), faults, int(unclaimed.sum()))


def _no_handle(authors: pa.DictionaryArray, outbound: npt.NDArray[np.bool_]) -> UnreadableFile:
    of_author = np.bincount(np.asarray(authors.indices)[outbound], minlength=len(authors.dictionary))
    often = [
        authors.dictionary[int(n)].as_py() for n in np.argsort(-of_author, kind="stable") if of_author[n]
    ]
    return UnreadableFile(NO_HANDLE, authors=tuple(often[:SHOWN]) or "—")


def _links(messages: Columnar[MessageRecord]) -> tuple[Ints, Ints, Ints]:
    """The number of each message's id; where each one's links begin in the third; the numbers of the linked ids."""
    lists = messages.table.column("reply_to").combine_chunks()
    names = pa.concat_arrays([messages.texts("message_id"), lists.flatten()]).dictionary_encode()
    numbers = np.asarray(names.indices).astype(np.int64)
    starts = np.asarray(lists.offsets).astype(np.int64)
    return numbers[: len(lists)], starts - starts[0], numbers[len(lists) :]


def _anchored(kept: Columnar[MessageRecord], group: Ints) -> Columnar[MessageRecord]:
    """A link to the conversation's first message, for those that hang on it only through messages left out."""
    if not len(kept):
        return kept
    ids, starts, links = _links(kept)
    direct = groups(max(ids.max(), links.max(initial=0)) + 1, ids.repeat(np.diff(starts)), links)[ids]
    names = kept.texts("message_id")
    anchor = _first(kept.ints("sent_at"), names, group)
    apart = np.flatnonzero(direct != direct[anchor])
    if not len(apart):
        return kept
    lists = kept.table.column("reply_to").combine_chunks()
    flat = pa.concat_arrays([lists.flatten(), names])
    chosen = np.insert(np.arange(len(links)), starts[apart + 1], len(links) + anchor[apart])
    lengths = np.diff(starts)
    lengths[apart] += 1
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    longer = pa.ListArray.from_arrays(pa.array(ends), flat.take(pa.array(chosen)))
    place = kept.table.schema.get_field_index("reply_to")
    return Columnar(kept.kind, kept.table.set_column(place, kept.table.schema.field(place), longer))


def _first(sent_at: Ints, names: pa.Array, group: Ints) -> Ints:
    """For each message the place of its group's earliest; of several at that second, the one whose id comes first."""
    by_name = np.asarray(pc.rank(names, tiebreaker="dense")).astype(np.int64)
    order = np.lexsort((by_name, sent_at, group))
    in_order = group[order]
    begins = np.concatenate([[True], in_order[1:] != in_order[:-1]])
    first = np.empty(len(group), np.int64)
    first[order] = order[begins][np.cumsum(begins) - 1]
    return first
