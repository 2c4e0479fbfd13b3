"""What a child found, as bytes and back.

JSON, not pickle: whatever a file has made of its child, reading the answer calls nothing but the few classes that
are named here. Records travel in columns, some thousand at a time; the parent keeps them as they came and makes
records of them when somebody asks, so that a million of them take the room of their text.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import islice
from typing import Any, Final, overload

import orjson

from kpi.catalogue.measures import Fact
from kpi.importing.records import (
    GoalRecord,
    MessageRecord,
    Parsed,
    PostRecord,
    Record,
    Refusal,
    TotalsRecord,
    VisitRecord,
)
from kpi.importing.report import Fault
from kpi.importing.teaching.tables import Line, Looked, Table
from kpi.words import Message

CHUNK: Final = 10_000
RECORDS: Final[dict[str, Callable[..., Record]]] = {
    each.__name__: each for each in (PostRecord, TotalsRecord, MessageRecord, VisitRecord, GoalRecord)
}
TUPLES: Final = {"counters", "totals", "reply_to"}
"""Fields of records that hold several values."""
PLAIN: Final[dict[str, Callable[..., Any]]] = {
    each.__name__: each for each in (Parsed, Refusal, Fault, Message, Fact, Looked, Table, Line, dict)
}
Result = Parsed | Refusal | Looked
KIND: Final = "~"
WHERE: Final = "records"
FEW: Final = 100


class Unfit(Exception):
    """The answer is none that a child of ours gives."""


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


def pack(result: Result) -> Iterator[tuple[bool, bytes]]:
    """(whether it is a chunk of records, the bytes) of each frame; the last holds all but the records."""
    for part in result.parts if isinstance(result, Parsed) else ():
        records = iter(part.records)
        while some := list(islice(records, CHUNK)):
            yield True, _chunk(some)
    yield False, orjson.dumps(_plain(result))


def unpack(chunks: Sequence[bytes], rest: bytes) -> Result:
    """The result that was packed.

    Raises:
        Unfit: it is none.
    """
    remaining = iter(chunks)

    def carried(count: int) -> Carried:
        return Carried(list(islice(remaining, -(-count // CHUNK))), count)

    try:
        result = _whole(orjson.loads(rest), carried)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise Unfit from problem
    if not isinstance(result, Result) or next(remaining, None) is not None:
        raise Unfit
    return result


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


def _plain(value: object) -> object:
    """Our small values as JSON has them; the records of a `Parsed` only by their number."""
    if value is None or (isinstance(value, bool | int | float | str) and not isinstance(value, Enum)):
        return value
    kind = type(value).__name__
    if isinstance(value, Fact):
        return {KIND: kind, "value": value.value}
    if isinstance(value, Mapping):
        return {KIND: "dict", "items": [[key, _plain(each)] for key, each in value.items()]}
    if isinstance(value, Sequence):
        return [_plain(each) for each in value]
    if kind in PLAIN and is_dataclass(value):
        return {KIND: kind} | {
            each.name: len(value.records)
            if each.name == WHERE and isinstance(value, Parsed)
            else _plain(getattr(value, each.name))
            for each in fields(value)
        }
    return str(value)


def _whole(value: Any, carried: Callable[[int], Carried]) -> Any:
    if isinstance(value, list):
        return tuple(_whole(each, carried) for each in value)
    if not isinstance(value, dict):
        return value
    kind = value.pop(KIND)
    if kind == "dict":
        return {key: _whole(each, carried) for key, each in value["items"]}
    make = PLAIN[kind]
    if kind == "Fact":
        return make(value["value"])
    if kind == "Parsed":
        value[WHERE] = carried(value[WHERE])
    return make(**{name: _whole(each, carried) if name != WHERE else each for name, each in value.items()})
