"""Rows that came by columns: as Arrow found them in a text without a quotation mark.

Without one, each line is a row and each delimiter parts two cells, so that nothing has to be understood and Arrow
splits a thousand rows in the time in which a reader makes the lists for a few.
"""

import csv
from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

Cells = tuple[str, ...]
MARK = "\ufeff"


class ByColumn(Sequence[Cells]):
    """Rows of texts, a line each from `line` on, given by columns; each row is made when somebody asks for it."""

    def __init__(self, columns: Sequence[pa.StringArray], line: int = 0) -> None:
        self.columns = tuple(columns)
        self.line = line

    @property
    def lines(self) -> range:
        """Where each row stands in the file."""
        return range(self.line, self.line + len(self))

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[Cells]:
        return zip(*(column.to_pylist() for column in self.columns), strict=True)

    @overload
    def __getitem__(self, index: int) -> Cells: ...
    @overload
    def __getitem__(self, index: slice) -> "ByColumn": ...
    def __getitem__(self, index: int | slice) -> "Cells | ByColumn":
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            if step != 1:
                raise NotImplementedError
            length = max(stop - start, 0)
            return ByColumn([column.slice(start, length) for column in self.columns], self.line + start)
        return tuple(column[index].as_py() for column in self.columns)


def split(text: str, delimiter: str, width: int, line: int) -> ByColumn | None:
    """The lines of `text`, which holds no quotation mark, as rows of `width` cells; the first stands on `line`.

    None where they have to be read one by one: a line has other than `width` cells, or an empty first one, as blank
    lines have; a cell is longer than the csv module takes; or line breaks are of a kind that may be read differently.
    """
    if text.startswith(MARK) or text.count("\r") != text.count("\r\n"):
        return None
    content = text.encode()
    names = [str(place) for place in range(width)]
    try:
        table = pacsv.read_csv(
            pa.BufferReader(content),
            pacsv.ReadOptions(use_threads=False, block_size=len(content) + 1, column_names=names),
            pacsv.ParseOptions(
                delimiter=delimiter, quote_char=False, double_quote=False, ignore_empty_lines=False
            ),
            pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), check_utf8=False),
        )
    except pa.ArrowInvalid:
        return None
    columns = [column.combine_chunks() for column in table.columns]
    longest = max((pc.max(pc.binary_length(column)).as_py() or 0 for column in columns), default=0)
    if longest > csv.field_size_limit() or not pc.all(pc.not_equal(columns[0], "")).as_py():
        return None
    return ByColumn(columns, line)


def listed(texts: Sequence[str] | pa.StringArray) -> Sequence[str]:
    """The cells of a column as a list of texts, however they came."""
    return texts.to_pylist() if isinstance(texts, pa.Array) else texts


def letters(texts: pa.StringArray) -> memoryview:
    """The cells of a column one after the other, as UTF-8."""
    _, offsets, content = texts.buffers()
    if content is None:
        return memoryview(b"")
    ends = np.frombuffer(offsets, np.int32)[[texts.offset, texts.offset + len(texts)]]
    return memoryview(content)[ends[0] : ends[1]]
