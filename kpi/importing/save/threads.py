"""Conversations that silence parts: what an account and one customer write, in runs without a longer pause.

All that the two ever wrote is one thread. Its messages in order fall into runs wherever the next one comes more
than `silence` seconds later; a run is a conversation, called by the key of its first message. Runs depend on
which messages are stored and on nothing else: an import, or an undo, parts its threads anew over all of them, so
that neither the order of files nor how an export was cut can change what comes out.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    delete,
    insert,
    select,
    update,
)

from kpi.store.bulk import temporary, temporary_table
from kpi.store.schema import metadata

MESSAGE: Final = metadata.tables["message"]
THREAD: Final = metadata.tables["message_thread"]

INCOMING_THREAD: Final = temporary_table(
    "incoming_thread",
    Column("channel_id", Integer, primary_key=True),
    Column("message_key", BigInteger, primary_key=True),
    Column("thread_key", BigInteger),
    Column("silence", Integer),
)
CONCERNED: Final = temporary_table(
    "concerned_thread",
    Column("channel_id", Integer, primary_key=True),
    Column("thread_key", BigInteger, primary_key=True),
)
PARTING: Final = temporary_table(
    "parting_thread",
    Column("channel_id", Integer, primary_key=True),
    Column("message_key", BigInteger, primary_key=True),
    Column("conversation_key", BigInteger),
)

Node = tuple[int, int]
"""(channel id, message or conversation key)."""

Member = tuple[int, int, int, int, int]
"""(channel id, thread key, silence, sent at, message key)."""


def in_another_thread(thread: Table) -> ColumnElement[bool]:
    """A stored message does not belong to the thread that the file says."""
    same = (
        select(THREAD.c.message_key)
        .join_from(
            THREAD,
            thread,
            (thread.c.channel_id == THREAD.c.channel_id)
            & (thread.c.message_key == THREAD.c.message_key)
            & (thread.c.thread_key == THREAD.c.thread_key),
        )
        .where(THREAD.c.channel_id == MESSAGE.c.channel_id, THREAD.c.message_key == MESSAGE.c.message_key)
    )
    return ~same.exists()


def join(connection: Connection, incoming: Table, thread: Table) -> set[Node]:
    """Keep the threads of `incoming` messages and call these, and stored ones, by their conversations.

    Args:
        connection: inside the import's transaction.
        incoming: the file's messages, not stored yet.
        thread: the thread of each message, as `INCOMING_THREAD`.

    Returns:
        Stored conversations that are called differently now, by their old and their new keys.
    """
    columns = ("channel_id", "message_key", "thread_key", "silence")
    arriving = select(*(thread.c[each] for each in columns)).join_from(
        thread,
        incoming,
        (incoming.c.channel_id == thread.c.channel_id) & (incoming.c.message_key == thread.c.message_key),
    )
    known = select(THREAD.c.silence).where(
        THREAD.c.channel_id == thread.c.channel_id, THREAD.c.message_key == thread.c.message_key
    )
    with temporary(connection, CONCERNED) as concerned:
        threads = arriving.with_only_columns(thread.c.channel_id, thread.c.thread_key).distinct()
        connection.execute(insert(concerned).from_select(["channel_id", "thread_key"], threads))
        connection.execute(insert(THREAD).from_select(list(columns), arriving.where(~known.exists())))
        return _part(connection, concerned, incoming)


@contextmanager
def parting(connection: Connection, import_id: int) -> Iterator[set[Node]]:
    """Take back this import's messages in the block; after it, part what is left of their threads anew.

    Yields:
        A set that holds, after the block, the conversations that are called differently, by old and new keys.
    """
    moved: set[Node] = set()
    with temporary(connection, CONCERNED) as concerned:
        threads = (
            select(THREAD.c.channel_id, THREAD.c.thread_key)
            .join_from(THREAD, MESSAGE, _same(THREAD, MESSAGE))
            .where(MESSAGE.c.import_id == import_id)
            .distinct()
        )
        connection.execute(insert(concerned).from_select(["channel_id", "thread_key"], threads))
        yield moved
        in_concerned = (
            select(concerned.c.thread_key)
            .where(
                concerned.c.channel_id == THREAD.c.channel_id, concerned.c.thread_key == THREAD.c.thread_key
            )
            .exists()
        )
        stored = select(MESSAGE.c.import_id).where(_same(THREAD, MESSAGE)).exists()
        connection.execute(delete(THREAD).where(in_concerned, ~stored))
        moved |= _part(connection, concerned, None)


def runs(members: Iterable[Member]) -> Iterator[tuple[Node, int]]:
    """(message, the key of its conversation) for the messages of whole threads, in any order."""
    for _, thread in groupby(sorted(members), key=lambda member: member[:2]):
        conversation = 0
        last: int | None = None
        for channel, _, silence, sent_at, key in thread:
            if last is None or sent_at - last > silence:
                conversation = key
            last = sent_at
            yield (channel, key), conversation


def _part(connection: Connection, concerned: Table, incoming: Table | None) -> set[Node]:
    """Call the messages of the threads by their runs; the stored conversations that changed, by both keys."""
    tables = [MESSAGE] if incoming is None else [incoming, MESSAGE]  # a message of both is a stored one
    members: dict[Node, Member] = {}
    called: dict[Node, int] = {}
    stored: set[Node] = set()
    for table in tables:
        for channel, thread, silence, sent_at, key, conversation in connection.execute(
            _members(concerned, table)
        ):
            members[channel, key] = (channel, thread, silence, sent_at, key)
            called[channel, key] = conversation
            if table is MESSAGE:
                stored.add((channel, key))
    changed = [(node, name) for node, name in runs(members.values()) if called[node] != name]
    _rename(connection, tables, changed)
    return {(node[0], key) for node, name in changed if node in stored for key in (called[node], name)}


def _rename(connection: Connection, tables: Sequence[Table], changed: Iterable[tuple[Node, int]]) -> None:
    rows = sorted((channel, key, name) for (channel, key), name in changed)
    with temporary(connection, PARTING, rows) as parted:
        for table in tables:
            connection.execute(
                update(table).where(_same(table, parted)).values(conversation_key=parted.c.conversation_key)
            )


def _members(concerned: Table, table: Table) -> Select[int, int, int, int, int, int]:
    return (
        select(
            THREAD.c.channel_id,
            THREAD.c.thread_key,
            THREAD.c.silence,
            table.c.sent_at,
            table.c.message_key,
            table.c.conversation_key,
        )
        .join_from(
            concerned,
            THREAD,
            (concerned.c.channel_id == THREAD.c.channel_id) & (concerned.c.thread_key == THREAD.c.thread_key),
        )
        .join(table, _same(THREAD, table))
    )


def _same(one: Table, other: Table) -> ColumnElement[bool]:
    return (one.c.channel_id == other.c.channel_id) & (one.c.message_key == other.c.message_key)
