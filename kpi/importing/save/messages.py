"""Messages in and out, each in its conversation: one that the file names, that links make, or that silence parts."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, cast

import numpy as np
from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Integer, Table, select

from kpi.importing.columnar import Columnar, Flags, Ints
from kpi.importing.records import MessageRecord
from kpi.importing.report import Fault
from kpi.importing.save import conversations, texts, threads
from kpi.importing.save.batch import Batch, Saved, channels_of
from kpi.importing.save.duplicates import Columns, Places, Row, distinct, rows_of, sift_columns
from kpi.importing.save.forgotten import FORGOTTEN_ROW, REMOVED_ROW, still_taken
from kpi.importing.save.immutable import (
    Kind,
    add_in_pieces,
    add_new,
    distinct_of,
    refuse_contradictions,
    release,
)
from kpi.rollup.progress import Tell, nobody, scaled
from kpi.rollup.touched import Touched
from kpi.store.bulk import temporary, temporary_table
from kpi.store.keys import Keys
from kpi.store.schema import metadata

MESSAGES: Final = Kind(
    "message",
    metadata.tables["message"],
    "message_key",
    ("sent_at", "outbound", "automated"),
    {"sent_at": ("outbound", "answered_at")},
)
LINK: Final = metadata.tables["message_link"]
COLUMNS: Final = (
    "channel_id", "message_key", "conversation_key", "sent_at", "day", "outbound", "automated", "author_key", "row",
)  # fmt: skip
NAMES: Final = {("message_id",): False, ("conversation_id", "conversation"): True, ("author",): True}
"""The columns that get keys, with what stands before each name; whether the same name stands there often."""
SMALL: Final = {"channel_id", "day", "outbound", "automated", "row"}
INCOMING: Final = temporary_table(
    "incoming_message", *(Column(each, Integer if each in SMALL else BigInteger) for each in COLUMNS)
)


def save(connection: Connection, batch: Batch) -> Saved:
    """Save messages that are not there yet, note the others as repeats, and keep conversations together."""
    messages = Columnar.of(cast("Sequence[MessageRecord]", batch.records))
    if not len(messages):
        return Saved()
    saved = _save_all(connection, batch, messages)
    texts.save(connection, batch, messages)
    return saved


def _save_all(connection: Connection, batch: Batch, messages: Columnar[MessageRecord]) -> Saved:
    in_threads = messages.filled("silence")
    if not in_threads.any():
        return _save(connection, batch, messages)
    parts = [_save_threaded(connection, batch, messages.kept(in_threads))]
    if not in_threads.all():  # a workbook may hold both, on two sheets
        parts.append(_save(connection, batch, messages.kept(~in_threads)))
    touched = Touched()
    for part in parts:
        touched.add(part.touched)
    return Saved(touched, tuple(fault for part in parts for fault in part.faults))


def _save(connection: Connection, batch: Batch, messages: Columnar[MessageRecord]) -> Saved:
    """Messages whose conversations the file names or links."""
    columns, name = _columns(batch, messages), _names(messages)
    kept, faults = sift_columns(columns, key=2, name=name)
    kept, gone = _without_forgotten(batch, messages, columns, kept)
    faults += gone
    fresh = not MESSAGES.any_stored(connection, batch.channels.values())
    if messages.filled("reply_to").any():
        return _save_linked(connection, batch, messages, columns, kept, faults, fresh=fresh)
    refuse = partial(_refuse, connection, name, linked=False)
    touched = Touched()
    for incoming, refused in add_in_pieces(
        connection, MESSAGES, INCOMING, columns, kept, batch.import_id, None if fresh else refuse
    ):
        faults += refused
        touched.message_days |= distinct_of(connection, incoming, "day")
        if not fresh:
            touched.conversations |= distinct_of(connection, incoming, "conversation_key")
    if fresh:
        touched.message_channels = {channel_id for channel_id, _ in touched.message_days}
    return Saved(touched, tuple(faults))


def _save_linked(
    connection: Connection,
    batch: Batch,
    messages: Columnar[MessageRecord],
    columns: Columns,
    kept: Places,
    faults: list[Fault],
    *,
    fresh: bool,
) -> Saved:
    """Messages whose conversations links make: what they are called is known when all are there."""
    with temporary(connection, INCOMING, rows_of(columns.values(), kept)) as incoming:
        if not fresh:
            faults = faults + _refuse(connection, _names(messages), incoming, linked=True)
        refused = np.array([fault.row for fault in faults], np.int64)
        links = _links(batch, columns, messages, ~np.isin(columns["row"], refused))
        moved = conversations.join(connection, batch.import_id, incoming, links)
        add_new(connection, MESSAGES, incoming, batch.import_id, fresh=fresh)
        touched = _touched_by(connection, incoming)
    touched.conversations |= moved
    return Saved(touched, tuple(faults))


def _refuse(
    connection: Connection, name: Callable[[Row], str], incoming: Table, *, linked: bool
) -> list[Fault]:
    return refuse_contradictions(connection, MESSAGES, incoming, name, also=[_grouping(incoming, linked)])


def _save_threaded(connection: Connection, batch: Batch, messages: Columnar[MessageRecord]) -> Saved:
    """Messages between the account and a customer, whose conversations silence parts."""
    columns, name = _columns(batch, messages), _names(messages)
    columns = columns | {
        "silence": messages.ints("silence"),
        "row": columns.pop("row"),
    }  # a row's line is its last
    kept, faults = sift_columns(columns, key=2, name=name)
    kept, gone = _without_forgotten(batch, messages, columns, kept)
    faults += gone
    names = ("channel_id", "message_key", "conversation_key", "silence")
    in_threads = list(rows_of(distinct(*(columns[each][kept] for each in names))))
    del columns["silence"]
    with (
        temporary(connection, INCOMING, rows_of(columns.values(), kept)) as incoming,
        temporary(connection, threads.INCOMING_THREAD, in_threads) as thread,
    ):
        grouping = ("conversation_id", threads.in_another_thread(thread))
        faults += refuse_contradictions(connection, MESSAGES, incoming, name, also=[grouping])
        moved = threads.join(connection, incoming, thread)
        add_new(connection, MESSAGES, incoming, batch.import_id)
        touched = _touched_by(connection, incoming)
    touched.conversations |= moved
    return Saved(touched, tuple(faults))


def take_back(connection: Connection, import_id: int) -> Touched:
    """Remove one import's messages, except those that a later import holds too; split what they held together."""
    with (
        conversations.parting(connection, import_id) as moved,
        threads.parting(connection, import_id) as parted,
        release(connection, MESSAGES, import_id),
    ):
        touched = _touched(connection, import_id)
        texts.take_back(connection, import_id)
    touched.conversations |= moved | parted
    return touched


