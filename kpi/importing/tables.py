"""Several tables of one file that speak of the same days: what each says of a day goes into one record."""

from collections.abc import Sequence
from dataclasses import replace

from kpi.importing.records import Record, TotalsRecord

Key = tuple[str, str | None, int, int, str]


def merged(tables: Sequence[Sequence[Record]]) -> list[list[Record]]:
    """The tables, each record that adds to an earlier table's record of the same days put into that one.

    Only across tables, and only where both agree wherever both have a number: what contradicts, or stands
    twice in one table, stays as it is and is reported when it is saved.
    """
    found: list[list[Record]] = []
    places: dict[Key, tuple[int, int]] = {}
    for records in tables:
        here: list[Record] = []
        fresh: dict[Key, tuple[int, int]] = {}
        for record in records:
            key = _key(record)
            earlier = places.get(key) if key is not None else None
            both = None if earlier is None else _both(found[earlier[0]][earlier[1]], record)
            if earlier is not None and both is not None:
                found[earlier[0]][earlier[1]] = both
                continue
            if key is not None:
                fresh.setdefault(key, (len(found), len(here)))
            here.append(record)
        found.append(here)
        places = fresh | places
    return found


def _key(record: Record) -> Key | None:
    if not isinstance(record, TotalsRecord):
        return None
    return record.platform, record.handle, record.first_day, record.last_day, record.segment


def _both(one: Record, other: Record) -> TotalsRecord | None:
    """Both records in one; None where they disagree."""
    assert isinstance(one, TotalsRecord)  # noqa: S101 (only such records have a key)
    assert isinstance(other, TotalsRecord)  # noqa: S101
    totals = []
    for a, b in zip(one.totals, other.totals, strict=True):
        if a is not None and b is not None and a != b:
            return None
        totals.append(b if a is None else a)
    return replace(one, totals=tuple(totals))
