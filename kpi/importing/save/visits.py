"""Visits and Likes of pseudonymous visitors."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final, cast

import numpy as np
from sqlalchemy import BigInteger, Column, Connection, Integer, Table

from kpi.importing.columnar import Columnar, Ints
from kpi.importing.records import VisitRecord
from kpi.importing.report import Fault
from kpi.importing.save.batch import Batch, Saved, channels_of
from kpi.importing.save.duplicates import Columns, Row, sift_columns
from kpi.importing.save.forgotten import FORGOTTEN_ROW, REMOVED_ROW, still_taken
from kpi.importing.save.immutable import Kind, add_in_pieces, distinct_of, refuse_contradictions, release
from kpi.rollup.progress import Tell, scaled
from kpi.rollup.touched import Touched
from kpi.store.bulk import temporary_table
from kpi.store.keys import Keys
from kpi.store.schema import metadata

VISITS: Final = Kind("visit", metadata.tables["visit"], "visit_key", ("visitor_key", "visited_at", "liked"))
COLUMNS: Final = ("channel_id", "visit_key", "visitor_key", "visited_at", "day", "liked", "row")
NAMES: Final = {("visit_id", "visit id"): False, ("visitor",): True}
"""The columns that get keys, with what stands before each name; whether the same name stands there often."""
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
    if batch.forgotten:
        platforms = visits.texts("platform").to_pylist()
        pseudonyms = partial(_pseudonyms, visits)
        gone = batch.forgotten.among(batch.keys, pseudonyms, platforms, columns["visited_at"])
        old = batch.forgotten.removed("visit", columns["channel_id"], columns["day"])
        kept, refused = still_taken(kept, columns["row"], [(gone, FORGOTTEN_ROW), (old, REMOVED_ROW)])
        faults += refused
    fresh = not VISITS.any_stored(connection, batch.channels.values())

    def refuse(incoming: Table) -> list[Fault]:
        return refuse_contradictions(connection, VISITS, incoming, name)

    touched = Touched()
    for incoming, refused in add_in_pieces(
        connection, VISITS, INCOMING, columns, kept, batch.import_id, None if fresh else refuse
    ):
        faults += refused
        touched.visit_days |= distinct_of(connection, incoming, "day")
        touched.visitors |= distinct_of(connection, incoming, "visitor_key")
    return Saved(touched, tuple(faults))


def take_back(connection: Connection, import_id: int) -> Touched:
    """Remove one import's visits, except those that a later import holds too."""
    with release(connection, VISITS, import_id):
        return _touched(connection, import_id)


def _columns(batch: Batch, visits: Columnar[VisitRecord]) -> Columns:
    """The visits as they are stored, in the order of COLUMNS."""
    visited_at, liked = visits.ints("visited_at"), visits.ints("liked")
    tell = scaled(batch.tell, 1 / 2)
    return {
        "channel_id": channels_of(batch, visits),
        "visit_key": _keys(batch.keys, visits, visited_at, liked, tell),
        "visitor_key": visits.keys(batch.keys, "visitor", tell=tell).data,
        "visited_at": visited_at,
        "day": visits.ints("day"),
        "liked": liked,
        "row": visits.ints("row"),
    }


def _keys(keys: Keys, visits: Columnar[VisitRecord], visited_at: Ints, liked: Ints, tell: Tell) -> Ints:
    """The key of a visit's own id, or else of who came when."""
    given = visits.keys(keys, "visit_id", "visit id", repeated=False, tell=tell)
    nameless = np.ma.getmaskarray(given)
    unnamed = visits.kept(nameless).texts("visitor").to_pylist()
    when = zip(unnamed, visited_at[nameless].tolist(), liked[nameless].tolist(), strict=True)
    found = given.data.copy()
    found[nameless] = keys.keys_of((f"{visitor}\x1f{at}\x1f{like}" for visitor, at, like in when), "visit")
    return found


def _pseudonyms(visits: Columnar[VisitRecord], keys: Keys) -> tuple[Any, ...]:
    given = visits.keys(keys, "visit_id", "visit id", repeated=False)
    return visits.keys(keys, "visitor"), given


def _touched(connection: Connection, import_id: int) -> Touched:
    return Touched(
        visit_days=VISITS.distinct(connection, import_id, "day"),
        visitors=VISITS.distinct(connection, import_id, "visitor_key"),
    )
