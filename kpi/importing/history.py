"""What was imported, what it could not take, and how to take it back."""

import json
import time
from dataclasses import dataclass, fields
from typing import Final

from sqlalchemy import Connection, select, update

from kpi.errors import KpiError
from kpi.importing.naming import take_names_back
from kpi.importing.report import Fault, Outcome, Report
from kpi.importing.restatements import restated_by
from kpi.importing.save import take_back
from kpi.importing.undo_plan import UndoPlan, undo_plan
from kpi.periods import date_if_known
from kpi.rollup.run import increment
from kpi.store.engine import Store
from kpi.store.institutions import bump_version, channels, remove_channel
from kpi.store.schedules import read_schedules
from kpi.store.schema import metadata
from kpi.words import N_, Message

IMPORT: Final = metadata.tables["import_run"]
FAULT: Final = metadata.tables["import_fault"]
KEPT_FOR: Final = (
    "post_reading", "channel_day_reading", "channel_span_reading", "message", "visit", "sealed_measure", "post_tag",
)  # fmt: skip
"""Tables whose rows keep a channel: facts, sums of facts that are gone, and what people have said of posts that may come again."""


class UnknownImport(KpiError):
    template = N_("There is no import {id}. `python -m kpi imports list` shows those there are.")


class AlreadyUndone(KpiError):
    template = N_("Import {id} ({file}) has been undone already. Nothing was changed.")


@dataclass(frozen=True)
class ImportRow:
    """One import. Days are integers, instants epoch seconds; `undone_at` None means that it counts."""

    id: int
    institution_id: int
    file_name: str
    target: str
    layout: str
    platform: str
    fact: str
    rows_read: int
    rows_saved: int
    rows_skipped: int
    rows_ignored: int
    rows_changed: int
    first_day: int | None
    last_day: int | None
    timezone: str
    imported_at: int
    imported_by: str
    undone_at: int | None
    undone_by: str


@dataclass(frozen=True)
class UndoReport:
    """The import that was taken back, what went and stayed, the channels that it left empty and that went too, and
    the names of those that stay without the name that it gave them.
    """

    row: ImportRow
    plan: UndoPlan
    removed_channels: tuple[str, ...]
    names_gone: tuple[str, ...] = ()


_COLUMNS: Final = [IMPORT.c[field.name] for field in fields(ImportRow)]


def list_imports(connection: Connection, institution_id: int) -> list[ImportRow]:
    """The institution's imports, newest first, with those undone."""
    query = select(*_COLUMNS).where(IMPORT.c.institution_id == institution_id).order_by(IMPORT.c.id.desc())
    return [ImportRow(*row) for row in connection.execute(query)]


def import_of(connection: Connection, import_id: int) -> ImportRow:
    """The import with that number.

    Raises:
        UnknownImport: there is none.
    """
    row = connection.execute(select(*_COLUMNS).where(IMPORT.c.id == import_id)).first()
    if row is None:
        raise UnknownImport(id=str(import_id))
    return ImportRow(*row)


def faults_of(connection: Connection, import_id: int) -> list[Fault]:
    """The rows that an import could not take, in the order of the file."""
    query = select(FAULT).where(FAULT.c.import_id == import_id).order_by(FAULT.c.row, FAULT.c.id)
    return [
        Fault(row.row, row.column, row.value, Message(row.reason, json.loads(row.details)))
        for row in connection.execute(query)
    ]


def report_of(connection: Connection, import_id: int) -> Report:
    """The report of an import as far as it is kept: its counts, its faults, and what it restated.

    What it changed in the KPIs and its notes are told once, after the import.

    Raises:
        UnknownImport: there is no such import.
    """
    row = import_of(connection, import_id)
    return Report(
        row.file_name,
        Outcome.SAVED,
        layout=row.layout,
        platform=row.platform or None,
        fact=row.fact,
        rows_read=row.rows_read,
        rows_saved=row.rows_saved,
        rows_skipped=row.rows_skipped,
        rows_ignored=row.rows_ignored,
        rows_changed=row.rows_changed,
        faults=tuple(faults_of(connection, import_id)),
        restated=tuple(restated_by(connection, import_id)),
        first_day=date_if_known(row.first_day),
        last_day=date_if_known(row.last_day),
        import_id=import_id,
    )


def undo(store: Store, import_id: int, by: str = "") -> UndoReport:
    """`take_import_back`, in a transaction of its own."""
    with store.writing() as connection:
        return take_import_back(connection, import_id, by)


def take_import_back(connection: Connection, import_id: int, by: str = "") -> UndoReport:
    """Take back exactly what one import brought, and count again; the file can be imported anew afterwards.

    What a later import said as well stays; what it changed keeps its later numbers; what this import had
    changed gets its earlier numbers back, and a channel that it named, and no other import names, is without a name
    again. A channel that this leaves empty, and that nobody has described, given hours, or tagged posts of, goes too.

    Args:
        connection: the transaction; whole or not at all.
        import_id: the import's number.
        by: who undoes it.

    Raises:
        UnknownImport: there is no such import.
        AlreadyUndone: it does not count any more.
    """
    row = import_of(connection, import_id)
    if row.undone_at is not None:
        raise AlreadyUndone(id=str(import_id), file=row.file_name)
    plan = undo_plan(connection, import_id)
    increment(connection, take_back(connection, import_id))
    values: dict[str, object] = {"undone_at": int(time.time()), "undone_by": by}
    connection.execute(update(IMPORT).where(IMPORT.c.id == import_id).values(values))
    removed = _remove_empty_channels(connection, row.institution_id)
    names_gone = take_names_back(connection, import_id)
    bump_version(connection, row.institution_id)
    return UndoReport(import_of(connection, import_id), plan, removed, names_gone)


def _remove_empty_channels(connection: Connection, institution_id: int) -> tuple[str, ...]:
    removed = []
    with_hours = {schedule.scope.channel_id for schedule in read_schedules(connection, institution_id)}
    for channel in channels(connection, institution_id):
        if channel.purpose or channel.id in with_hours or _is_kept(connection, channel.id):
            continue
        remove_channel(connection, channel.id)
        removed.append(channel.name)
    return tuple(removed)


def _is_kept(connection: Connection, channel_id: int) -> bool:
    for name in KEPT_FOR:
        table = metadata.tables[name]
        if connection.execute(
            select(table.c.channel_id).where(table.c.channel_id == channel_id).limit(1)
        ).first():
            return True
    return False
