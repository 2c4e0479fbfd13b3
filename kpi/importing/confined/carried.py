"""Records on their way from the child: a few thousand together, as bytes.

Columns travel as Arrow's own stream and are taken over as they are. Other records travel as JSON, column by
column; the parent keeps the bytes and makes records of them when somebody asks.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import islice
from typing import Any, Final, overload

import orjson
import pyarrow as pa

from kpi.importing.columnar import CLASSES, Batch, Columnar, HandedOver
from kpi.importing.records import (
    GoalRecord,
    MessageRecord,
    PostRecord,
    Record,
    TotalsRecord,
    VisitRecord,
    WrittenMessage,
)

CHUNK: Final = 10_000
RECORDS: Final[dict[str, Callable[..., Record]]] = {
    each.__name__: each
    for each in (PostRecord, TotalsRecord, MessageRecord, WrittenMessage, VisitRecord, GoalRecord)
}
COLUMNS: Final = {each.__name__: each for each in CLASSES}
TUPLES: Final = {"counters", "totals", "reply_to"}
"""Fields of records that hold several values."""

FEW: Final = 100


class Carried(Sequence[Record]):
    """Records as they came from the child; each is made when it is asked for."""

    def __init__(self, chunks: Sequence[bytes], count: int) -> None:
        self._chunks = tuple(chunks)
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Record]:
        for chunk in self._chunks:
            yield from _records(chunk)

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            start, stop, step = index.indices(self._count)
            if 0 <= start <= stop and step == 1:
                return list(islice(self, start, stop))
            return list(self)[index]
        if not -self._count <= index < self._count:
            raise IndexError(index)
        return next(islice(self, index % self._count, None))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]


def kind_of(records: Sequence[Record]) -> str:
    """The class of records that are columns; "" for others."""
    return records.kind.__name__ if isinstance(records, Columnar) else ""


def packed(records: Sequence[Record]) -> Iterator[bytes]:
    """The records, in chunks: `chunks_in` says how many. Of those that are handed over there is none."""
    if isinstance(records, HandedOver):
        return
    if isinstance(records, Columnar):
        for start in range(0, len(records), CHUNK):
            yield _stream(records.table.slice(start, CHUNK))
        return
    remaining = iter(records)
    while some := list(islice(remaining, CHUNK)):
        yield _chunk(some)


def chunks_in(count: int) -> int:
    return -(-count // CHUNK)


def unpacked(kind: str, chunks: Sequence[bytes], count: int) -> Sequence[Record]:
    """The records of `chunks`.

    Raises:
        ValueError, OSError: they are not what they are said to be.
        KeyError: no records are columns of that kind.
    """
    if not kind:
        return Carried(chunks, count)
    columns: Columnar[Any] = Columnar.joined(COLUMNS[kind], [])
    if chunks:
        tables = [pa.ipc.open_stream(pa.py_buffer(chunk)).read_all() for chunk in chunks]
        if any(table.schema != columns.table.schema for table in tables):
            raise ValueError(kind)
        columns = Columnar(COLUMNS[kind], pa.concat_tables(tables))
    columns.table.validate(full=True)
    if len(columns) != count:
        raise ValueError(count)
    return columns


def early(batch: Batch) -> bytes:
    """Records that are handed over."""
    return _stream(pa.Table.from_batches([batch]))


def piece(content: bytes) -> Columnar[Any]:
    """Records that were handed over.

    Raises:
        ValueError, OSError: they are not what they are said to be.
    """
    table = pa.ipc.open_stream(pa.py_buffer(content)).read_all()
    for kind in CLASSES:
        if table.schema == Columnar.joined(kind, []).table.schema:
            table.validate(full=True)
            return Columnar(kind, table)
    raise ValueError(table.schema)


def whole(kind: str, pieces: Sequence[Columnar[Any]], count: int) -> Columnar[Any]:
    """All records that were handed over.

    Raises:
        ValueError: they are not as many, or not all of that kind.
        KeyError: no records are columns of that kind.
    """
    records: Columnar[Any] = Columnar.of_pieces(COLUMNS[kind], pieces)
    if len(records) != count or any(each.kind is not records.kind for each in pieces):
        raise ValueError(count)
    return records


def _stream(table: pa.Table) -> bytes:
    out = pa.BufferOutputStream()
    with pa.ipc.new_stream(out, table.schema) as stream:
        stream.write_table(table)
    content: bytes = out.getvalue().to_pybytes()
    return content


def _chunk(records: Sequence[Record]) -> bytes:
    """Records of one class, column by column."""
    kind = type(records[0])
    names = [each.name for each in fields(kind)]
    columns = [_column([getattr(record, name) for record in records]) for name in names]
    return orjson.dumps([kind.__name__, columns])


def _column(values: list[Any]) -> dict[str, Any]:
    """Few different texts are written once each: they are then also held once where they arrive."""
    if isinstance(values[0], str | None):
        places = {value: place for place, value in enumerate(dict.fromkeys(values))}
        if len(places) <= FEW:
            return {"of": list(places), "at": [places[value] for value in values]}
    return {"all": values}


def _records(chunk: bytes) -> Iterator[Record]:
    kind, columns = orjson.loads(chunk)
    make = RECORDS[kind]
    names = [each.name for each in fields(make)]  # type: ignore[arg-type]
    return map(make, *(_values(name, column) for name, column in zip(names, columns, strict=True)))


def _values(name: str, column: Mapping[str, list[Any]]) -> list[Any]:
    if "of" in column:
        return list(map(column["of"].__getitem__, column["at"]))
    if name in TUPLES:
        return [None if value is None else tuple(value) for value in column["all"]]
    return column["all"]
