"""What a child found, as bytes and back.

JSON, not pickle, and Arrow for columns: whatever a file has made of its child, reading the answer calls nothing
but the few classes that are named here. Records travel before everything else, see `carried`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from itertools import islice
from typing import Any, Final

import orjson

from kpi.catalogue.measures import Fact
from kpi.importing.cited import Cited
from kpi.importing.columnar import Columnar, HandedOver
from kpi.importing.confined.carried import chunks_in, kind_of, packed, piece, unpacked, whole
from kpi.importing.records import Parsed, Record, Refusal
from kpi.importing.report import Fault
from kpi.importing.teaching.tables import Line, Looked, Table
from kpi.words import Message

PLAIN: Final[dict[str, Callable[..., Any]]] = {
    each.__name__: each for each in (Parsed, Refusal, Fault, Message, Fact, Looked, Table, Line, Cited, dict)
} | {"date": date.fromisoformat}
Result = Parsed | Refusal | Looked | Cited
KIND: Final = "~"
WHERE: Final = "records"


class Unfit(Exception):
    """The answer is none that a child of ours gives."""


def pack(result: Result) -> Iterator[tuple[bool, bytes]]:
    """(whether it is a chunk of records, the bytes) of each frame; the last holds all but the records."""
    for part in result.parts if isinstance(result, Parsed) else ():
        yield from ((True, chunk) for chunk in packed(part.records))
    yield False, orjson.dumps(_plain(result))


def opened(early: bytes) -> Columnar[Any]:
    """Records that were handed over while the file was read.

    Raises:
        Unfit: they are none.
    """
    try:
        return piece(early)
    except (ValueError, TypeError, OSError, MemoryError) as problem:
        raise Unfit from problem


def unpack(chunks: Sequence[bytes], rest: bytes, early: Sequence[Columnar[Any]] = ()) -> Result:
    """The result that was packed; `early` are the records that came before it, of which a refusal needs none.

    Raises:
        Unfit: it is none.
    """
    remaining = iter(chunks)

    def carried(kind: str, count: int, handed_over: bool) -> Sequence[Record]:
        if handed_over:
            return whole(kind, early, count)
        return unpacked(kind, list(islice(remaining, chunks_in(count))), count)

    try:
        result = _whole(orjson.loads(rest), carried)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, OSError, MemoryError) as problem:
        raise Unfit from problem
    if not isinstance(result, Result) or next(remaining, None) is not None:
        raise Unfit
    return result


def _plain(value: object) -> object:
    """Our small values as JSON has them; the records of a `Parsed` only by their kind and number."""
    if value is None or (isinstance(value, bool | int | float | str) and not isinstance(value, Enum)):
        return value
    kind = type(value).__name__
    if isinstance(value, Fact):
        return {KIND: kind, "value": value.value}
    if type(value) is date:
        return {KIND: kind, "value": value.isoformat()}
    if isinstance(value, Mapping):
        return {KIND: "dict", "items": [[key, _plain(each)] for key, each in value.items()]}
    if isinstance(value, Sequence):
        return [_plain(each) for each in value]
    if kind in PLAIN and is_dataclass(value):
        return {KIND: kind} | {
            each.name: [kind_of(value.records), len(value.records), isinstance(value.records, HandedOver)]
            if each.name == WHERE and isinstance(value, Parsed)
            else _plain(getattr(value, each.name))
            for each in fields(value)
        }
    return str(value)


def _whole(value: Any, carried: Callable[[str, int, bool], Sequence[Record]]) -> Any:
    if isinstance(value, list):
        return tuple(_whole(each, carried) for each in value)
    if not isinstance(value, dict):
        return value
    kind = value.pop(KIND)
    if kind == "dict":
        return {key: _whole(each, carried) for key, each in value["items"]}
    make = PLAIN[kind]
    if kind in ("Fact", "date"):
        return make(value["value"])
    if kind == "Parsed":
        value[WHERE] = carried(*value[WHERE])
    return make(**{name: _whole(each, carried) if name != WHERE else each for name, each in value.items()})
