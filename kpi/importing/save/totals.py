"""What a platform reports for a channel: days, and spans of several days that are never spread."""

from typing import Any, Final, cast

from sqlalchemy import Connection

from kpi.importing.fold import DAYS, SPANS, Shape
from kpi.importing.records import TotalsRecord
from kpi.importing.save.batch import Batch, Saved
from kpi.importing.save.duplicates import sift
from kpi.importing.save.readings import add_readings, remove_readings
from kpi.periods import date_of
from kpi.rollup.touched import Touched
from kpi.store.schema import TOTALS

DAY_COLUMNS: Final = ("channel_id", "day", *TOTALS, "row")
SPAN_COLUMNS: Final = ("channel_id", "first_day", "last_day", "segment", *TOTALS, "row")


def save(connection: Connection, batch: Batch) -> Saved:
    """Keep the totals of one import and fold them in; one day of the whole channel is a channel day."""
    days: list[tuple[Any, ...]] = []
    spans: list[tuple[Any, ...]] = []
    for record in cast("list[TotalsRecord]", batch.records):
        channel = batch.channels[record.platform, record.handle]
        if record.first_day == record.last_day and not record.segment:
            days.append((channel, record.first_day, *record.totals, record.row))
        else:
            key = (channel, record.first_day, record.last_day, record.segment)
            spans.append((*key, *record.totals, record.row))
    of_days = _save(connection, batch, DAYS, DAY_COLUMNS, days)
    of_spans = _save(connection, batch, SPANS, SPAN_COLUMNS, spans)
    return Saved(
        of_days.touched,
        of_days.faults + of_spans.faults,
        of_days.rows_changed + of_spans.rows_changed,
        of_days.restated + of_spans.restated,
    )


def take_back(connection: Connection, import_id: int) -> Touched:
    """Drop what one import said of days and spans."""
    remove_readings(connection, SPANS, import_id)
    return Touched(total_days=remove_readings(connection, DAYS, import_id))


def _save(
    connection: Connection, batch: Batch, shape: Shape, columns: tuple[str, ...], rows: list[tuple[Any, ...]]
) -> Saved:
    if not rows:
        return Saved()
    kept, faults = sift(rows, key=len(shape.key), columns=columns)
    touched, changed, restated = add_readings(connection, shape, batch.import_id, columns, kept, name=name_of)
    return Saved(Touched(total_days=touched), tuple(faults), changed, tuple(restated))


def name_of(row: dict[str, Any]) -> str:
    """What people call a day or a span: its dates, and its segment."""
    if "day" in row:
        return date_of(row["day"]).isoformat()
    span = f"{date_of(row['first_day']).isoformat()} – {date_of(row['last_day']).isoformat()}"
    return f"{span}, {row['segment']}" if row["segment"] else span
