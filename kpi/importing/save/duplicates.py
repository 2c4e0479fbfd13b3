"""Several rows of one file for one thing: the same content is one row; different content is a fault of each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kpi.importing.report import Fault
from kpi.periods import date_of
from kpi.words import N_, Message

Row = tuple[Any, ...]
Columns = dict[str, npt.NDArray[np.int64]]
Places = npt.NDArray[np.int64]

DAYS: Final = {"day", "first_day", "last_day", "month"}
INSTANTS: Final = {"published_at", "sent_at", "visited_at"}
AT_ONCE: Final = 20_000
CONTRADICTING: Final = N_(
    "Lines {rows} of the file are about the same thing and disagree about “{column}”. None of them was taken: keep the right one and import again."
)


def sift(
    rows: Iterable[Row], *, key: int, columns: Sequence[str], name: Callable[[Row], str] | None = None
) -> tuple[list[Row], list[Fault]]:
    """Rows that agree, one for each key, and a fault for every row that contradicts another.

    Args:
        rows: values in the order of `columns`; the last is the line of the file.
        key: how many columns at the start name the thing.
        columns: the columns' names.
        name: how people call the thing of a row, where columns hold keys: a fault shows it in place of a key, and else
            the value about which the rows disagree.
    """
    first: dict[Row, Row] = {}
    repeated: dict[Row, list[Row]] = {}
    for row in rows:
        known = first.setdefault(row[:key], row)
        if known is not row:
            repeated.setdefault(row[:key], [known]).append(row)
    faults = []
    for thing, alike in repeated.items():
        if len({row[:-1] for row in alike}) > 1:
            del first[thing]
            faults += _faults(alike, columns, name)
    return list(first.values()), faults


def sift_columns(columns: Columns, *, key: int, name: Callable[[Row], str]) -> tuple[Places, list[Fault]]:
    """`sift` for a million rows given by columns: the places of the rows that are kept, in the order of their key."""
    names = list(columns)
    order = np.lexsort([columns[each] for each in reversed(names[:key])])
    same = np.ones(max(len(order) - 1, 0), np.bool_)
    for each in names[:key]:
        same &= np.diff(columns[each][order]) == 0
    beside = np.zeros(1, np.bool_)
    places = np.sort(order[np.concatenate([same, beside]) | np.concatenate([beside, same])])
    alike = list(zip(*(columns[each][places].tolist() for each in names), strict=True))
    place_of = {id(row): place for row, place in zip(alike, places.tolist(), strict=True)}
    first, faults = sift(alike, key=key, columns=names, name=name)
    wanted = np.ones(len(order), np.bool_)
    wanted[places] = False
    wanted[[place_of[id(row)] for row in first]] = True
    return order[wanted[order]], faults


def rows_of(columns: Iterable[npt.NDArray[np.int64]], places: Places | None = None) -> Iterator[Row]:
    """The rows of columns, or those at `places` in their order, made some at a time."""
    values = list(columns)
    for start in range(0, len(values[0] if places is None else places), AT_ONCE):
        some = slice(start, start + AT_ONCE) if places is None else places[start : start + AT_ONCE]
        yield from zip(*(each[some].tolist() for each in values), strict=True)


def distinct(*columns: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], ...]:
    """The different rows of columns, in their order."""
    order = np.lexsort(columns[::-1])
    wanted = np.ones(len(order), np.bool_)
    wanted[1:] = np.any([np.diff(each[order]) != 0 for each in columns], axis=0)
    return tuple(each[order[wanted]] for each in columns)


def _faults(rows: list[Row], columns: Sequence[str], name: Callable[[Row], str] | None) -> list[Fault]:
    differing = next(i for i in range(len(columns)) if len({row[i] for row in rows}) > 1)
    lines = ", ".join(str(line) for line in sorted(row[-1] for row in rows))
    column = columns[differing]
    reason = Message(CONTRADICTING, {"rows": lines, "column": column})
    return [Fault(row[-1], column, written(column, row[differing], name, row), reason) for row in rows]


def written(column: str, value: object, name: Callable[[Row], str] | None, row: Row) -> str:
    """A stored value as a file would have it, instants in UTC; of a key only what `name` calls the row's thing."""
    if name is not None and column.endswith("_key"):
        return name(row)
    if value is None:
        return ""
    if column in DAYS and isinstance(value, int):
        return date_of(value).isoformat()
    if column in INSTANTS and isinstance(value, int):
        return datetime.fromtimestamp(value, UTC).isoformat()
    return str(value)
