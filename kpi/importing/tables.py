"""Several tables of one file that speak of the same days or posts: what all say of one goes into one record."""

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from kpi.importing.columnar import Columnar
from kpi.importing.records import PostRecord, Record, TotalsRecord

Key = tuple[str | int | None, ...]


def merged(tables: Sequence[Sequence[Record]]) -> list[list[Record]]:
    """The tables, each record that adds to an earlier table's record of the same days put into that one.

    Only across tables, and only where both agree wherever both have a number: what contradicts, or stands
    twice in one table, stays as it is and is reported when it is saved.
    """
    found: list[list[Record]] = []
    places: dict[Key, tuple[int, int]] = {}
    for records in tables:
        if isinstance(records, Columnar):
            found.append(cast("list[Record]", records))  # neither totals nor posts: nothing is put into it
            continue
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
    match record:
        case TotalsRecord():
            return record.platform, record.handle, record.first_day, record.last_day, record.segment
        case PostRecord():
            return record.platform, record.handle, record.post_id
        case _:
            return None


def _both(one: Record, other: Record) -> Record | None:
    """Both records in one; None where they disagree."""
    if isinstance(one, TotalsRecord) and isinstance(other, TotalsRecord):
        totals = _all(one.totals, other.totals)
        return None if totals is None else replace(one, totals=totals)
    if isinstance(one, PostRecord) and isinstance(other, PostRecord) and one.day == other.day:
        counters = _all(one.counters, other.counters)
        return None if counters is None else replace(one, counters=counters)
    return None


def _all(some: Sequence[int | None], others: Sequence[int | None]) -> tuple[int | None, ...] | None:
    """What either says, number by number; None where they contradict one another."""
    both = tuple(b if a is None else a for a, b in zip(some, others, strict=True))
    agree = all(b is None or b == c for b, c in zip(others, both, strict=True))
    return both if agree else None
