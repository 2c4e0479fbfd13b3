"""Texts in and out: of messages that this import brought, where the institution keeps texts.

A text belongs to its message: it comes with the import that brings the message and goes when the message goes. A
file that only repeats messages brings no texts of them.
"""

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pyarrow.compute as pc
from sqlalchemy import BigInteger, Column, Connection, Integer, String, and_, exists, func, insert, select

from kpi.importing.columnar import Columnar
from kpi.importing.records import MessageRecord, WrittenMessage
from kpi.importing.save.batch import Batch, channels_of
from kpi.store import texts
from kpi.store.bulk import temporary, temporary_table
from kpi.store.texts import MESSAGE, TEXT

AT_ONCE: Final = 40_000
INCOMING: Final = temporary_table(
    "incoming_text",
    Column("channel_id", Integer),
    Column("message_key", BigInteger),
    Column("row", Integer),
    Column("day", Integer),
    Column("text", String),
)
NUL: Final = "\0"
"""PostgreSQL holds no text with it."""


def save(connection: Connection, batch: Batch, messages: Columnar[MessageRecord]) -> None:
    """Keep the texts of the messages that have just been inserted and are of days whose texts are kept."""
    if batch.texts_since is None or messages.kind is not WrittenMessage:
        return
    written = np.asarray(pc.not_equal(messages.texts("text"), "").fill_null(False)).astype(np.bool_)
    wanted = np.flatnonzero(written & (messages.ints("day") >= batch.texts_since))
    same = and_(
        *(MESSAGE.c[name] == INCOMING.c[name] for name in ("channel_id", "message_key", "row")),
        MESSAGE.c.import_id == batch.import_id,
    )
    where = (INCOMING.c.channel_id, INCOMING.c.message_key, INCOMING.c.day)
    fresh = (  # tables of one file may have the same line twice
        select(*where, func.min(INCOMING.c.text)).join_from(INCOMING, MESSAGE, same).group_by(*where)
    )
    with temporary(connection, INCOMING, _rows(batch, messages, wanted)):
        connection.execute(insert(TEXT).from_select(["channel_id", "message_key", "day", "text"], fresh))


def take_back(connection: Connection, import_id: int) -> None:
    """Remove the texts of the messages that belong to an import."""
    theirs = and_(MESSAGE.c.channel_id == TEXT.c.channel_id, MESSAGE.c.message_key == TEXT.c.message_key)
    texts.remove(connection, exists().where(theirs, MESSAGE.c.import_id == import_id))


def _rows(batch: Batch, messages: Columnar[MessageRecord], wanted: Any) -> Iterator[tuple[Any, ...]]:
    columns = (
        channels_of(batch, messages),
        messages.keys(batch.keys, "message_id", repeated=False).data,
        messages.ints("row"),
        messages.ints("day"),
    )
    said = messages.texts("text")
    for start in range(0, len(wanted), AT_ONCE):
        places = wanted[start : start + AT_ONCE]
        some = (text.replace(NUL, "") for text in said.take(places).to_pylist())
        yield from zip(*(column[places].tolist() for column in columns), some, strict=True)
