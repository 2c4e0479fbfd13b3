"""Posts: every import's counters are kept as readings, the latest count."""

from typing import Any, Final, cast

from sqlalchemy import Connection

from kpi.importing.fold import POSTS
from kpi.importing.records import PostRecord
from kpi.importing.save.batch import Batch, Saved
from kpi.importing.save.duplicates import sift
from kpi.importing.save.readings import add_readings, remove_readings
from kpi.rollup.touched import Touched
from kpi.store.schema import COUNTERS

COLUMNS: Final = (
    "channel_id", "post_id", "published_at", "day", "format", "title", "permalink", "campaign", "purpose",
    *COUNTERS, "row",
)  # fmt: skip


def save(connection: Connection, batch: Batch) -> Saved:
    """Keep the posts of one import and fold them in."""
    rows = (
        (
            batch.channels[record.platform, record.handle],
            record.post_id,
            record.published_at,
            record.day,
            record.format,
            record.title,
            record.permalink,
            record.campaign,
            record.purpose,
            *record.counters,
            record.row,
        )
        for record in cast("list[PostRecord]", batch.records)
    )
    kept, faults = sift(rows, key=2, columns=COLUMNS)
    days, changed, restated = add_readings(connection, POSTS, batch.import_id, COLUMNS, kept, name=name_of)
    return Saved(Touched(post_days=days), tuple(faults), changed, tuple(restated))


def name_of(row: dict[str, Any]) -> str:
    """What people call a post: its identifier."""
    return str(row["post_id"])


def take_back(connection: Connection, import_id: int) -> Touched:
    """Drop what one import said of posts."""
    return Touched(post_days=remove_readings(connection, POSTS, import_id))
