"""Histograms as bytes: a version, then 6 bytes for each key that has a count.

Adding two is adding the counts of equal keys, so any order and grouping gives the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

VERSION: Final = b"\x01"
ENTRY: Final = np.dtype([("key", "<u2"), ("count", "<u4")])
KEYS: Final = 2**16


class UnknownVersion(ValueError):
    """The bytes were written by another version of the roll-up; it counts anew when a database is opened."""


@dataclass(frozen=True)
class Counts:
    """Several histograms at once: `owner` says which one an entry belongs to, by its place.

    All arrays have one length. After `added` the entries are in the order of owner and key, each pair once.
    """

    owner: Ints
    key: Ints
    count: Ints

    @classmethod
    def read(cls, blobs: Sequence[bytes]) -> "Counts":
        """The entries of `blobs`.

        Raises:
            UnknownVersion: they are not of VERSION.
        """
        sizes = np.fromiter(map(len, blobs), dtype=np.int64, count=len(blobs))
        raw = np.frombuffer(b"".join(blobs), dtype=np.uint8)
        begins = np.cumsum(sizes) - sizes
        if not sizes.all() or np.any(raw[begins] != VERSION[0]):
            raise UnknownVersion
        is_entry = np.ones(len(raw), dtype=np.bool_)
        is_entry[begins] = False
        entries = raw[is_entry].view(ENTRY)
        owner = np.repeat(np.arange(len(blobs)), sizes // ENTRY.itemsize)
        return cls(owner, entries["key"].astype(np.int64), entries["count"].astype(np.int64))

    def of(self, owner: Ints) -> "Counts":
        """The same entries, each owned by `owner` at the place of its owner up to now."""
        return Counts(owner[self.owner], self.key, self.count)

    def where(self, kept: NDArray[np.bool_]) -> "Counts":
        """The entries for which `kept`, as long as they are many, is true."""
        return Counts(self.owner[kept], self.key[kept], self.count[kept])

    def added(self) -> "Counts":
        """In order, with the counts of equal owner and key in one entry."""
        place = self.owner * KEYS + self.key
        if np.all(place[1:] > place[:-1]):
            return self
        order = np.argsort(place, kind="stable")
        place = place[order]
        starts = np.flatnonzero(np.concatenate([[True], place[1:] != place[:-1]]))
        counts = np.add.reduceat(self.count[order], starts)
        return Counts(place[starts] // KEYS, place[starts] % KEYS, counts)

    def write(self) -> dict[int, bytes]:
        """The bytes of each histogram, by owner; one without a count has none."""
        whole = self.where(self.count > 0).added()
        entries = np.empty(len(whole.key), dtype=ENTRY)
        entries["key"], entries["count"] = whole.key, whole.count
        owners, starts = np.unique(whole.owner, return_index=True)
        ends = [*starts.tolist(), len(entries)][1:]
        raw, size = entries.tobytes(), ENTRY.itemsize
        return {
            owner: VERSION + raw[start * size : end * size]
            for owner, start, end in zip(owners.tolist(), starts.tolist(), ends, strict=True)
        }
