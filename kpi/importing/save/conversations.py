"""Conversations that reply links make: messages that are linked, directly or through others, are one.

A conversation is called by the key of its earliest message (by instant, then key). It depends on the links
alone, not on the order in which files brought them: new links join conversations, links taken back part them.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import BigInteger, Column, Connection, Integer, Table, delete, insert, select, update

from kpi.importing.union import Union
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

Node = tuple[int, int]
"""(channel id, message key); also of messages that no file has brought, and of conversations by their first."""


def join(
    connection: Connection, import_id: int, incoming: Table, links: Iterable[tuple[int, int, int]]
) -> set[Node]:
    """Keep this import's links, call `incoming` messages by their conversations, move stored ones that join.

    Args:
        connection: inside the import's transaction.
        import_id: the import that the links belong to.
        incoming: the file's messages, not stored yet, each a conversation of its own.
        links: (channel, message, linked message).

    Returns:
        Stored conversations that were joined, by their old and their new keys.
    """
    edges = set(links)
    groups: Union[Node] = Union()
    for channel, one, other in edges:
        groups.join((channel, one), (channel, other))
    nodes = sorted({node for channel, one, other in edges for node in ((channel, one), (channel, other))})
    with temporary(connection, NODE, nodes) as node:
        stored = _conversations_beside(connection, node, groups)
        sent = _instants(connection, incoming) | stored
    rows = sorted((channel, one, other, import_id) for channel, one, other in edges)
    insert_rows(connection, LINK, ("channel_id", "message_key", "linked_key", "import_id"), rows)
    renamed = [(old, new) for old, new in _names(groups, sent) if old != new]
    with _renaming(connection, renamed) as moves:
        for table in (incoming, MESSAGE):
            connection.execute(
                update(table)
                .where(table.c.channel_id == moves.c.channel_id, table.c.conversation_key == moves.c.old_key)
                .values(conversation_key=moves.c.new_key)
            )
    return {each for old, new in renamed if old in stored for each in (old, new)}


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
        groups, sent, names = _regroup(connection, parted)
        found = dict(_names(groups, sent))
        renamed = [(node, found[node]) for node in sent if found[node][1] != names[node]]
        with _renaming(connection, renamed) as moves:
            connection.execute(
                update(MESSAGE)
                .where(MESSAGE.c.channel_id == moves.c.channel_id, MESSAGE.c.message_key == moves.c.old_key)
                .values(conversation_key=moves.c.new_key)
            )
        moved |= {found[node] for node in sent}


def _conversations_beside(connection: Connection, node: Table, groups: Union[Node]) -> dict[Node, int]:
    """Join stored conversations to the nodes that they hold or link to; the instant of each one's first message."""
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
    sent: dict[Node, int] = {}
    for query in (held, linked):
        for channel, key, conversation, sent_at in connection.execute(query):
            groups.join((channel, key), (channel, conversation))
            sent[channel, conversation] = sent_at
    return sent


def _instants(connection: Connection, messages: Table) -> dict[Node, int]:
    rows = connection.execute(select(messages.c.channel_id, messages.c.message_key, messages.c.sent_at))
    return {(channel, key): sent_at for channel, key, sent_at in rows}


def _names(groups: Union[Node], sent: dict[Node, int]) -> Iterator[tuple[Node, Node]]:
    """(message or conversation, what its conversation is called) for all of `sent`."""
    for members in groups.sets().values():
        messages = [node for node in members if node in sent]
        if messages:
            earliest = min(messages, key=lambda node: (sent[node], node))
            yield from ((node, earliest) for node in messages)


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


def _regroup(connection: Connection, parted: Table) -> tuple[Union[Node], dict[Node, int], dict[Node, int]]:
    """The links that are left among the messages of `parted`; their instants; what they are called now."""
    members = select(
        MESSAGE.c.channel_id, MESSAGE.c.message_key, MESSAGE.c.sent_at, MESSAGE.c.conversation_key
    )
    concerned = (MESSAGE.c.channel_id == parted.c.channel_id) & (MESSAGE.c.conversation_key == parted.c.key)
    sent: dict[Node, int] = {}
    names: dict[Node, int] = {}
    groups: Union[Node] = Union()
    for channel, key, sent_at, conversation in connection.execute(members.join(parted, concerned)):
        sent[channel, key] = sent_at
        names[channel, key] = conversation
        groups.root((channel, key))
    links = (
        select(LINK.c.channel_id, LINK.c.message_key, LINK.c.linked_key)
        .join_from(parted, MESSAGE, concerned)
        .join(
            LINK, (LINK.c.channel_id == MESSAGE.c.channel_id) & (LINK.c.message_key == MESSAGE.c.message_key)
        )
    )
    for channel, one, other in connection.execute(links):
        groups.join((channel, one), (channel, other))
    return groups, sent, names


@contextmanager
def _renaming(connection: Connection, renamed: list[tuple[Node, Node]]) -> Iterator[Table]:
    rows = sorted((old[0], old[1], new[1]) for old, new in renamed)
    with temporary(connection, RENAMING, rows) as moves:
        yield moves