def _grouping(incoming: Table, linked: bool) -> tuple[str, ColumnElement[bool]]:
    """A stored message that belongs to its conversation in another way than this file says."""
    table = MESSAGES.table
    has_links = (
        select(LINK.c.import_id)
        .where(LINK.c.channel_id == table.c.channel_id, LINK.c.message_key == table.c.message_key)
        .exists()
    )
    differs = ~has_links if linked else table.c.conversation_key != incoming.c.conversation_key
    return "conversation_id", differs


def _columns(batch: Batch, messages: Columnar[MessageRecord]) -> Columns:
    """The messages as they are stored, in the order of COLUMNS."""
    tell = scaled(batch.tell, 1 / 3)
    key = messages.keys(batch.keys, "message_id", repeated=False, tell=tell).data
    return {
        "channel_id": channels_of(batch, messages),
        "message_key": key,
        "conversation_key": _conversations(batch.keys, messages, key, tell),
        **{name: messages.ints(name) for name in ("sent_at", "day", "outbound", "automated")},
        "author_key": messages.keys(batch.keys, "author", tell=tell),
        "row": messages.ints("row"),
    }


def _conversations(keys: Keys, messages: Columnar[MessageRecord], key: Ints, tell: Tell) -> Ints:
    """The conversation that a row names; its customer's thread; or the message's own key, until links are known.

    There is one thread for each customer, and for each silence that was stated.
    """
    if messages.filled("silence").any():
        pairs = zip(
            messages.texts("conversation_id").to_pylist(), messages.ints("silence").tolist(), strict=True
        )
        known = {pair: keys.key_of("thread", pair[0] or "", str(pair[1])) for pair in set(pairs)}
        pairs = zip(
            messages.texts("conversation_id").to_pylist(), messages.ints("silence").tolist(), strict=True
        )
        return np.array([known[pair] for pair in pairs], np.int64)
    named = messages.keys(keys, "conversation_id", "conversation", tell=tell)
    return np.where(np.ma.getmaskarray(named), key, named.data)


