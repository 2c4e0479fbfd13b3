"""Conversations that reply links make: messages that are linked, directly or through others, are one.

A conversation is called by the key of its earliest message (by instant, then key). It depends on the links
alone, not on the order in which files brought them: new links join conversations, links taken back part them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Executable,
    Integer,
    Table,
    delete,
    insert,
    select,
    union_all,
    update,
)

from kpi.importing.save.duplicates import distinct, rows_of
from kpi.importing.union import groups
from kpi.store.bulk import insert_rows, temporary, temporary_table
from kpi.store.schema import metadata

MESSAGE: Final = metadata.tables["message"]
LINK: Final = metadata.tables["message_link"]

NODE: Final = temporary_table(
    "node", Column("channel_id", Integer, primary_key=True), Column("key", BigInteger, primary_key=True)
)
PARTED: Final = temporary_table(
    "parted", Column("channel_id", Integer, primary_key=True), Column("key", BigInteger, primary_key=True)
)
RENAMING: Final = temporary_table(
    "renaming",
    Column("channel_id", Integer, primary_key=True),
    Column("old_key", BigInteger, primary_key=True),
    Column("new_key", BigInteger),
)

Ints = npt.NDArray[np.int64]
Columns = tuple[Ints, ...]
Links = tuple[Ints, Ints, Ints]
"""(channels, messages, linked messages), by their keys."""
Node = tuple[int, int]
"""(channel id, message key); also of messages that no file has brought, and of conversations by their first."""


def join(connection: Connection, import_id: int, incoming: Table, links: Links) -> set[Node]:
    """Keep this import's links, call `incoming` messages by their conversations, move stored ones that join.

    Args:
        connection: inside the import's transaction.
        import_id: the import that the links belong to.
        incoming: the file's messages, not stored yet, each a conversation of its own.
        links: (channel, message, linked message), each an array.

    Returns:
        Stored conversations that were joined, by their old and their new keys.
    """
    channel, one, other = distinct(*links)
    nodes = distinct(np.concatenate([channel, channel]), np.concatenate([one, other]))
    with temporary(connection, NODE, rows_of(nodes)) as node:
        beside = _conversations_beside(connection, node)
    sent = _columns(connection, select(incoming.c.channel_id, incoming.c.message_key, incoming.c.sent_at), 3)
    here, key, sent_at = distinct(*map(np.concatenate, zip(sent, (beside[0], *beside[2:]), strict=True)))
    edges = map(np.concatenate, zip((channel, one, other), beside[:3], strict=True))
    called = _called(here, key, sent_at, tuple(edges))
    rows = [channel, one, other, np.full(len(one), import_id)]
    insert_rows(connection, LINK, ("channel_id", "message_key", "linked_key", "import_id"), rows_of(rows))
    changed = called != key
    renamed = [each[changed] for each in (here, key, called)]
    stored = set(zip(beside[0].tolist(), beside[2].tolist(), strict=True))
    with _renaming(connection, renamed) as moves:
        for table in (incoming, MESSAGE):
            connection.execute(
                update(table)
                .where(table.c.channel_id == moves.c.channel_id, table.c.conversation_key == moves.c.old_key)
                .values(conversation_key=moves.c.new_key)
            )
    return {
        node
        for at, old, new in zip(*(each.tolist() for each in renamed), strict=True)
        if (at, old) in stored
        for node in ((at, old), (at, new))
    }


@contextmanager
def parting(connection: Connection, import_id: int) -> Iterator[set[Node]]:
    """Take back this import's links; after the block, call what is left of its conversations anew.

    Yields:
        A set that holds the conversations concerned, old keys at once and new ones after the block.
    """
    moved: set[Node] = set()
    with temporary(connection, PARTED) as parted:
        _fill_parted(connection, import_id, parted)
        moved |= {(row[0], row[1]) for row in connection.execute(select(parted))}
        connection.execute(delete(LINK).where(LINK.c.import_id == import_id))
        yield moved
        (here, key, sent_at, name), links = _left(connection, parted)
        called = _called(here, key, sent_at, links)
        changed = called != name
        renamed = [each[changed] for each in (here, key, called)]
        with _renaming(connection, renamed) as moves:
            connection.execute(
                update(MESSAGE)
                .where(MESSAGE.c.channel_id == moves.c.channel_id, MESSAGE.c.message_key == moves.c.old_key)
                .values(conversation_key=moves.c.new_key)
            )
        moved |= set(zip(here.tolist(), called.tolist(), strict=True))


def _conversations_beside(connection: Connection, node: Table) -> Columns:
    """(channel, node, stored conversation that holds it or links to it, the instant of that one's first message)."""
    first = MESSAGE.alias("first")
    called = (first.c.channel_id == MESSAGE.c.channel_id) & (
        first.c.message_key == MESSAGE.c.conversation_key
    )
    has_links = select(LINK.c.import_id).where(
        LINK.c.channel_id == MESSAGE.c.channel_id, LINK.c.message_key == MESSAGE.c.message_key
    )
    columns = (node.c.channel_id, node.c.key, MESSAGE.c.conversation_key, first.c.sent_at)
    held = (
        select(*columns)
        .join_from(
            node, MESSAGE, (MESSAGE.c.channel_id == node.c.channel_id) & (MESSAGE.c.message_key == node.c.key)
        )
        .join(first, called)
        .where(has_links.exists())
    )
    linked = (
        select(*columns)
        .join_from(node, LINK, (LINK.c.channel_id == node.c.channel_id) & (LINK.c.linked_key == node.c.key))
        .join(
            MESSAGE,
            (MESSAGE.c.channel_id == LINK.c.channel_id) & (MESSAGE.c.message_key == LINK.c.message_key),
        )
        .join(first, called)
        .distinct()
    )
    return _columns(connection, union_all(held, linked), 4)


def _called(channel: Ints, key: Ints, sent_at: Ints, links: Sequence[Ints]) -> Ints:
    """The key of each message's conversation: of the earliest among all that links join, by instant, then key."""
    everywhere = np.concatenate([channel, links[0], links[0]])
    number = _numbers(everywhere, np.concatenate([key, links[1], links[2]]))
    messages, linked = len(key), len(links[0])
    ends = number[messages : messages + linked], number[messages + linked :]
    group = groups(int(number.max(initial=-1)) + 1, *ends)[number[:messages]]
    order = np.lexsort((key, sent_at, group))
    begins = np.diff(group[order], prepend=-1) != 0
    called = np.empty(messages, np.int64)
    called[order] = key[order][begins][np.cumsum(begins) - 1]
    return called


def _numbers(channel: Ints, key: Ints) -> Ints:
    """A number for each thing; the same things have the same."""
    order = np.lexsort((key, channel))
    other = (np.diff(channel[order]) != 0) | (np.diff(key[order]) != 0)
    number = np.empty(len(key), np.int64)
    number[order] = np.concatenate([np.zeros(min(len(key), 1), np.int64), np.cumsum(other)])
    return number


def _columns(connection: Connection, query: Executable, width: int) -> Columns:
    """The rows of a query by columns."""
    rows = np.array(connection.execute(query).fetchall(), np.int64).reshape(-1, width)
    return tuple(np.ascontiguousarray(each) for each in rows.T)


def _fill_parted(connection: Connection, import_id: int, parted: Table) -> None:
    concerned = (
        select(MESSAGE.c.channel_id, MESSAGE.c.conversation_key)
        .join_from(
            LINK,
            MESSAGE,
            (MESSAGE.c.channel_id == LINK.c.channel_id) & (MESSAGE.c.message_key == LINK.c.message_key),
        )
        .where(LINK.c.import_id == import_id)
        .distinct()
    )
    connection.execute(insert(parted).from_select(["channel_id", "key"], concerned))


def _left(connection: Connection, parted: Table) -> tuple[Columns, Columns]:
    """The messages of `parted` (channel, key, instant, what it is called now), and the links that they still have."""
    members = select(
        MESSAGE.c.channel_id, MESSAGE.c.message_key, MESSAGE.c.sent_at, MESSAGE.c.conversation_key
    )
    concerned = (MESSAGE.c.channel_id == parted.c.channel_id) & (MESSAGE.c.conversation_key == parted.c.key)
    links = (
        select(LINK.c.channel_id, LINK.c.message_key, LINK.c.linked_key)
        .join_from(parted, MESSAGE, concerned)
        .join(
            LINK, (LINK.c.channel_id == MESSAGE.c.channel_id) & (LINK.c.message_key == MESSAGE.c.message_key)
        )
    )
    return _columns(connection, members.join(parted, concerned), 4), _columns(connection, links, 3)


@contextmanager
def _renaming(connection: Connection, renamed: Sequence[Ints]) -> Iterator[Table]:
    with temporary(connection, RENAMING, rows_of(distinct(*renamed))) as moves:
        yield moves
