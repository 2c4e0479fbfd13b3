"""Several rows of one file for one thing: the same content is one row; different content is a fault of each."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from kpi.importing.report import Fault
from kpi.words import N_, Message

Row = tuple[Any, ...]

CONTRADICTING: Final = N_(
    "Lines {rows} of the file are about the same thing and disagree about “{column}”. None of them was taken: keep the right one and import again."
)


def sift(
    rows: Iterable[Row], *, key: int, columns: Sequence[str], name: Callable[[Row], str]
) -> tuple[list[Row], list[Fault]]:
    """Rows that agree, one for each key, and a fault for every row that contradicts another.

    Args:
        rows: values in the order of `columns`; the last is the line of the file.
        key: how many columns at the start name the thing.
        columns: the columns' names.
        name: how people call the thing of a row.
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


def _faults(rows: list[Row], columns: Sequence[str], name: Callable[[Row], str]) -> list[Fault]:
    differing = next(i for i in range(len(columns)) if len({row[i] for row in rows}) > 1)
    lines = ", ".join(str(line) for line in sorted(row[-1] for row in rows))
    reason = Message(CONTRADICTING, {"rows": lines, "column": columns[differing]})
    return [Fault(row[-1], columns[differing], name(row), reason) for row in rows]
