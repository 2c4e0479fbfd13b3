"""Messages in and out, each in its conversation: one that the file names, that links make, or that silence parts."""

from collections.abc import Iterator
from typing import Final, cast

from sqlalchemy import BigInteger, Column, ColumnElement, Connection, Integer, Table, select

from kpi.importing.records import MessageRecord
from kpi.importing.save import conversations, threads
from kpi.importing.save.batch import Batch, Saved
from kpi.importing.save.duplicates import Row, sift
from kpi.importing.save.immutable import Kind, add_new, refuse_contradictions, release
from kpi.rollup.touched import Touched
from kpi.store.bulk import temporary, temporary_table
from kpi.store.keys import key_of
from kpi.store.schema import metadata

MESSAGES: Final = Kind(
    "message", metadata.tables["message"], "message_key", ("sent_at", "outbound", "automated")
)
LINK: Final = metadata.tables["message_link"]
COLUMNS: Final = (
    "channel_id", "message_key", "conversation_key", "sent_at", "day", "outbound", "automated", "author_key", "row",
)  # fmt: skip
SMALL: Final = {"channel_id", "day", "outbound", "automated", "row"}
INCOMING: Final = temporary_table(
    "incoming_message", *(Column(each, Integer if each in SMALL else BigInteger) for each in COLUMNS)
)


def save(connection: Connection, batch: Batch) -> Saved:
    """Save messages that are not there yet, note the others as repeats, and keep conversations together."""
    records = cast("list[MessageRecord]", batch.records)
    threaded = [record for record in records if record.silence is not None]
    if not threaded:
        return _save(connection, batch, records)
    others = [record for record in records if record.silence is None]
    parts = [_save_threaded(connection, batch, threaded)]
    if others:  # a workbook may hold both, on two sheets
        parts.append(_save(connection, batch, others))
    touched = Touched()
    for part in parts:
        touched.add(part.touched)
    return Saved(touched, tuple(fault for part in parts for fault in part.faults))


def _save(connection: Connection, batch: Batch, records: list[MessageRecord]) -> Saved:
    """Messages whose conversations the file names or links."""
    names = {record.row: record.message_id for record in records}

    def name(row: Row) -> str:
        return names[row[-1]]

    linked = any(record.reply_to is not None for record in records)
    kept, faults = sift((_row(batch, each) for each in records), key=2, columns=COLUMNS, name=name)
    with temporary(connection, INCOMING, sorted(kept)) as incoming:
        faults += refuse_contradictions(
            connection, MESSAGES, incoming, name, also=[_grouping(incoming, linked)]
        )
        moved: set[tuple[int, int]] = set()
        if linked:
            refused = {fault.row for fault in faults}
            links = (link for each in records if each.row not in refused for link in _links(batch, each))
            moved = conversations.join(connection, batch.import_id, incoming, links)
        add_new(connection, MESSAGES, incoming, batch.import_id)
    touched = _touched(connection, batch.import_id)
    touched.conversations |= moved
    return Saved(touched, tuple(faults))


def _save_threaded(connection: Connection, batch: Batch, records: list[MessageRecord]) -> Saved:
    """Messages between the account and a customer, whose conversations silence parts."""
    names = {record.row: record.message_id for record in records}

    def name(row: Row) -> str:
        return names[row[-1]]

    silences = {_thread(record): record.silence for record in records}
    kept, faults = sift((_row(batch, each) for each in records), key=2, columns=COLUMNS, name=name)
    in_threads = sorted((*row[:3], silences[row[2]]) for row in kept)
    with (
        temporary(connection, INCOMING, sorted(kept)) as incoming,
        temporary(connection, threads.INCOMING_THREAD, in_threads) as thread,
    ):
        grouping = ("conversation_id", threads.in_another_thread(thread))
        faults += refuse_contradictions(connection, MESSAGES, incoming, name, also=[grouping])
        moved = threads.join(connection, incoming, thread)
        add_new(connection, MESSAGES, incoming, batch.import_id)
    touched = _touched(connection, batch.import_id)
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


def _row(batch: Batch, record: MessageRecord) -> Row:
    key = key_of(record.message_id)
    return (
        batch.channels[record.platform, record.handle],
        key,
        _conversation(record, key),
        record.sent_at,
        record.day,
        int(record.outbound),
        int(record.automated),
        key_of(record.author) if record.author else None,
        record.row,
    )


def _conversation(record: MessageRecord, key: int) -> int:
    """The conversation that a row names; its customer's thread; or the message's own key, until links are known."""
    if record.conversation_id is None:
        return key
    if record.silence is None:
        return key_of("conversation", record.conversation_id)
    return _thread(record)


def _thread(record: MessageRecord) -> int:
    """One thread for each customer, and for each silence that was stated."""
    return key_of("thread", record.conversation_id or "", str(record.silence))


def _links(batch: Batch, record: MessageRecord) -> Iterator[tuple[int, int, int]]:
    """(channel, message, linked message); a message without links is linked to itself."""
    channel = batch.channels[record.platform, record.handle]
    key = key_of(record.message_id)
    for other in record.reply_to or (record.message_id,):
        yield channel, key, key_of(other)


def _touched(connection: Connection, import_id: int) -> Touched:
    return Touched(
        message_days=MESSAGES.distinct(connection, import_id, "day"),
        conversations=MESSAGES.distinct(connection, import_id, "conversation_key"),
    )
