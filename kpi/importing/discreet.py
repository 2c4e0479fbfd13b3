"""What is said of bad cells in files about people: how they are written, and not what they hold.

Reports are kept, printed and mailed. Any column of such a file may hold a name or what somebody wrote: where quotes
are broken, a text stands where the date should be. Row and column lead to the cell for those who have the file.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from kpi.catalogue.measure import OF_PEOPLE, Fact
from kpi.importing.records import Parsed, Refusal
from kpi.importing.report import Fault
from kpi.words import Message

_MOMENT: Final = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}([T ]\d{1,2}:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?")
LONGEST: Final = 40
QUOTED: Final = frozenset({"value", "name"})
"""What sentences call the cell that they quote."""


def shape(text: str) -> str:
    """How a text is written: its signs, with x for every letter and 9 for every digit; what can only be a date as it is."""
    if _MOMENT.fullmatch(text):
        return text
    signs = ("x" if sign.isalpha() else "9" if sign.isnumeric() else sign for sign in text[:LONGEST])
    return "".join(signs) + ("…" if len(text) > LONGEST else "")


def discreet(result: Parsed | Refusal, fact: Fact) -> Parsed | Refusal:
    """What a file of that fact says, without what its bad cells hold."""
    if fact not in OF_PEOPLE:
        return result
    if isinstance(result, Refusal):
        return replace(result, reason=_message(result.reason), faults=without_cells(result.faults))
    return replace(result, faults=without_cells(result.faults))


def without_cells(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Faults that say how the cell is written."""
    return tuple(replace(fault, value=shape(fault.value), reason=_message(fault.reason)) for fault in faults)


def _message(message: Message) -> Message:
    return replace(message, values=_values(message.values))


def _values(values: Mapping[str, object]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in values.items():
        if isinstance(value, Message):
            found[name] = _message(value)
        else:
            found[name] = shape(str(value)) if name in QUOTED else value
    return found
