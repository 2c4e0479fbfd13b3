"""Rows about people who were forgotten: they are not taken again, and counted as skipped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
PURPOSE: Final = b"forgotten"
FORGOTTEN_ROW: Final = N_("The row is about somebody who was forgotten. It was not taken.")

KeysOf = Callable[[Keys], Sequence[npt.NDArray[Any]]]
"""With keys, the columns of pseudonyms of some rows; masked where a row has none."""


@dataclass(frozen=True)
class Forgotten:
    """What imports of an institution must not bring back, each as (secrets used, platform, hashed, until)."""

    rows: tuple[tuple[int, str, int, int], ...] = ()

    @classmethod
    def of(cls, connection: Connection, institution_id: int) -> "Forgotten":
        c = FORGOTTEN.c
        query = select(c.secrets, c.platform, c.hashed, c.until).where(c.institution_id == institution_id)
        return cls(tuple((row[0], row[1], row[2], row[3]) for row in connection.execute(query)))

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


def still_taken(kept: Places, forgotten: Flags, line: Ints) -> tuple[Places, list[Fault]]:
    """The places that are still taken, and a fault for each of the others."""
    gone = kept[forgotten[kept]]
    reason = Message(FORGOTTEN_ROW)
    return kept[~forgotten[kept]], [Fault(row, "", "", reason) for row in sorted(line[gone].tolist())]
