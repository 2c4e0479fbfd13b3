"""Some thousand rows of a table at a time, read column by column.

Each column is converted whole where its cells allow it, and each row still says for itself what is wrong with it:
a column that holds anything unusual is read cell by cell, by the same function that reads a cell alone. A row
that cannot be taken, or that is left out, is gone for the columns that are read after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa

from kpi.importing.cells.spot import Field, Read
from kpi.importing.errors import BadCell
from kpi.importing.readers.by_column import ByColumn
from kpi.importing.readers.grid import Native
from kpi.importing.repeated import Repeated

CELLS: Final = 200_000
"""Of a chunk: enough that what is done once costs nothing, and few enough to take little memory."""

FEW: Final = 4
"""A column repeats itself when each of its values stands in it so often."""

Values: TypeAlias = Sequence[Any] | np.ndarray[Any, Any] | pa.Array


@dataclass
class Chunk:
    """Rows of a table: the lines on which they begin, their cells, what was read of them, and what was not.

    `rows` came by column as long as none of them was dropped and no column had to be read row by row. `native` rows
    may hold other cells than texts. `columns` are the rows' cells by column, once they are needed.
    `faults` are (line, what is wrong) of rows that were dropped, `ignored` counts those that were left out.
    """

    lines: Sequence[int]
    rows: Sequence[Sequence[Native]]
    native: bool = False
    columns: list[tuple[Any, ...]] | None = None
    values: dict[str, Values] = field(default_factory=dict)
    faults: list[tuple[int, BadCell]] = field(default_factory=list)
    ignored: int = 0

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def __len__(self) -> int:
        return len(self.lines)

    def listed(self, name: str) -> Any:
        """What was read, as a list; numbers that were read together as the array that they are."""
        values = self.values[name]
        return values.to_pylist() if isinstance(values, pa.Array) else values

    def read(self, name: str, how: Field) -> None:
        """Read a field of all rows that are left; rows with a bad cell are dropped."""
        found = self._quickly(how) if self.rows else []
        self.values[name] = self._one_by_one(how.read) if found is None else found

    def ignore(self, name: str) -> None:
        """Leave out the rows for which `name` was read as None."""
        values = self.values[name]
        if isinstance(values, Repeated) and None not in values.different:
            return
        wanted = [value is not None for value in values]
        if not all(wanted):
            self.ignored += wanted.count(False)
            self.keep(wanted)

    def ignore_seen(self, seen: set[tuple[Native, ...]]) -> None:
        """Leave out rows that are among `seen`, and add the others: where rows are added up, each counts once."""
        fresh: list[bool] = []
        for cells in self.rows:
            row = tuple(cells)
            fresh.append(row not in seen)
            seen.add(row)
        self.ignored += fresh.count(False)
        self.keep(fresh)

    def _quickly(self, how: Field) -> Values | None:
        if not how.places:
            return Repeated([how.read(self.rows[0])], np.zeros(len(self.rows), np.int64))
        if isinstance(self.rows, ByColumn):
            found = _by_column(how, self.rows)
            if found is not None:
                return found
            self.rows = list(self.rows)
        if self.columns is None:
            self.columns = list(zip(*self.rows, strict=True))
        columns = [self.columns[place] for place in how.places]
        if self.native and any(set(map(type, column)) != {str} for column in columns):
            return None
        found = how.plain(columns) if how.plain else None
        if found is not None:
            return found
        return self._once_each(
            how.read, columns[0] if len(columns) == 1 else list(zip(*columns, strict=True))
        )

    def _once_each(self, read: Read, keys: Sequence[Any]) -> Values | None:
        """Each different cell read once, where they repeat themselves and none is bad."""
        examples = dict(zip(keys, self.rows, strict=True))
        if len(examples) * FEW > len(keys):
            return None
        try:
            known = {key: read(row) for key, row in examples.items()}
        except BadCell:
            return None
        return list(map(known.__getitem__, keys))

    def _one_by_one(self, read: Read) -> list[Any]:
        values: list[Any] = []
        good: list[bool] = []
        for line, row in zip(self.lines, self.rows, strict=True):
            try:
                values.append(read(row))
                good.append(True)
            except BadCell as bad:
                self.faults.append((line, bad))
                good.append(False)
        if not all(good):
            self.keep(good)
        return values

    def keep(self, which: Sequence[bool]) -> None:
        """Drop the rows for which `which` is false, and what was read of them."""
        self.lines = list(compress(self.lines, which))
        self.rows = list(compress(self.rows, which))
        self.columns = None
        for name, values in self.values.items():
            if isinstance(values, np.ndarray):
                self.values[name] = values[np.asarray(which, np.bool_)]
            elif isinstance(values, Repeated):
                self.values[name] = values.kept(np.asarray(which, np.bool_))
            elif isinstance(values, pa.Array):
                self.values[name] = values.filter(pa.array(which, pa.bool_()))
            else:
                self.values[name] = list(compress(values, which))


def _by_column(how: Field, rows: ByColumn) -> Values | None:
    """A field of rows that came by column: the quick way, or each different cell read once; None for neither."""
    columns = [rows.columns[place] for place in how.places]
    found: Values | None = how.plain(columns) if how.plain else None
    return _different(how, rows, columns) if found is None else found


def _different(how: Field, rows: ByColumn, columns: Sequence[pa.StringArray]) -> Repeated | None:
    coded = [column.dictionary_encode() for column in columns]
    which = np.zeros(len(rows), np.int64)
    for each in coded:
        which = which * len(each.dictionary) + np.asarray(each.indices)
    codes, which = np.unique(which, return_inverse=True)
    if len(codes) * FEW > len(rows):
        return None
    different = []
    for code in codes.tolist():
        row, rest = [""] * len(rows.columns), code
        for place, each in zip(reversed(how.places), reversed(coded), strict=True):
            rest, at = divmod(rest, len(each.dictionary))
            row[place] = each.dictionary[at].as_py()
        try:
            different.append(how.read(row))
        except BadCell:
            return None
    return Repeated(different, which)
