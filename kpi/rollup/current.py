"""A database whose measures an older version counted is counted anew when it is opened, once."""

from typing import Final
from zlib import crc32

from sqlalchemy import Connection, delete, insert, select

from kpi.rollup.blobs import VERSION
from kpi.rollup.buckets import EDGES
from kpi.rollup.month_numbers import NAMES
from kpi.rollup.months import MONTH_COLUMNS
from kpi.rollup.run import rebuild
from kpi.store import engine, pseudonyms
from kpi.store.engine import Store
from kpi.store.institutions import bump_version, institutions
from kpi.store.schema import metadata

SETTING: Final = metadata.tables["setting"]
NAME: Final = "rollup"
COUNTING: Final = 4
"""To be raised when the same facts are to give other measures than before."""


def open_store(url: str | None = None, *, thorough: bool = False) -> Store:
    """`kpi.store.engine.open_store`, with pseudonyms that need a secret, and measures that this version has counted.

    Raises:
        KeyUnreadable, KeyUnwritable: keys of an older version need a secret (see `kpi.store.key_ring`).
    """
    store = engine.open_store(url, thorough=thorough)
    try:
        give_keys_a_secret(store)
        bring_up_to_date(store)
    except BaseException:
        store.engine.dispose()
        raise
    return store


def give_keys_a_secret(store: Store) -> bool:
    """Hash what an older version keyed without a secret, once; returns whether there was any."""
    with store.reading() as connection:
        if not _without_secret(connection):
            return False
    with store.writing() as connection:
        pseudonyms.keys(connection)
    return True


def _without_secret(connection: Connection) -> bool:
    return pseudonyms.fingerprints(connection) is None and pseudonyms.any_keys(connection)


def bring_up_to_date(store: Store) -> bool:
    """Count everything anew unless this version has; returns whether it had to."""
    with store.reading() as connection:
        if _counted_by(connection) == version():
            return False
    with store.writing() as connection:
        if _counted_by(connection) == version():  # somebody else was first
            return False
        rebuild(connection)
        for institution in institutions(connection):
            bump_version(connection, institution.id)
        connection.execute(delete(SETTING).where(SETTING.c.name == NAME))
        connection.execute(insert(SETTING).values(name=NAME, value=version()))
    return True


def version() -> str:
    """What the stored measures depend on beside the facts: how they are counted, which there are, the buckets."""
    shape = crc32(repr((VERSION, MONTH_COLUMNS, NAMES, EDGES)).encode())
    return f"{COUNTING}.{shape:08x}"


def _counted_by(connection: Connection) -> str | None:
    found: str | None = connection.execute(select(SETTING.c.value).where(SETTING.c.name == NAME)).scalar()
    return found
