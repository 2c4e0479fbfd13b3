"""Which rows a roll-up statement reads: everything, some channels, or the keys that a change has touched.

Each SELECT is written once; a scope only adds a condition. A scope is a table, or a subquery, of `channel_id`
and at most one key column. A condition with IN (and not a join) lets SQLite begin with the touched keys and
look the facts up by index, and a key that stands twice in the scope does no harm.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    FromClause,
    Integer,
    Select,
    select,
    tuple_,
)

from kpi.store.bulk import temporary, temporary_table
from kpi.store.schema import metadata

CHANNEL: Final = metadata.tables["channel"]


WHOLE: Final = temporary_table("touched_channel", Column("channel_id", Integer, primary_key=True))
KEYS: Final = temporary_table("touched", Column("channel_id", Integer), Column("key", BigInteger))


@contextmanager
def keys(connection: Connection, pairs: Iterable[tuple[int, int]]) -> Iterator[FromClause]:
    """A scope of (channel_id, day or key) pairs, for the length of a block; one at a time."""
    with temporary(connection, KEYS, pairs):
        yield KEYS


@contextmanager
def whole_channel(connection: Connection, channel_id: int) -> Iterator[FromClause]:
    """`channel` for the length of a block, as a table: statements on it need not be put together again."""
    with temporary(connection, WHOLE, [(channel_id,)]):
        yield WHOLE


def institution(institution_id: int) -> FromClause:
    """A scope of all channels of one institution."""
    query = select(CHANNEL.c.id.label("channel_id")).where(CHANNEL.c.institution_id == institution_id)
    return query.subquery("institution_channel")


def channel(channel_id: int) -> FromClause:
    """A scope of one channel."""
    query = select(CHANNEL.c.id.label("channel_id")).where(CHANNEL.c.id == channel_id)
    return query.subquery("one_channel")


def channels(connection: Connection, scope: FromClause | None) -> list[int]:
    """The channels that a scope names; without a scope, all."""
    query = select(CHANNEL.c.id).order_by(CHANNEL.c.id)
    if scope is not None:
        query = query.where(CHANNEL.c.id.in_(select(scope.c.channel_id)))
    return [row[0] for row in connection.execute(query)]


def condition(scope: FromClause, channel: ColumnElement[Any], key: ColumnElement[Any]) -> ColumnElement[bool]:
    """True for the rows whose `channel` and, where the scope names keys, `key` lie in the scope."""
    if "key" in scope.c:
        return tuple_(channel, key).in_(select(scope.c.channel_id, scope.c.key))
    return channel.in_(select(scope.c.channel_id))


def narrowed(
    query: Select[Any], scope: FromClause | None, channel: ColumnElement[Any], key: ColumnElement[Any]
) -> Select[Any]:
    """`query` over the scope's rows only; without a scope, over everything."""
    return query if scope is None else query.where(condition(scope, channel, key))
