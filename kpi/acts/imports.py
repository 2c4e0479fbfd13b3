"""Files are imported, tried out and taken back by somebody who may, and it is written down."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import Connection

from kpi.access.audit import Action, Entry
from kpi.access.door import Access
from kpi.access.roles import Permission
from kpi.acts.texts import expire
from kpi.answers.effect import Effect
from kpi.importing.history import (
    ImportRow,
    UndoReport,
    UnknownImport,
    import_of,
    list_imports,
    report_of,
    take_import_back,
)
from kpi.importing.onlooker import Onlooker
from kpi.importing.options import DEFAULT, Options
from kpi.importing.preview import Preview, preview
from kpi.importing.records import Parsed
from kpi.importing.report import ChangedKpi, Report
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.importing.undo_plan import UndoPlan, undo_plan
from kpi.periods import date_of
from kpi.store.institutions import InstitutionRow, find_institution


def take_in(
    access: Access,
    institution: InstitutionRow | None,
    source: Source,
    target: Target,
    options: Options = DEFAULT,
    *,
    permission: Permission = Permission.IMPORT,
    effect: bool = True,
) -> Report:
    """`import_file` for somebody who may; of a dry run nothing is written down.

    Args:
        access: who imports, whatever the options say.
        institution: whose file it is; None makes the institution that `target` names.
        source: the file.
        target: the institution's name, and what else is known of the file.
        options: how it is taken; the onlooker is our own.
        permission: what it takes; goals take another one than facts.
        effect: whether the report tells what the file changed in the KPIs.

    Raises:
        UnknownInstitution, NotAllowed, NotAllowedHere: it is not allowed.
        ImportCancelled, KpiError: as `import_file`.
    """
    needed = Permission.MAKE if institution is None else permission
    store = access.store_for(needed, institution, source.name)
    if not options.dry_run:
        expire(store, access)
    onlooker = _WritesDown(access, Effect() if effect else None)
    return import_file(store, source, target, replace(options, by=access.by, onlooker=onlooker))


def try_out(
    access: Access,
    institution: InstitutionRow,
    source: Source,
    channel: str | None = None,
    options: Options = DEFAULT,
) -> Preview:
    """`preview` for somebody who may import; nothing is kept and nothing is written down."""
    store = access.store_for(Permission.IMPORT, institution, source.name)
    return preview(store, source, Target(institution.name, channel), options)


def undo(access: Access, institution: InstitutionRow, import_id: int) -> UndoReport:
    """Take one of the institution's imports back.

    Raises:
        UnknownImport: there is no such import in this institution.
        AlreadyUndone: it does not count any more.
        UnknownInstitution, NotAllowed: it is not allowed.
    """
    _own(access, Permission.UNDO, institution, import_id)
    with access.writing(Permission.UNDO, institution, None) as connection:
        report = take_import_back(connection, import_id, by=access.by)
        entry = Entry(Action.UNDONE, _named(report.row), report.row.rows_saved, _details(report.row))
        access.write_down(connection, institution, entry)
    return report


def plan_of_undoing(access: Access, institution: InstitutionRow, import_id: int) -> UndoPlan:
    """What taking one of the institution's imports back would do.

    Raises:
        UnknownImport: there is no such import in this institution.
    """
    _own(access, Permission.UNDO, institution, import_id)
    with access.reading(institution) as connection:
        return undo_plan(connection, import_id)


def imports(access: Access, institution: InstitutionRow) -> list[ImportRow]:
    """The institution's imports, newest first."""
    with access.reading(institution) as connection:
        return list_imports(connection, institution.id)


def report(access: Access, institution: InstitutionRow, import_id: int) -> Report:
    """What is kept of one of the institution's imports.

    Raises:
        UnknownImport: there is no such import in this institution.
    """
    _own(access, Permission.SEE, institution, import_id)
    with access.reading(institution) as connection:
        return report_of(connection, import_id)


def _own(access: Access, permission: Permission, institution: InstitutionRow, import_id: int) -> None:
    """Refuse an import of another institution as if there were none of that number."""
    with access.reading(institution) as connection, suppress(UnknownImport):
        if import_of(connection, import_id).institution_id == institution.id:
            return
    access.refuse(permission, institution, f"import {import_id}")
    raise UnknownImport(id=str(import_id))


def _named(row: ImportRow) -> str:
    return f"{row.id} · {row.file_name}"


class _WritesDown:
    """Looks on at an import, writes it down in its transaction, and lets another onlooker look on too."""

    def __init__(self, access: Access, other: Onlooker | None) -> None:
        self._access = access
        self._other = other
        self._name = ""
        self._is_new = False

    def before(self, connection: Connection, institution: str, parsed: Parsed) -> None:
        self._name = institution
        self._is_new = find_institution(connection, institution) is None
        if self._other:
            self._other.before(connection, institution, parsed)

    def after(self, connection: Connection) -> tuple[ChangedKpi, ...]:
        institution = find_institution(connection, self._name)
        if institution is not None:
            if self._is_new:
                self._access.write_down(
                    connection, institution, Entry(Action.INSTITUTION_MADE, institution.name)
                )
            newest = list_imports(connection, institution.id)[0]
            entry = Entry(Action.IMPORTED, _named(newest), newest.rows_saved, _details(newest))
            self._access.write_down(connection, institution, entry)
        return self._other.after(connection) if self._other else ()


def _details(row: ImportRow) -> Mapping[str, str]:
    days = [str(date_of(day)) for day in (row.first_day, row.last_day) if day is not None]
    told = {
        "layout": row.layout,
        "platform": row.platform,
        "fact": row.fact,
        "days": " – ".join(days),
        "rows read": str(row.rows_read),
        "rows skipped": str(row.rows_skipped),
    }
    return {name: text for name, text in told.items() if text}
