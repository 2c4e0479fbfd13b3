"""From chunks of rows to messages and visits, column by column: files hold millions of them."""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

import numpy as np
import pyarrow as pa

from kpi.importing.cells.columns import Columns
from kpi.importing.cells.spot import EMPTY, Field
from kpi.importing.chunk import Chunk
from kpi.importing.columnar import Batch, Ints, batch
from kpi.importing.errors import BadCell
from kpi.importing.fields import IN, LIKE, OUT
from kpi.importing.readers.grid import Native
from kpi.importing.records import VisitRecord, message_kind
from kpi.importing.repeated import Repeated
from kpi.importing.rows import Setting, where
from kpi.periods import SECONDS_IN_DAY
from kpi.words import N_, Message

BuildChunk = Callable[[Chunk], Batch]

NO_TIME: Final = N_("A message needs its time of day: without it nobody can say how long anybody waited.")
BEFORE_ASKED: Final = N_("The conversation is answered before it began.")


def messages(setting: Setting) -> BuildChunk:
    """Rows that are a message each."""
    columns, kind = setting.columns, message_kind(texts=setting.texts)
    fields = {
        "place": _place(setting),
        "conversation_id": named(columns, "conversation_id"),
        "sent_at": with_time(columns, "sent_at"),
        "outbound": columns.field("direction").then(lambda direction: direction == OUT),
        "author": columns.field("author").then(lambda author: author or ""),
        "message_id": columns.field("message_id"),
        "automated": columns.field("automated").then(bool),
    } | text_field(columns, texts=setting.texts)
    copied = ("conversation_id", "outbound", "automated", "author", *(["text"] if setting.texts else []))

    def build(chunk: Chunk) -> Batch:
        _read(chunk, fields)
        moments = two_columns(chunk.listed("sent_at"))
        found = {name: chunk[name] for name in copied}
        named = isinstance(chunk["message_id"], pa.Array) or all(
            chunk["message_id"]
        )  # Arrow's are never empty
        ids = chunk["message_id"] if named else _ids(chunk, moments)
        return batch(kind, {**_where(chunk), **found, "message_id": ids, **_when(moments)})

    return build


def answered(setting: Setting) -> BuildChunk:
    """Rows that are a whole conversation: when somebody asked, and when somebody answered, if anybody did."""
    columns, kind = setting.columns, message_kind(texts=setting.texts)
    read_asked = with_time(columns, "sent_at").read
    read_answer = columns["answered_at"]

    def both(cells: Sequence[Native]) -> tuple[tuple[int, int], tuple[int, int] | None]:
        asked = read_asked(cells)
        answer = read_answer(cells)
        reply = None if answer is None else instant(answer, columns)
        if reply is not None and reply[0] < asked[0]:
            raise BadCell(columns.name("answered_at"), "", Message(BEFORE_ASKED))
        return asked, reply

    place, conversation = _place(setting), named(columns, "conversation_id")
    places = tuple(place for name in ("sent_at", "answered_at") for place in columns.field(name).places)
    fields = {"place": place, "conversation_id": conversation, "moments": Field(both, places)}

    def build(chunk: Chunk) -> Batch:
        _read(chunk, fields)
        rows = [
            (line, *where, f"{name}|{way}", name, *moment, way == OUT, False, "")
            for line, where, name, moments in zip(
                chunk.lines, *map(chunk.listed, ("place", "conversation_id", "moments")), strict=True
            )
            for way, moment in zip((IN, OUT), moments, strict=True)
            if moment is not None
        ]
        names = ("row", "platform", "handle", "message_id", "conversation_id", "sent_at", "day", "outbound",
                 "automated", "author")  # fmt: skip
        return batch(kind, {name: [row[i] for row in rows] for i, name in enumerate(names)})

    return build


def visits(setting: Setting) -> BuildChunk:
    """Rows that are a visit or a Like each."""
    columns = setting.columns
    fields = {
        "place": _place(setting),
        "visited_at": columns.field("visited_at").then(_first_second),
        "visit_id": columns.field("visit_id"),
        "visitor": columns.field("visitor"),
        "liked": columns.field("kind").then(lambda kind: kind == LIKE),
    }

    def build(chunk: Chunk) -> Batch:
        _read(chunk, fields)
        moments = two_columns(chunk.listed("visited_at"))
        found = {name: chunk[name] for name in ("visit_id", "visitor", "liked")}
        when = {"visited_at": moments[:, 0], "day": moments[:, 1]}
        return batch(VisitRecord, {**_where(chunk), **found, **when})

    return build


def text_field(columns: Columns, *, texts: bool) -> dict[str, Field]:
    """The field of what was written, if texts are asked for."""
    return {"text": columns.field("text")} if texts else {}


def instant(moment: tuple[int | None, int], columns: Columns) -> tuple[int, int]:
    """A message's moment, which has to have a time."""
    epoch, day = moment
    if epoch is None:
        raise BadCell(columns.name("sent_at"), "", Message(NO_TIME))
    return epoch, day


def with_time(columns: Columns, name: str) -> Field:
    """The field of a message's moment."""
    return columns.field(name).then(lambda moment: instant(moment, columns))


def two_columns(moments: Any) -> Ints:
    """(UTC seconds, day), a row each."""
    return np.asarray(moments, np.int64).reshape(-1, 2)


def _first_second(moment: tuple[int | None, int]) -> tuple[int, int]:
    """A visit whose time of day is not known stands at the day's first second in UTC; its day is exact."""
    epoch, day = moment
    return (day * SECONDS_IN_DAY if epoch is None else epoch), day


def _read(chunk: Chunk, fields: Mapping[str, Field]) -> None:
    """Read the fields of a chunk; rows that are of no place of ours are left out, whatever else is wrong with them."""
    for name, field in fields.items():
        chunk.read(name, field)
        if name == "place":
            chunk.ignore(name)


def _place(setting: Setting) -> Field:
    columns = setting.columns
    of_both = {*columns.field("platform").places, *columns.field("handle").places}
    return Field(where(setting), tuple(sorted(of_both)))


def named(columns: Columns, name: str) -> Field:
    """The field of a name that every row has to have."""

    def present(found: str | None) -> str:
        if found is None:
            raise BadCell(columns.name(name), "", Message(EMPTY))
        return found

    return columns.field(name).then(present)


def _where(chunk: Chunk) -> dict[str, Any]:
    places = chunk["place"]
    if isinstance(places, Repeated):
        return {
            "row": chunk.lines,
            "platform": places.then(itemgetter(0)),
            "handle": places.then(itemgetter(1)),
        }
    return {
        "row": chunk.lines,
        "platform": [platform for platform, _ in places],
        "handle": [handle for _, handle in places],
    }


def _when(moments: Ints) -> dict[str, Any]:
    return {"sent_at": moments[:, 0], "day": moments[:, 1]}


def _ids(chunk: Chunk, moments: Ints) -> list[str]:
    """The message's own name, else one that is made of everything that tells it from others."""
    message, conversation, outbound, author = map(
        chunk.listed, ("message_id", "conversation_id", "outbound", "author")
    )
    columns = (message, conversation, moments[:, 0].tolist(), outbound, author)
    return [
        name or f"{conversation}|{epoch}|{int(outbound)}|{author}"
        for name, conversation, epoch, outbound, author in zip(*columns, strict=True)
    ]
