"""Everything that one import writes, inside the caller's transaction."""

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, insert, select, update

from kpi.importing.channels import CannotPlace, Placed, place
from kpi.importing.records import GoalRecord, Parsed, Record
from kpi.importing.report import Fault, Outcome, Report
from kpi.importing.save import Batch, Saved, save
from kpi.importing.source import Source
from kpi.periods import date_of
from kpi.rollup.touched import Touched
from kpi.store.institutions import InstitutionRow, bump_version, create_institution, find_institution
from kpi.store.schema import metadata
from kpi.words import N_, Message

IMPORT: Final = metadata.tables["import_run"]
FAULT: Final = metadata.tables["import_fault"]

ALREADY: Final = N_("This file was imported already: import {import_id} of {date}. Nothing was changed.")
NOTHING_TO_SAVE: Final = N_(
    "The file was read as “{layout}”, but none of its {rows} rows could be saved. Look at the reasons given for them."
)
EMPTY: Final = N_("The file was read as “{layout}”, but it holds no rows of this account.")
INSTITUTION_CREATED: Final = N_(
    "The institution “{name}” is new: timezone {timezone}, country {country}, language {language}."
)


@dataclass(frozen=True)
class Target:
    """Whose file it is. `channel` is "platform:handle"; the last three are used for an institution that is new."""

    institution: str
    channel: str | None = None
    timezone: str = "Europe/Madrid"
    country: str = "ES"
    language: str = "es"


class Cancelled(Exception):
    """Carries a report out of a transaction that must leave nothing behind."""

    def __init__(self, report: Report) -> None:
        super().__init__(report.file)
        self.report = report


@dataclass(frozen=True)
class File:
    """What tells one import from another: the bytes, and the channel that was named."""

    name: str
    sha256: str
    target: str

    @classmethod
    def of(cls, source: Source, channel: tuple[str, str] | None) -> "File":
        return cls(source.name, hashlib.sha256(source.content).hexdigest(), ":".join(channel or ()))


def already_imported(connection: Connection, institution: InstitutionRow, file: File) -> Report | None:
    row = connection.execute(
        select(IMPORT).where(
            IMPORT.c.institution_id == institution.id,
            IMPORT.c.sha256 == file.sha256,
            IMPORT.c.target == file.target,
            IMPORT.c.undone_at.is_(None),
        )
    ).first()
    if row is None:
        return None
    date = datetime.fromtimestamp(row.imported_at, UTC).date().isoformat()
    return Report(
        file.name,
        Outcome.ALREADY,
        layout=row.layout,
        platform=row.platform or None,
        fact=row.fact,
        first_day=None if row.first_day is None else date_of(row.first_day),
        last_day=None if row.last_day is None else date_of(row.last_day),
        reason=Message(ALREADY, {"import_id": str(row.id), "date": date}),
        import_id=row.id,
    )


def refused(name: str, layout: str | None, reason: Message, faults: Sequence[Fault] = ()) -> Report:
    return Report(name, Outcome.REFUSED, layout=layout, reason=reason, faults=tuple(faults))


def save_file(
    connection: Connection, file: File, parsed: Parsed, target: Target, timezone: str, by: str
) -> tuple[Report, Touched]:
    """Write one import; what it touched has still to be counted again.

    Raises:
        Cancelled: the file turns out to be known, or nothing of it can be saved.
    """
    institution, notes = _institution(connection, target, timezone)
    if known := already_imported(connection, institution, file):
        raise Cancelled(known)
    try:
        placed = _place(connection, institution, parsed.records)
    except CannotPlace as error:
        raise Cancelled(refused(file.name, parsed.layout, error.message)) from None
    now = int(time.time())
    import_id = _start(connection, institution, file, parsed, by, now)
    batch = Batch(institution.id, import_id, parsed.records, placed.ids, by, now)
    saved = save(connection, parsed.fact, batch)
    report = _report(file.name, import_id, parsed, placed, saved, notes)
    if report.rows_saved == 0:
        raise Cancelled(_nothing_to_save(report))
    _finish(connection, report)
    bump_version(connection, institution.id)
    return report, saved.touched


