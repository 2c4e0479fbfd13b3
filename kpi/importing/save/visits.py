"""Visits and Likes of pseudonymous visitors."""

from collections.abc import Sequence
from typing import Final, cast

import numpy as np
from sqlalchemy import BigInteger, Column, Connection, Integer

from kpi.importing.columnar import Columnar, Ints
from kpi.importing.records import VisitRecord
from kpi.importing.save.batch import Batch, Saved, channels_of
from kpi.importing.save.duplicates import Columns, Row, rows_of, sift_columns
from kpi.importing.save.immutable import Kind, add_all, add_new, refuse_contradictions, release
from kpi.rollup.touched import Touched
from kpi.store.bulk import temporary, temporary_table
from kpi.store.keys import keys_of
from kpi.store.schema import metadata

VISITS: Final = Kind("visit", metadata.tables["visit"], "visit_key", ("visitor_key", "visited_at", "liked"))
COLUMNS: Final = ("channel_id", "visit_key", "visitor_key", "visited_at", "day", "liked", "row")
INCOMING: Final = temporary_table(
    "incoming_visit",
    *(
        Column(each, Integer if each in {"channel_id", "day", "liked", "row"} else BigInteger)
        for each in COLUMNS
    ),
)


def save(connection: Connection, batch: Batch) -> Saved:
    """Save visits that are not there yet; note those that are as repeats."""
    visits = Columnar.of(cast("Sequence[VisitRecord]", batch.records))
    columns = _columns(batch, visits)
    names: dict[int, str] = {}

    def name(row: Row) -> str:
        if not names:
            ids, visitors = visits.texts("visit_id").to_pylist(), visits.texts("visitor").to_pylist()
            called = (given or visitor for given, visitor in zip(ids, visitors, strict=True))
            names.update(zip(visits.ints("row").tolist(), called, strict=True))
        return names[row[-1]]

    kept, faults = sift_columns(columns, key=2, name=name)
    fresh = not VISITS.any_stored(connection, batch.channels.values())
    if fresh:
        add_all(connection, VISITS, INCOMING, columns, kept, batch.import_id)
    else:
        with temporary(connection, INCOMING, rows_of(columns.values(), kept)) as incoming:
            faults += refuse_contradictions(connection, VISITS, incoming, name)
            add_new(connection, VISITS, incoming, batch.import_id)
    return Saved(_touched(connection, batch.import_id), tuple(faults))


def take_back(connection: Connection, import_id: int) -> Touched:
    """Remove one import's visits, except those that a later import holds too."""
    with release(connection, VISITS, import_id):
        return _touched(connection, import_id)


def _columns(batch: Batch, visits: Columnar[VisitRecord]) -> Columns:
    """The visits as they are stored, in the order of COLUMNS."""
    visited_at, liked = visits.ints("visited_at"), visits.ints("liked")
    return {
        "channel_id": channels_of(batch, visits),
        "visit_key": _keys(visits, visited_at, liked),
        "visitor_key": visits.keys("visitor").data,
        "visited_at": visited_at,
        "day": visits.ints("day"),
        "liked": liked,
        "row": visits.ints("row"),
    }


def _keys(visits: Columnar[VisitRecord], visited_at: Ints, liked: Ints) -> Ints:
    """The key of a visit's own id, or else of who came when."""
    given = visits.keys("visit_id", "visit id", repeated=False)
    nameless = np.ma.getmaskarray(given)
    unnamed = visits.kept(nameless).texts("visitor").to_pylist()
    when = zip(unnamed, visited_at[nameless].tolist(), liked[nameless].tolist(), strict=True)
    found = given.data.copy()
    found[nameless] = keys_of((f"{visitor}\x1f{at}\x1f{like}" for visitor, at, like in when), "visit")
    return found


def _touched(connection: Connection, import_id: int) -> Touched:
    return Touched(
        visit_days=VISITS.distinct(connection, import_id, "day"),
        visitors=VISITS.distinct(connection, import_id, "visitor_key"),
    )
