"""Visits and Likes of pseudonymous visitors."""

from typing import Final, cast

from sqlalchemy import BigInteger, Column, Connection, Integer

from kpi.importing.records import VisitRecord
from kpi.importing.save.batch import Batch, Saved
from kpi.importing.save.duplicates import Row, sift
from kpi.importing.save.immutable import Kind, add_new, refuse_contradictions, release
from kpi.rollup.touched import Touched
from kpi.store.bulk import temporary, temporary_table
from kpi.store.keys import key_of
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
    records = cast("list[VisitRecord]", batch.records)
    names = {record.row: record.visit_id or record.visitor for record in records}

    def name(row: Row) -> str:
        return names[row[-1]]

    kept, faults = sift((_row(batch, each) for each in records), key=2, columns=COLUMNS, name=name)
    with temporary(connection, INCOMING, sorted(kept)) as incoming:
        faults += refuse_contradictions(connection, VISITS, incoming, name)
        add_new(connection, VISITS, incoming, batch.import_id)
    return Saved(_touched(connection, batch.import_id), tuple(faults))


def take_back(connection: Connection, import_id: int) -> Touched:
    """Remove one import's visits, except those that a later import holds too."""
    with release(connection, VISITS, import_id):
        return _touched(connection, import_id)


def _row(batch: Batch, record: VisitRecord) -> Row:
    liked = int(record.liked)
    if record.visit_id is None:
        key = key_of("visit", record.visitor, str(record.visited_at), str(liked))
    else:
        key = key_of("visit id", record.visit_id)
    channel = batch.channels[record.platform, record.handle]
    return (channel, key, key_of(record.visitor), record.visited_at, record.day, liked, record.row)


def _touched(connection: Connection, import_id: int) -> Touched:
    return Touched(
        visit_days=VISITS.distinct(connection, import_id, "day"),
        visitors=VISITS.distinct(connection, import_id, "visitor_key"),
    )
