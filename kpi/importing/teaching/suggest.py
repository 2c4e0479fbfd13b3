"""Which column of a file may hold which of our fields, by their names alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from kpi.catalogue.measures import Fact
from kpi.importing.fields import FIELDS_OF
from kpi.importing.layout import shipped
from kpi.store.institutions import name_key

NEAR: Final = 0.8
"""How alike two names have to be for one to suggest the other; 1 is equal but for case, accents and signs."""

MOST: Final = 5
_SIGNS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Suggestion:
    """A column, and how like its name is to one that some export has for the field."""

    column: str
    likeness: float


def suggestions(fact: Fact, field: str, columns: Sequence[str]) -> list[Suggestion]:
    """The columns that may hold the field, the likeliest first; at equal likeness as they stand in the file."""
    names = _known(fact, field)
    found = [Suggestion(column, _likeness(_bare(column), names)) for column in columns if column.strip()]
    near = [each for each in found if each.likeness >= NEAR]
    return sorted(near, key=lambda each: -each.likeness)[:MOST]


def best(fact: Fact, columns: Sequence[str]) -> dict[str, str]:
    """A column for each field that has one, and no column twice: the most alike pairs first."""
    pairs = [
        (-each.likeness, order, field, each.column)
        for order, field in enumerate(FIELDS_OF[fact])
        for each in suggestions(fact, field, columns)
    ]
    chosen: dict[str, str] = {}
    for _, _, field, column in sorted(pairs):
        if field not in chosen and column not in chosen.values():
            chosen[field] = column
    return chosen


def _bare(name: str) -> str:
    """The name without case, accents and signs: post_id, Post ID and "Post-Id" are one."""
    return _SIGNS.sub(" ", name_key(name)).strip()


def _likeness(column: str, names: frozenset[str]) -> float:
    if column in names:
        return 1.0
    ratios = (SequenceMatcher(None, column, name, autojunk=False).ratio() for name in names)
    return min(0.99, max(ratios, default=0.0))


@cache
def _known(fact: Fact, field: str) -> frozenset[str]:
    """What the layouts that ship with the project, our templates among them, call the field in any language."""
    columns = [
        layout.fields[field] for layout in shipped() if layout.fact == fact.value and field in layout.fields
    ]
    names = [name for column in columns for group in column.groups for name in group if len(column.parts) < 2]
    return frozenset(bare for name in (*names, field) if (bare := _bare(name)))
