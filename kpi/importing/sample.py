"""The sample bank: an invented institution whose exports are imported like anybody's."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, delete, insert, select

from kpi.errors import KpiError
from kpi.importing.channels import parse_channel
from kpi.importing.layout import layout_named
from kpi.importing.parse import parse
from kpi.importing.records import Refusal
from kpi.importing.report import Report
from kpi.importing.schedule_file import placed, schedules_of
from kpi.importing.source import Source
from kpi.importing.transaction import Cancelled, File, Target, already_imported, save_file
from kpi.periods import Period, parse_date
from kpi.rollup.run import rebuild
from kpi.store.engine import Store
from kpi.store.events import Event, add_events
from kpi.store.institutions import (
    InstitutionRow,
    bump_version,
    create_channel,
    create_institution,
    find_institution,
    institutions,
    remove_institution,
    timezone_named,
)
from kpi.store.purposes import SetPurpose, set_purpose
from kpi.store.schedules import write_schedule
from kpi.store.schema import metadata
from kpi.system_errors import cause_of
from kpi.words import N_, Message

DESCRIPTION: Final = Path(__file__).parents[2] / "sample_data" / "bank.toml"
SETTING: Final = metadata.tables["setting"]
REMOVED: Final = "sample_removed"
READING: Final = N_("File {number} of {all}: {file}")
COUNTING: Final = N_("Counting the measures")


class SampleNotThere(KpiError):
    template = N_(
        "The sample bank cannot be read at {path}: {cause}. Get the folder sample_data of the project back."
    )


class SampleRefused(KpiError):
    template = N_(
        "The sample's file {file} was refused: {reason} Get the folder sample_data of the project back."
    )


class SampleNameTaken(KpiError):
    template = N_(
        "There is an institution called “{name}” that is not the sample. Rename it, or remove it, to load the sample."
    )


def load_sample(store: Store, progress: Callable[[Message], None] | None = None) -> list[Report]:
    """Import the sample bank's files, whole or not at all; what is there already stays as it is.

    Args:
        store: where to.
        progress: is told what is being done, in a sentence.

    Raises:
        SampleNotThere: its files are missing.
        SampleRefused: one of them has been changed and cannot be imported.
        SampleNameTaken: somebody else's institution has its name.
    """
    tell = progress or (lambda _: None)
    bank = _described()
    files = bank["files"]
    with store.writing() as connection:
        institution = _institution(connection, bank)
        reports = []
        for number, file in enumerate(files, start=1):
            tell(Message(READING, {"number": number, "all": len(files), "file": Path(file["path"]).name}))
            reports.append(_import(connection, institution, file))
        tell(Message(COUNTING))
        rebuild(connection, institution.id)
        bump_version(connection, institution.id)
    return reports


def wants_sample(store: Store) -> bool:
    """Whether to load the sample unasked: nothing is there yet, and nobody has removed it."""
    with store.reading() as connection:
        removed = connection.execute(select(SETTING.c.value).where(SETTING.c.name == REMOVED)).first()
        return removed is None and not institutions(connection)


def remove_sample(connection: Connection) -> None:
    """Remove the sample bank and everything of it; other institutions are not touched.

    That somebody removed it is remembered: a restart does not bring it back, only `python -m kpi demo` does.
    """
    for institution in institutions(connection):
        if institution.is_sample:
            remove_institution(connection, institution.id)
    connection.execute(delete(SETTING).where(SETTING.c.name == REMOVED))
    connection.execute(insert(SETTING).values(name=REMOVED, value="yes"))


def _described() -> dict[str, Any]:
    try:
        return tomllib.loads(DESCRIPTION.read_text("utf-8"))
    except OSError as error:
        raise SampleNotThere(path=DESCRIPTION, cause=cause_of(error)) from None


def _institution(connection: Connection, bank: Mapping[str, Any]) -> InstitutionRow:
    found = find_institution(connection, bank["institution"]["name"])
    if found is not None:
        if not found.is_sample:
            raise SampleNameTaken(name=found.name)
        return found
    made = create_institution(connection, **bank["institution"], is_sample=True)
    for channel in bank["channels"]:
        create_channel(connection, made.id, **channel)
    drafts = schedules_of(DESCRIPTION.name, bank.get("schedules", ()))
    for schedule in placed(connection, made.id, made.name, drafts):
        write_schedule(connection, made.id, schedule)
    for purpose in bank.get("purposes", ()):
        set_purpose(connection, made.id, SetPurpose(**purpose))
    add_events(connection, made.id, map(_event, bank.get("events", ())))
    return made


def _event(event: Mapping[str, Any]) -> Event:
    period = Period.of(parse_date(event["first_day"]), parse_date(event["last_day"]))
    return Event(event.get("platform", ""), event["kind"], period, event["title"], event.get("note", ""))


def _import(connection: Connection, institution: InstitutionRow, file: Mapping[str, Any]) -> Report:
    path = DESCRIPTION.parent / file["path"]
    try:
        source = Source.read(path)
    except OSError as error:
        raise SampleNotThere(path=path, cause=cause_of(error)) from None
    channel = parse_channel(file["channel"]) if "channel" in file else None
    known = already_imported(connection, institution, File.of(source, channel))
    if known is not None:
        return known
    parsed = parse(
        source,
        institution_timezone=timezone_named(institution.timezone),
        channel=channel,
        layout=layout_named(file["layout"]) if "layout" in file else None,
        year=file.get("year"),
    )
    if isinstance(parsed, Refusal):
        raise SampleRefused(file=source.name, reason=parsed.reason)
    target = Target(institution.name)
    try:
        report, _ = save_file(connection, File.of(source, channel), parsed, target, institution.timezone, "")
    except Cancelled as cancelled:
        raise SampleRefused(file=source.name, reason=cancelled.report.reason) from None
    return report
