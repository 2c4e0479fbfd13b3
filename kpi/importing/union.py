"""Things that belong together because they are linked, directly or through others."""

from collections.abc import Hashable
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]


def groups(count: int, ones: Places, others: Places) -> Places:
    """For each of `count` things the smallest one of its group; `ones` and `others` are linked pair by pair."""
    smallest = np.arange(count)
    while True:
        of_ones, of_others = smallest[ones], smallest[others]
        apart = of_ones != of_others
        if not apart.any():
            return smallest
        of_ones, of_others = of_ones[apart], of_others[apart]
        ones, others = ones[apart], others[apart]
        np.minimum.at(smallest, np.maximum(of_ones, of_others), np.minimum(of_ones, of_others))
        while (smallest[smallest] != smallest).any():
            smallest = smallest[smallest]


T = TypeVar("T", bound=Hashable)


class Union(Generic[T]):
    """Disjoint sets with path halving: `join` two things, then ask for the `root` that their set shares."""

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}

    def root(self, thing: T) -> T:
        parent = self._parent
        parent.setdefault(thing, thing)
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def join(self, one: T, other: T) -> None:
        self._parent[self.root(one)] = self.root(other)

    def sets(self) -> dict[T, list[T]]:
        """Every set, by its root."""
        found: dict[T, list[T]] = {}
        for thing in list(self._parent):
            found.setdefault(self.root(thing), []).append(thing)
        return found