def _links(
    batch: Batch, columns: Columns, messages: Columnar[MessageRecord], taken: Flags
) -> conversations.Links:
    """(channel, message, linked message); a message without links is linked to itself.

    To messages that were forgotten there are none.
    """
    lists = messages.kept(taken)
    channel, key, sent_at = (columns[name][taken] for name in ("channel_id", "message_key", "sent_at"))
    starts, others = lists.lists("reply_to")
    owner = np.arange(len(key)).repeat(np.diff(starts))
    platforms = np.array(lists.texts("platform").to_pylist())[owner].tolist() if batch.forgotten.rows else ()
    known = ~batch.forgotten.among(
        batch.keys, lambda keys: [keys.keys_of(others)], platforms, np.zeros_like(sent_at[owner])
    )
    owner = owner[known]
    alone = np.bincount(owner, minlength=len(key)) == 0
    return (
        np.concatenate([channel[owner], channel[alone]]),
        np.concatenate([key[owner], key[alone]]),
        np.concatenate([batch.keys.keys_of(others)[known], key[alone]]),
    )


def _without_forgotten(
    batch: Batch, messages: Columnar[MessageRecord], columns: Columns, kept: Places
) -> tuple[Places, list[Fault]]:
    """The messages that are still taken; a fault for each by, or with, somebody forgotten, or of removed days."""
    if not batch.forgotten:
        return kept, []

    def pseudonyms(keys: Keys) -> tuple[Any, ...]:
        own = messages.keys(keys, "message_id", repeated=False)
        return own, messages.keys(keys, "author"), _conversations(keys, messages, own.data, nobody)

    platforms = messages.texts("platform").to_pylist()
    gone = batch.forgotten.among(batch.keys, pseudonyms, platforms, columns["sent_at"])
    old = batch.forgotten.removed("message", columns["channel_id"], columns["day"])
    return still_taken(kept, columns["row"], [(gone, FORGOTTEN_ROW), (old, REMOVED_ROW)])


def _names(messages: Columnar[MessageRecord]) -> Callable[[Row], str]:
    """What people call the message of a row; asked for few of them."""
    names: dict[int, str] = {}

    def name(row: Row) -> str:
        if not names:
            names.update(
                zip(messages.ints("row").tolist(), messages.texts("message_id").to_pylist(), strict=True)
            )
        return names[row[-1]]

    return name


def _touched_by(connection: Connection, incoming: Table) -> Touched:
    """What messages touch that were inserted."""
    return Touched(
        message_days=distinct_of(connection, incoming, "day"),
        conversations=distinct_of(connection, incoming, "conversation_key"),
    )


def _touched(connection: Connection, import_id: int) -> Touched:
    """What the messages of an import touch."""
    return Touched(
        message_days=MESSAGES.distinct(connection, import_id, "day"),
        conversations=MESSAGES.distinct(connection, import_id, "conversation_key"),
    )
