"""Which secrets the keys in a database were made with, and how they are made anew with another.

The database remembers fingerprints, in the order in which the secrets are used. The first may be "", for keys of
releases that had no secret: their names are known to nobody, so the keys themselves are hashed, and names that come
later go the same two ways. So what was imported before and what is imported after still match.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Select,
    Table,
    delete,
    insert,
    select,
    union,
    update,
)

from kpi.errors import KpiError
from kpi.store.bulk import temporary, temporary_table
from kpi.store.key_ring import KeyRing
from kpi.store.keys import PLAIN, Ints, Keys, fingerprint, rehashed
from kpi.store.migrate import ADVISORY_LOCK
from kpi.store.schema import metadata
from kpi.words import N_

SETTING: Final = metadata.tables["setting"]
INSTITUTION: Final = metadata.tables["institution"]
NAME: Final = "pseudonyms"
AT_ONCE: Final = 50_000

KEYED: Final = {
    metadata.tables[name]: columns
    for name, columns in {
        "message": ("message_key", "conversation_key", "author_key"),
        "message_link": ("message_key", "linked_key"),
        "message_text": ("message_key",),
        "message_thread": ("message_key", "thread_key"),
        "visit": ("visit_key", "visitor_key"),
        "repeat": ("fact_key",),
        "turn": ("conversation_key",),
        "visitor": ("visitor_key",),
    }.items()
}
"""Every column that holds keys of names."""

RENAMED: Final = temporary_table(
    "renamed", Column("old", BigInteger, primary_key=True, autoincrement=False), Column("new", BigInteger)
)


class KeyMissing(KpiError):
    template = N_(
        "The pseudonyms in this database were made with the key {fingerprint}, which is not in {place}. Put it there from a backup, or name its file in KPI_PSEUDONYM_KEY_FILE: without it, what is imported now would not match what is there. Nothing was changed."
    )


def keys(connection: Connection) -> Keys:
    """How names become keys in this database. The first time, a secret is chosen and remembered.

    Raises:
        KeyMissing: the secrets that its keys were made with are not where they should be.
        KeyUnreadable, KeyUnwritable: see `kpi.store.key_ring`.
    """
    ring = KeyRing.of(connection.engine.url)
    used = fingerprints(connection)
    if used is None:
        used = _settled(connection, ring)
    return Keys(_secrets(ring, used))


def expected(connection: Connection) -> Keys | None:
    """What `keys` is going to say; None where it may be something else, or an error. Nothing is written to the store."""
    ring, used = KeyRing.of(connection.engine.url), fingerprints(connection)
    try:
        if used is not None:
            return Keys(_secrets(ring, used))
        return None if any_keys(connection) else Keys((ring.unused(),))
    except KpiError:
        return None


def renew(connection: Connection) -> str:
    """Make all keys anew with a secret that was not used yet; its fingerprint. Every fact keeps what it is about.

    Raises:
        KeyMissing: the present secrets are not there, so that no name would find its key again.
        KeyUnreadable, KeyUnwritable, KeyOnlyInEnvironment: see `kpi.store.key_ring`.
    """
    ring = KeyRing.of(connection.engine.url)
    used = fingerprints(connection) or ([""] if any_keys(connection) else [])
    _secrets(ring, used)
    secret = ring.unused(used)
    _rekey(connection, [secret])
    _remember(connection, [*used, fingerprint(secret)])
    return fingerprint(secret)


def fingerprints(connection: Connection) -> list[str] | None:
    """Of the secrets, in the order in which they are used; None where none has been needed yet."""
    text = connection.execute(select(SETTING.c.value).where(SETTING.c.name == NAME)).scalar()
    return None if text is None else list(json.loads(text))


def any_keys(connection: Connection) -> bool:
    """Whether the database holds a key of a name."""
    return any(connection.execute(select(*table.primary_key).limit(1)).first() for table in KEYED)


def _settled(connection: Connection, ring: KeyRing) -> list[str]:
    """Begin to use a secret; keys that were made without one are hashed with it. Others wait, and find it done."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
        if there := fingerprints(connection):
            return there
    secret = ring.unused()
    used = [fingerprint(secret)]
    if any_keys(connection):
        _rekey(connection, [secret])
        used = [fingerprint(PLAIN), *used]
    _remember(connection, used)
    return used


def _secrets(ring: KeyRing, used: Sequence[str]) -> tuple[bytes, ...]:
    there = {"": PLAIN, **ring.secrets()}
    for each in used:
        if each not in there:
            raise KeyMissing(fingerprint=each, place=ring.place)
    return tuple(there[each] for each in used)


def _remember(connection: Connection, used: Sequence[str]) -> None:
    connection.execute(delete(SETTING).where(SETTING.c.name == NAME))
    connection.execute(insert(SETTING).values(name=NAME, value=json.dumps(used)))


def _rekey(connection: Connection, secrets: Sequence[bytes]) -> None:
    """Hash every key in the database with these secrets too; exported facts are stale then."""
    rename(connection, [(old, rehashed(old, secrets)) for old in _keys(connection)])
    connection.execute(update(INSTITUTION).values(data_version=INSTITUTION.c.data_version + 1))


def rename(connection: Connection, pairs: Sequence[tuple[Ints, Ints]]) -> None:
    """Call things by other keys, everywhere: (old keys, new keys), arrays, of all keys that there are.

    Each table is written again in the order of its new keys: renamed in place, a row might meet another one that
    still has the same name.
    """
    with temporary(connection, RENAMED, _rows(pairs)) as renamed:
        for table, columns in KEYED.items():
            with temporary(connection, _TWINS[table]) as twin:
                connection.execute(insert(twin).from_select(table.c.keys(), _called(table, columns, renamed)))
                connection.execute(delete(table))
                again = select(*twin.c).order_by(*(twin.c[each.name] for each in table.primary_key))
                connection.execute(insert(table).from_select(table.c.keys(), again))


def _rows(pairs: Sequence[tuple[Ints, Ints]]) -> Iterator[tuple[int, int]]:
    for old, new in pairs:
        yield from zip(old.tolist(), new.tolist(), strict=True)


def _keys(connection: Connection) -> Iterator[Ints]:
    """Every key once, as arrays."""
    columns = [table.c[name] for table, names in KEYED.items() for name in names]
    every = union(*(select(column.label("key")).where(column.is_not(None)) for column in columns))
    with connection.execute(every) as result:
        while some := result.cursor.fetchmany(AT_ONCE):
            yield np.array(some, np.int64)[:, 0]


def _called(table: Table, columns: Sequence[str], renamed: Table) -> Select[Any]:
    """The rows of a table with the new keys."""
    names = {column: renamed.alias(f"renamed_{column}") for column in columns}
    chosen = [names[c.name].c.new.label(c.name) if c.name in names else c for c in table.c]
    query = select(*chosen).select_from(table)
    for column, name in names.items():
        query = query.outerjoin(name, name.c.old == table.c[column])
    return query


def _twin(table: Table) -> Table:
    columns = (Column(c.name, c.type, nullable=c.nullable, autoincrement=False) for c in table.c)
    return temporary_table(f"renamed_{table.name}", *columns)


_TWINS: Final = {table: _twin(table) for table in KEYED}