def _institution(
    connection: Connection, target: Target, timezone: str
) -> tuple[InstitutionRow, tuple[Message, ...]]:
    found = find_institution(connection, target.institution)
    if found is not None:
        return found, ()
    made = create_institution(
        connection,
        target.institution,
        country=target.country,
        timezone=timezone,
        language=target.language,
    )
    values = {
        "name": made.name,
        "timezone": made.timezone,
        "country": made.country,
        "language": made.language,
    }
    return made, (Message(INSTITUTION_CREATED, values),)


def _place(connection: Connection, institution: InstitutionRow, records: Sequence[Record]) -> Placed:
    accounts = {(each.platform, each.handle) for each in records if not isinstance(each, GoalRecord)}
    return place(connection, institution.id, accounts)


def _start(
    connection: Connection, institution: InstitutionRow, file: File, parsed: Parsed, by: str, now: int
) -> int:
    values = {
        "institution_id": institution.id,
        "file_name": file.name,
        "sha256": file.sha256,
        "target": file.target,
        "layout": parsed.layout,
        "platform": parsed.platform or "",
        "fact": parsed.fact.value,
        "rows_read": parsed.rows_read,
        "rows_saved": 0,
        "rows_skipped": 0,
        "rows_changed": 0,
        "rows_ignored": parsed.rows_ignored,
        "first_day": parsed.first_day,
        "last_day": parsed.last_day,
        "timezone": institution.timezone,
        "imported_at": now,
        "imported_by": by,
        "undone_by": "",
    }
    made: int = connection.execute(insert(IMPORT).values(values).returning(IMPORT.c.id)).scalar_one()
    return made


def _report(
    name: str, import_id: int, parsed: Parsed, placed: Placed, saved: Saved, notes: tuple[Message, ...]
) -> Report:
    faults = tuple(sorted(parsed.faults + saved.faults, key=lambda fault: fault.row))
    skipped = len({fault.row for fault in faults})
    return Report(
        name,
        Outcome.SAVED,
        layout=parsed.layout,
        platform=parsed.platform,
        fact=parsed.fact.value,
        rows_read=parsed.rows_read,
        rows_saved=parsed.rows_read - parsed.rows_ignored - skipped,
        rows_skipped=skipped,
        rows_ignored=parsed.rows_ignored,
        rows_changed=saved.rows_changed,
        faults=faults,
        restated=saved.restated,
        first_day=None if parsed.first_day is None else date_of(parsed.first_day),
        last_day=None if parsed.last_day is None else date_of(parsed.last_day),
        notes=(*notes, *placed.notes, *parsed.notes),
        import_id=import_id,
        channels=placed.names,
    )


def _nothing_to_save(report: Report) -> Report:
    template = NOTHING_TO_SAVE if report.rows_skipped else EMPTY
    reason = Message(template, {"layout": report.layout, "rows": report.rows_skipped})
    return replace(
        report, outcome=Outcome.REFUSED, reason=reason, notes=report.notes, import_id=None, channels=()
    )


def _finish(connection: Connection, report: Report) -> None:
    """Write the import's counts and faults."""
    connection.execute(
        update(IMPORT)
        .where(IMPORT.c.id == report.import_id)
        .values(
            rows_saved=report.rows_saved, rows_skipped=report.rows_skipped, rows_changed=report.rows_changed
        )
    )
    rows = [
        {
            "import_id": report.import_id,
            "row": fault.row,
            "column": fault.column,
            "value": fault.value,
            "reason": fault.reason.template,
            "details": json.dumps(dict(fault.reason.values), ensure_ascii=False, default=str),
        }
        for fault in report.faults
    ]
    if rows:
        connection.execute(insert(FAULT), rows)
