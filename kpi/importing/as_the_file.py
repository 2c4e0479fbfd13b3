"""Faults of saving as the file has it: its own columns and cells, not the names and values that we store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kpi.catalogue.measure import OF_PEOPLE, Fact
from kpi.importing.cited import Cite
from kpi.importing.discreet import without_cells
from kpi.importing.report import Fault
from kpi.words import Message

SAID_BY: Final[dict[str, tuple[str, ...]]] = {
    "message_key": ("message_id",),
    "conversation_key": ("conversation_id", "reply_to", "links", "text"),
    "conversation_id": ("conversation_id", "reply_to", "links", "text"),
    "answered_at": ("answered_at", "sent_at"),
    "outbound": ("direction", "author"),
    "author_key": ("author",),
    "visit_key": ("visit_id",),
    "visitor_key": ("visitor",),
    "liked": ("kind",),
}
"""The fields that say what is stored in a column of another name; the first that the file has does."""

MOST_CITED: Final = 5_000
"""Cells that are looked up; nobody reads through more."""


def as_the_file(
    faults: Sequence[Fault], fact: Fact, headers: Mapping[str, str], cite: Cite
) -> tuple[Fault, ...]:
    """The faults with the file's own columns and, where the file has one cell for each, what that says."""
    fields = [_field(fault.column, headers) for fault in faults]
    told = without_cells(faults) if fact in OF_PEOPLE else faults
    renamed = [_renamed(fault, headers.get(name, name)) for fault, name in zip(told, fields, strict=True)]
    asked = [place for place, name in enumerate(fields) if name in headers][:MOST_CITED]
    cells = cite(fact, [(faults[place].row, fields[place]) for place in asked]) if asked else []
    for place, cell in zip(asked, cells, strict=True):
        if cell is not None:
            renamed[place] = replace(renamed[place], value=cell)
    return tuple(renamed)


def _field(column: str, headers: Iterable[str]) -> str:
    """Our field that says what is stored in the column: of several the first that the file has, else the first."""
    names = SAID_BY.get(column, (column,))
    return next((name for name in names if name in headers), names[0])


def _renamed(fault: Fault, column: str) -> Fault:
    values = {**fault.reason.values}
    if "column" in values:
        values["column"] = column
    return replace(fault, column=column, reason=Message(fault.reason.template, values))
