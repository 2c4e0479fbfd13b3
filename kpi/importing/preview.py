"""What an import would do, and its first rows as they would be saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from kpi.importing.options import DEFAULT, Options
from kpi.importing.records import (
    GoalRecord,
    MessageRecord,
    Parsed,
    PostRecord,
    Record,
    TotalsRecord,
    VisitRecord,
)
from kpi.importing.report import Report
from kpi.importing.run import Target, read_and_save
from kpi.importing.source import Source
from kpi.periods import date_of
from kpi.store.engine import Store
from kpi.store.institutions import find_institution
from kpi.store.schema import COUNTERS, TOTALS

ROWS: Final = 8

Cell = str | int | float | date | datetime | None


@dataclass(frozen=True)
class FirstRows:
    """The first rows that one layout read of a file; columns that are empty in all of them are left out."""

    layout: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Preview:
    """The report of a dry run, and the first rows of each part of the file, the part with most records first."""

    report: Report
    parts: tuple[FirstRows, ...] = ()


def preview(store: Store, source: Source, target: Target, options: Options = DEFAULT) -> Preview:
    """Do everything that `import_file` does, keep nothing, and show the first rows.

    Raises:
        KpiError: what `import_file` raises.
    """
    report, parsed = read_and_save(store, source, target, replace(options, dry_run=True))
    if parsed is None:
        return Preview(report)
    with store.reading() as connection:
        institution = find_institution(connection, target.institution)
    timezone = ZoneInfo(institution.timezone if institution else target.timezone)
    return Preview(report, tuple(_first_rows(part, timezone) for part in parsed.parts))


def _first_rows(parsed: Parsed, timezone: ZoneInfo) -> FirstRows:
    records = [cells_of(record, timezone) for record in parsed.records[:ROWS]]
    columns = tuple(
        name
        for name in (records[0] if records else ())
        if any(record[name] not in (None, "") for record in records)
    )
    rows = tuple(tuple(record[name] for name in columns) for record in records)
    return FirstRows(parsed.layout, columns, rows)


def cells_of(record: Record, timezone: ZoneInfo) -> dict[str, Cell]:
    """One record in our fields: instants and days on the institution's clocks, months as their first day."""
    match record:
        case PostRecord():
            return {
                "channel": record.handle,
                "post_id": record.post_id,
                "published_at": _instant(record.published_at, timezone) or date_of(record.day),
                "format": record.format,
                "title": record.title,
                "campaign": record.campaign,
                "purpose": record.purpose,
                **_numbers(COUNTERS, record.counters),
            }
        case TotalsRecord():
            return {
                "channel": record.handle,
                "first_day": date_of(record.first_day),
                "last_day": date_of(record.last_day),
                "segment": record.segment,
                **_numbers(TOTALS, record.totals),
            }
        case MessageRecord():
            return {
                "channel": record.handle,
                "message_id": record.message_id,
                "conversation_id": record.conversation_id,
                "sent_at": _instant(record.sent_at, timezone),
                "direction": "out" if record.outbound else "in",
                "automated": int(record.automated),
            }
        case VisitRecord():
            return {
                "channel": record.handle,
                "visitor": record.visitor,
                "visited_at": _instant(record.visited_at, timezone),
                "kind": "like" if record.liked else "visit",
            }
        case GoalRecord():
            return {
                "kpi": record.kpi,
                "platform": record.platform,
                "month": date_of(record.month),
                "floor": record.floor,
                "target": record.target,
                "stretch": record.stretch,
                "owner": record.owner,
                "reason": record.reason,
            }


def _numbers(names: Sequence[str], values: Sequence[int | None]) -> dict[str, Cell]:
    return dict(zip(names, values, strict=True))


def _instant(epoch: int | None, timezone: ZoneInfo) -> datetime | None:
    return None if epoch is None else datetime.fromtimestamp(epoch, UTC).astimezone(timezone)
