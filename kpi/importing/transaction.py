"""Everything that one import writes, inside the caller's transaction."""

import hashlib
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, insert, select, update

from kpi.catalogue.measure import OF_PEOPLE, Fact
from kpi.importing.as_the_file import as_the_file
from kpi.importing.channels import CannotPlace, place
from kpi.importing.cited import Cite, nothing_cited
from kpi.importing.columnar import accounts_in
from kpi.importing.naming import note_channels
from kpi.importing.records import Parsed, Record
from kpi.importing.report import Outcome, Report
from kpi.importing.reporting import nothing_to_save, only_platform, reach, refused, saved_report
from kpi.importing.save import Batch, save
from kpi.importing.save.forgotten import Forgotten
from kpi.importing.source import Source
from kpi.periods import date_if_known
from kpi.rollup.progress import Tell, nobody
from kpi.rollup.touched import Touched
from kpi.store import pseudonyms, texts
from kpi.store.institutions import InstitutionRow, bump_version, create_institution, find_institution
from kpi.store.keys import NONE
from kpi.store.schema import metadata
from kpi.words import N_, Message

IMPORT: Final = metadata.tables["import_run"]
FAULT: Final = metadata.tables["import_fault"]

ALREADY: Final = N_("This file was imported already: import {import_id} of {date}. Nothing was changed.")
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
        """Of a file, and of the (platform, handle) that the caller named for it."""
        return cls(source.name, hashlib.sha256(source.content).hexdigest(), ":".join(channel or ()))


def already_imported(connection: Connection, institution: InstitutionRow, file: File) -> Report | None:
    """The report that the file was imported already; None where it was not, or was taken back since."""
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
    date = datetime.fromtimestamp(row.imported_at, UTC).date()
    return Report(
        file.name,
        Outcome.ALREADY,
        layout=row.layout,
        platform=row.platform or None,
        fact=row.fact,
        first_day=date_if_known(row.first_day),
        last_day=date_if_known(row.last_day),
        reason=Message(ALREADY, {"import_id": str(row.id), "date": date}),
        import_id=row.id,
    )


def save_file(
    connection: Connection,
    file: File,
    parsed: Parsed,
    target: Target,
    timezone: str,
    by: str,
    tell: Tell = nobody,
    cite: Cite = nothing_cited,
) -> tuple[Report, Touched]:
    """Write one import; what it touched has still to be counted again. `tell` as in `Batch`; `cite` asks the file.

    Raises:
        Cancelled: the file turns out to be known, or nothing of it can be saved.
    """
    institution, notes = _institution(connection, target, timezone)
    if known := already_imported(connection, institution, file):
        raise Cancelled(known)
    try:
        placed = place(connection, institution.id, accounts_in(parsed), told=bool(file.target))
    except CannotPlace as error:
        raise Cancelled(refused(file.name, parsed.layout, error.message)) from None
    now = int(time.time())
    import_id = _start(connection, institution, file, parsed, by, now)
    note_channels(connection, import_id, placed.how)
    touched = Touched()
    saved = []
    for parts in _together(parsed):
        fact, records = parts[0].fact, _records(parts)
        keys = pseudonyms.keys(connection) if fact in OF_PEOPLE else NONE
        gone = Forgotten.of(connection, institution.id)
        since = texts.first_day_kept(connection, institution.id) if fact is Fact.MESSAGE else None
        batch = Batch(institution.id, import_id, records, placed.ids, keys, by, now, tell, gone, since)
        one = save(connection, fact, batch)
        headers = {name: said for part in parts for name, said in part.headers.items()}
        asked = cite if all(part.fact is fact for part in parts) else nothing_cited
        saved.append(replace(one, faults=as_the_file(one.faults, fact, headers, asked)))
        touched.add(saved[-1].touched)
    report = saved_report(file.name, import_id, parsed, placed, saved, notes)
    if report.rows_saved == 0:
        raise Cancelled(nothing_to_save(report))
    _finish(connection, report)
    bump_version(connection, institution.id)
    return report, touched


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


def _start(
    connection: Connection, institution: InstitutionRow, file: File, parsed: Parsed, by: str, now: int
) -> int:
    first_day, last_day = reach(parsed.parts)
    values = {
        "institution_id": institution.id,
        "file_name": file.name,
        "sha256": file.sha256,
        "target": file.target,
        "layout": parsed.layout,
        "platform": only_platform(parsed) or "",
        "fact": parsed.fact.value,
        "rows_read": sum(part.rows_read for part in parsed.parts),
        "rows_saved": 0,
        "rows_skipped": 0,
        "rows_changed": 0,
        "rows_ignored": sum(part.rows_ignored for part in parsed.parts),
        "first_day": first_day,
        "last_day": last_day,
        "timezone": institution.timezone,
        "imported_at": now,
        "imported_by": by,
        "undone_by": "",
    }
    made: int = connection.execute(insert(IMPORT).values(values).returning(IMPORT.c.id)).scalar_one()
    return made


def _together(parsed: Parsed) -> list[list[Parsed]]:
    """The parts, those together that may contradict one another: of one fact, or of days and of spans of one day."""
    found: dict[Fact, list[Parsed]] = {}
    for part in parsed.parts:
        fact = Fact.CHANNEL_DAY if part.fact is Fact.CHANNEL_SPAN else part.fact
        found.setdefault(fact, []).append(part)
    return list(found.values())


def _records(parts: Sequence[Parsed]) -> Sequence[Record]:
    """The records of all the parts; those of one part as they are, which may be given by columns."""
    if len(parts) == 1:
        return parts[0].records
    return [each for part in parts for each in part.records]


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
