"""A million records of one class as columns: a dozen arrays instead of a million objects.

A `Columnar` is a sequence of records like any other; each record is made when somebody asks for it. Whoever has
to be quick asks for whole columns. Arrow holds them: texts without an object each, and as bytes that another
process can take over.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final, Generic, TypeAlias, TypeVar, overload

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from kpi.importing.records import GoalRecord, MessageRecord, Parsed, Record, VisitRecord, WrittenMessage
from kpi.importing.repeated import Repeated
from kpi.rollup.progress import Tell, nobody
from kpi.store.keys import Keys

R = TypeVar("R", bound=MessageRecord | VisitRecord)
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
MaybeKeys: TypeAlias = "np.ma.MaskedArray[Any, np.dtype[np.int64]]"
Batch: TypeAlias = pa.RecordBatch
CLASSES: Final = (MessageRecord, WrittenMessage, VisitRecord)
AT_ONCE: Final = 10_000
"""Records that are made at once where somebody walks through all of them."""
AHEAD: Final = 4_000
"""Records whose keys are found out at once while others are still read: some milliseconds."""

_TYPES: Final = {
    **dict.fromkeys(("row", "sent_at", "visited_at", "day", "silence"), pa.int64()),
    **dict.fromkeys(("outbound", "automated", "liked"), pa.bool_()),
    **dict.fromkeys(("platform", "handle", "message_id", "conversation_id", "author"), pa.string()),
    **dict.fromkeys(("visit_id", "visitor", "text"), pa.string()),
    "reply_to": pa.list_(pa.string()),
}
_SCHEMAS: Final[dict[type, pa.Schema]] = {
    kind: pa.schema([(field.name, _TYPES[field.name]) for field in fields(kind)]) for kind in CLASSES
}
_PAIRS: Final = {"reply_to"}


class Columnar(Sequence[R], Generic[R]):
    """Records of one class, by columns that are called as the class's fields.

    `known` are the keys of columns that have been found out, by how names become keys, the column's name, and what
    stands before it.
    """

    __hash__ = None  # type: ignore[assignment]

    def __init__(self, kind: type[R], table: pa.Table) -> None:
        self.kind = kind
        self.table = table
        self.known: dict[tuple[Keys | str, ...], MaybeKeys] = {}

    @classmethod
    def of(cls, records: Sequence[R]) -> "Columnar[R]":
        """The same records as columns; themselves, where they are columns already. There is at least one."""
        if isinstance(records, Columnar):
            return records
        records = list(records)  # each is made when it is asked for, if they come from elsewhere
        kind = type(records[0])
        names = _SCHEMAS[kind].names
        columns = {name: [getattr(record, name) for record in records] for name in names}
        return cls(kind, pa.Table.from_batches([batch(kind, columns)]))

    @classmethod
    def joined(cls, kind: type[R], batches: Sequence[Batch]) -> "Columnar[R]":
        """The records of all batches, in their order."""
        return cls(kind, pa.Table.from_batches(batches, _SCHEMAS[kind]))

    @classmethod
    def of_pieces(cls, kind: type[R], pieces: Sequence["Columnar[R]"]) -> "Columnar[R]":
        """The records of all pieces, with the keys that are known of each."""
        whole = cls(kind, pa.concat_tables([_SCHEMAS[kind].empty_table(), *(each.table for each in pieces)]))
        for column in set.intersection(*(set(each.known) for each in pieces)) if pieces else ():
            whole.known[column] = _one_after_another([each.known[column] for each in pieces])
        return whole

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __iter__(self) -> Iterator[R]:
        for some in self.table.to_batches(max_chunksize=AT_ONCE):
            columns = [_values(name, some.column(name)) for name in some.schema.names]
            yield from map(self.kind, *columns)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[R]: ...
    def __getitem__(self, index: int | slice) -> R | Sequence[R]:
        places = range(len(self))[index]
        if isinstance(places, range):
            return Columnar(self.kind, self.table.take(pa.array(places, pa.int64())))
        return next(iter(Columnar(self.kind, self.table.slice(places, 1))))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and list(self) == list(other)

    def texts(self, name: str) -> pa.Array:
        """A column of texts, in one piece."""
        return self.table.column(name).combine_chunks()

    def ints(self, name: str) -> Ints:
        """A column of whole numbers or flags; none of them is missing."""
        column = self.table.column(name)
        if pa.types.is_boolean(column.type):
            column = column.cast(pa.int8())
        return np.asarray(column.to_numpy(), np.int64)

    def keys(
        self, keys: Keys, name: str, *before: str, repeated: bool = True, tell: Tell = nobody
    ) -> MaybeKeys:
        """`keys.key_of(*before, text)` of each text of a column; masked where there is none, or an empty one.

        `repeated` says that the same text stands there often, so that finding them out is quicker than keys.
        `tell` is told of records as their keys are found, unless they are known already.
        """
        if (known := self.known.get((keys, name, *before))) is not None:
            return known
        if not repeated:
            texts = self.table.column(name).fill_null("")
            slices = (some for chunk in texts.chunks for some in _slices(chunk))
            key = _keys(keys, slices, before, tell, 1.0)
            return np.ma.MaskedArray(key, np.asarray(pc.equal(texts, "")).astype(np.bool_))
        coded = self.texts(name).dictionary_encode()
        different = pa.concat_arrays([coded.dictionary, pa.array([""], pa.string())])  # "" for those without
        key = _keys(keys, _slices(different), before, tell, len(self) / len(different))
        empty = np.asarray(pc.equal(different, "")).astype(np.bool_)
        places = np.asarray(coded.indices.fill_null(len(different) - 1))
        return np.ma.MaskedArray(key[places], empty[places])

    def learn(self, keys: Keys, name: str, *before: str, repeated: bool = True) -> Iterator[None]:
        """Find the `keys` of a column out and remember them, a little at each step."""
        found = []
        for some in _parts(self.table):
            found.append(Columnar(self.kind, some).keys(keys, name, *before, repeated=repeated))
            yield
        if found:
            self.known[keys, name, *before] = _one_after_another(found)

    @property
    def has_keys(self) -> bool:
        """Whether somebody has found keys out before."""
        return bool(self.known)

    def lists(self, name: str) -> tuple[Ints, list[str]]:
        """A column of lists: where each begins and the last ends, and what is in them one after the other."""
        column = self.table.column(name).combine_chunks()
        starts = np.asarray(column.offsets).astype(np.int64)
        return starts - starts[0], column.flatten().to_pylist()

    def filled(self, name: str) -> Flags:
        """For each record whether it has a value there."""
        return np.asarray(self.table.column(name).is_valid()).astype(np.bool_)

    def kept(self, which: npt.NDArray[np.bool_]) -> "Columnar[R]":
        """The records for which `which` is true."""
        return Columnar(self.kind, self.table.filter(pa.array(which)))

    def places(self) -> tuple[npt.NDArray[np.int32], list[tuple[str, str | None]]]:
        """For each record the number of its (platform, handle), and what these are."""
        pairs = pa.table([self.texts("platform"), self.texts("handle")], names=["platform", "handle"])
        platforms, handles = (pairs.column(name).combine_chunks().dictionary_encode(null_encoding="encode")
                              for name in pairs.column_names)  # fmt: skip
        width = max(len(handles.dictionary), 1)
        joined = np.asarray(platforms.indices) * width + np.asarray(handles.indices)
        found, numbers = np.unique(joined, return_inverse=True)
        names = [(platforms.dictionary[int(n) // width].as_py(), handles.dictionary[int(n) % width].as_py())
                 for n in found]  # fmt: skip
        return numbers.astype(np.int32), names


def _one_after_another(keys: Sequence[MaybeKeys]) -> MaybeKeys:
    mask = np.concatenate([np.ma.getmaskarray(each) for each in keys])
    return np.ma.MaskedArray(np.concatenate([each.data for each in keys]), mask)


def _keys(keys: Keys, texts: Iterable[pa.Array], before: Sequence[str], tell: Tell, records: float) -> Ints:
    """The keys of texts, some at a time; each text stands for so many `records`."""
    found = [np.empty(0, np.int64)]
    for some in texts:
        found.append(keys.keys_of(some.to_pylist(), *before))
        tell(len(some) * records)
    return np.concatenate(found)


def _parts(table: pa.Table) -> Iterator[pa.Table]:
    return (table.slice(start, AHEAD) for start in range(0, len(table), AHEAD))


def _slices(texts: pa.Array) -> Iterator[pa.Array]:
    return (texts.slice(start, AT_ONCE) for start in range(0, len(texts), AT_ONCE))


class HandedOver(Columnar[R]):
    """Records that somebody else has already; what is left here is whose they are, and their days."""

    @classmethod
    def left(cls, kind: type[R], batches: Sequence[Batch]) -> "HandedOver[R]":
        """What `rest` has left of the batches."""
        return cls(kind, pa.Table.from_batches(batches))


def rest(handed_over: Batch) -> Batch:
    """What is kept of records that were handed over."""
    return handed_over.select(["platform", "handle", "day"])


def accounts_of(records: Sequence[Record]) -> set[tuple[str, str | None]]:
    """(platform, handle) of all records; goals have none."""
    if isinstance(records, Columnar):
        return set(records.places()[1])
    return {(each.platform, each.handle) for each in records if not isinstance(each, GoalRecord)}


def accounts_in(parsed: Parsed) -> set[tuple[str, str | None]]:
    """(platform, handle) of everything that a file holds."""
    return set[tuple[str, str | None]]().union(*(accounts_of(part.records) for part in parsed.parts))


def batch(kind: type[R], columns: Mapping[str, Any]) -> Batch:
    """Some records, given by columns: sequences, or arrays of any kind, or one value for all of them.

    The first column, `row`, is a sequence.
    """
    schema = _SCHEMAS[kind]
    rows = len(columns[schema.names[0]])
    arrays = []
    for each in schema:
        values = columns.get(each.name)
        if values is None or isinstance(values, str | bool):
            arrays.append(pa.repeat(pa.scalar(values, each.type), rows))
        elif isinstance(values, pa.Array):
            arrays.append(values)
        elif isinstance(values, Repeated):
            arrays.append(pa.array(values.different, each.type).take(pa.array(values.which)))
        else:
            arrays.append(pa.array(values, each.type, from_pandas=False))
    return pa.record_batch(arrays, schema=schema)


def _values(name: str, column: pa.Array) -> list[Any]:
    values: list[Any] = column.to_pylist()
    return [None if each is None else tuple(each) for each in values] if name in _PAIRS else values
