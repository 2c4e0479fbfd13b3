"""Which column of a file may hold which of our fields, by their names alone."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
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


@lru_cache(maxsize=2_000)
def suggestions(fact: Fact, field: str, columns: tuple[str, ...]) -> tuple[Suggestion, ...]:
    """The columns that may hold the field, the likeliest first; at equal likeness as they stand in the file."""
    names = _known(fact, field)
    found = [Suggestion(column, _likeness(_bare(column), names)) for column in columns if column.strip()]
    near = [each for each in found if each.likeness >= NEAR]
    return tuple(sorted(near, key=lambda each: -each.likeness)[:MOST])


def best(fact: Fact, columns: tuple[str, ...]) -> dict[str, str]:
    """A column for each field that some export calls by the same name; no column twice.

    Names that are only alike are suggested, but not chosen: "vistas" is no "visitas".
    """
    chosen: dict[str, str] = {}
    for field in FIELDS_OF[fact]:
        for each in suggestions(fact, field, columns):
            if each.likeness == 1 and field not in chosen and each.column not in chosen.values():
                chosen[field] = each.column
    return chosen


def _bare(name: str) -> str:
    """The name without case, accents and signs: post_id, Post ID and "Post-Id" are one."""
    return _SIGNS.sub(" ", name_key(name)).strip()


def _likeness(column: str, names: frozenset[str]) -> float:
    if column in names:
        return 1.0
    matcher = SequenceMatcher(None, "", column, autojunk=False)
    near = 0.0
    for name in names:
        matcher.set_seq1(name)
        # The two quick ones are never below the true one, which takes a hundred times as long.
        if matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR:
            near = max(near, matcher.ratio())
    return min(0.99, near)


@cache
def _known(fact: Fact, field: str) -> frozenset[str]:
    """What the layouts that ship with the project, our templates among them, call the field in any language."""
    columns = [
        layout.fields[field] for layout in shipped() if layout.fact == fact.value and field in layout.fields
    ]
    whole = [column for column in columns if len(column.parts) < 2 and not column.type]
    names = [name for column in whole for group in column.groups for name in group]
    return frozenset(bare for name in (*names, field) if (bare := _bare(name)))
