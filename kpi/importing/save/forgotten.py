"""Rows about people who were forgotten: they are not taken again, and counted as skipped."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select

from kpi.importing.columnar import Flags, Ints
from kpi.importing.report import Fault
from kpi.importing.save.duplicates import Places
from kpi.store.keys import Keys, rehashed
from kpi.store.schema import metadata
from kpi.words import N_, Message

FORGOTTEN: Final = metadata.tables["forgotten"]
CHANNEL: Final = metadata.tables["channel"]
PURPOSE: Final = b"forgotten"
FORGOTTEN_ROW: Final = N_("The row is about somebody who was forgotten. It was not taken.")

REMOVED_ROW: Final = N_(
    "The row is older than the day up to which rows were removed for good; what they counted for stays. It was not taken."
)

KeysOf = Callable[[Keys], Sequence[npt.NDArray[Any]]]
"""With keys, the columns of pseudonyms of some rows; masked where a row has none."""


@dataclass(frozen=True)
class Forgotten:
    """What imports of an institution must not bring back, each as (secrets used, platform, hashed, until).

    `since` is the first day of which rows are taken, by kind of fact and channel, where older ones were removed.
    """

    rows: tuple[tuple[int, str, int, int], ...] = ()
    since: Mapping[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection, institution_id: int) -> "Forgotten":
        """What the institution has forgotten up to now."""
        c = FORGOTTEN.c
        query = select(c.secrets, c.platform, c.hashed, c.until).where(c.institution_id == institution_id)
        rows = tuple((row[0], row[1], row[2], row[3]) for row in connection.execute(query))
        c = CHANNEL.c
        marks = select(c.id, c.messages_from, c.visits_from).where(c.institution_id == institution_id)
        since = {
            (fact, row[0]): day
            for row in connection.execute(marks)
            for fact, day in zip(("message", "visit"), row[1:], strict=True)
            if day is not None
        }
        return cls(rows, since)

    def __bool__(self) -> bool:
        return bool(self.rows or self.since)

    def removed(self, fact: str, channel: Ints, day: Ints) -> Flags:
        """For each row whether it is of a day whose rows were removed for good."""
        found = np.zeros(len(day), np.bool_)
        for (kind, number), first in self.since.items():
            if kind == fact:
                found |= (channel == number) & (day < first)
        return found

    def among(self, keys: Keys, keys_of: KeysOf, platforms: Sequence[str], at: Ints) -> Flags:
        """For each row whether one of its pseudonyms is forgotten on its platform, up to the row's instant `at`.

        Pseudonyms are made with the secrets that there were when each was forgotten.
        """
        found = np.zeros(len(at), np.bool_)
        if not self.rows:
            return found
        platform = np.array(platforms)
        for secrets, where, until in sorted({(row[0], row[1], row[3]) for row in self.rows}):
            hashes = [row[2] for row in self.rows if (row[0], row[1], row[3]) == (secrets, where, until)]
            there = (at <= until) & (platform == where if where else True)
            older = Keys(keys.secrets[:secrets])
            for column in keys_of(older):
                known = np.isin(hashed(older, np.ma.getdata(column)), hashes)
                found |= there & known & ~np.ma.getmaskarray(column)
        return found


def hashed(keys: Keys, pseudonyms: Ints) -> Ints:
    """What is remembered of pseudonyms that were forgotten."""
    different, places = np.unique(pseudonyms, return_inverse=True)
    return rehashed(different, keys.secrets[-1:], PURPOSE)[places]


def still_taken(
    kept: Places, line: Ints, left_out: Sequence[tuple[Flags, str]]
) -> tuple[Places, list[Fault]]:
    """The places that are still taken, and a fault with its sentence for each of the others."""
    faults = []
    for which, sentence in left_out:
        gone = kept[which[kept]]
        kept = kept[~which[kept]]
        faults += [Fault(row, "", "", Message(sentence)) for row in sorted(line[gone].tolist())]
    return kept, faults
