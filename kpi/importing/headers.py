"""Column names, compared without what vendors vary."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from kpi.importing.readers.grid import Row

_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_QUOTES: Final = "\"'“”"


@lru_cache(maxsize=20_000)
def plain(name: str) -> str:
    """A column's name, or a coded value, without what vendors vary: case, blanks, quotes, invisible signs."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", name))
    return " ".join(text.strip().strip(_QUOTES).split()).casefold()


@dataclass(frozen=True)
class Header:
    """A row of column names.

    `at` is where each stands; of several columns with one name the first, until `taking` says which counts.
    """

    line: int
    names: tuple[str, ...]
    at: dict[str, int]

    @classmethod
    def of(cls, row: Row) -> "Header":
        line, cells = row
        names = [str(cell) if cell is not None else "" for cell in cells]
        while names and not plain(names[-1]):
            names.pop()
        at: dict[str, int] = {}
        for index, name in enumerate(names):
            at.setdefault(plain(name), index)
        return cls(line, tuple(names), at)

    def find(self, names: Sequence[str]) -> int | None:
        """Where the first of `names` that there is stands."""
        return next((self.at[plain(name)] for name in names if plain(name) in self.at), None)

    def places(self, names: Sequence[str]) -> list[int]:
        """Wherever one of `names` stands."""
        wanted = {plain(name) for name in names}
        return [index for index, each in enumerate(self.names) if plain(each) in wanted]

    def taking(self, place: int, names: Sequence[str]) -> "Header":
        """The header where the column at `place` is the one of those called one of `names` that counts."""
        return replace(self, at={**self.at, **dict.fromkeys(map(plain, names), place)})
