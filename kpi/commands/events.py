"""`events`: what happened (a campaign, an outage, a holiday), marked beside the numbers of its days."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from kpi.access.audit import Action, Entry, days_of
from kpi.access.roles import Permission
from kpi.acts.exports import taken
from kpi.catalogue.event_kinds import KINDS
from kpi.commands.app import App
from kpi.commands.files import read
from kpi.commands.operator import operator
from kpi.commands.options import As, Format, Institution, Platforms
from kpi.commands.speech import language
from kpi.commands.tables import aligned
from kpi.commands.taking import write_whole
from kpi.importing.event_file import EventFileWrong, events_in
from kpi.importing.report import Fault
from kpi.periods import FIRST_YEAR, LAST_YEAR, Period, parse_date
from kpi.platforms import platform_of
from kpi.showing.charts.words import platform_name
from kpi.showing.events_file import events_csv
from kpi.showing.next_steps import at_command_line
from kpi.store.events import Event, add_events, events, remove_event
from kpi.words import N_

EARLIEST: Final = date(FIRST_YEAR, 1, 1)
LATEST: Final = date(LAST_YEAR, 12, 31)
app = App(help=N_("What happened, marked beside the numbers of its days."))

HEADINGS: Final = (
    N_("Number"), N_("First day"), N_("Last day"), N_("Platform"), N_("Kind"), N_("Title"), N_("Note"),
)  # fmt: skip


@app.command("add", help=N_("Note an event. The same again adds none."))
def add(
    institution: Institution,
    title: Annotated[str, typer.Option(help=N_("What happened, in a few words."))],
    first: Annotated[str, typer.Option("--from", help=N_("Its first day, year-month-day."))],
    last: Annotated[str, typer.Option("--to", help=N_("Its last day, included; none: the first."))] = "",
    kind: Annotated[
        str, typer.Option(help=N_("campaign, launch, outage, crisis, holiday, change or other."))
    ] = "",
    platform: Annotated[str, typer.Option(help=N_("The platform that it concerns; none: all."))] = "",
    note: Annotated[str, typer.Option(help=N_("What else there is to know."))] = "",
) -> None:
    """Note one event."""
    begins = parse_date(first)
    period = Period.of(begins, parse_date(last) if last else begins)
    _save(institution, [Event(platform, kind, period, title, note)])


@app.command("list", help=N_("Print the events; as CSV, `events import` takes them back."))
def list_(
    institution: Institution,
    first: Annotated[
        str, typer.Option("--from", help=N_("Only those that last until this day or longer."))
    ] = "",
    last: Annotated[str, typer.Option("--to", help=N_("Only those that begin on this day or before."))] = "",
    platform: Platforms = None,
    form: As = Format.TABLE,
    out: Annotated[
        Path | None, typer.Option(help=N_("The CSV file to write; none: standard output."))
    ] = None,
) -> None:
    """Print events by their first day."""
    period = _between(first, last)
    access = operator()
    row = access.institution(institution)
    with access.reading(row) as connection:
        found = events(connection, row.id, period, [platform_of(name).key for name in platform or ()])
    if out is not None:
        typer.echo(write_whole(out, events_csv(found)))
        taken(access, row, "events", len(found))
    elif form is Format.CSV:
        typer.echo(events_csv(found).decode(), nl=False)
    elif form is Format.JSON:
        typer.echo(json.dumps([event_record(event) for event in found], ensure_ascii=False, indent=1))
    elif found:
        typer.echo(_table(found))
    else:
        typer.echo(language().say(N_("No event is noted.")), err=True)


@app.command("remove", help=N_("Remove an event by the number that `events list` prints."))
def remove(
    number: Annotated[int, typer.Argument(metavar=N_("ID"), help=N_("The number."))], institution: Institution
) -> None:
    """Remove one event."""
    access = operator()
    row = access.institution(institution)
    with access.writing(Permission.EVENTS, row, None) as connection:
        removed = remove_event(connection, row.id, number)
        access.write_down(
            connection,
            row,
            Entry(Action.EVENT_REMOVED, removed.title, details={"days": days_of(removed.period)}),
        )
    _tell(N_("Removed: {title}, {days}."), [removed])


@app.command("import", help=N_("Note the events of a CSV file, all or none; docs/templates.md describes it."))
def import_(
    file: Annotated[Path, typer.Argument(metavar=N_("FILE"), help=N_("The file."))], institution: Institution
) -> None:
    """Note all events of a file; those that are there already are left alone."""
    try:
        found = events_in(read(file))
    except EventFileWrong as error:
        for fault in error.faults:
            typer.echo(_fault_line(fault), err=True)
        raise
    _save(institution, found)


def event_record(event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "platform": event.platform,
        "kind": event.kind,
        "first_day": event.period.first.isoformat(),
        "last_day": event.period.last.isoformat(),
        "title": event.title,
        "note": event.note,
    }


def _between(first: str, last: str) -> Period | None:
    """The days asked for; open on the side that was not said."""
    if not first and not last:
        return None
    begin = parse_date(first) if first else EARLIEST
    return Period.of(begin, parse_date(last) if last else LATEST)


def _save(institution: str, new: Iterable[Event]) -> None:
    noted = list(new)
    access = operator()
    row = access.institution(institution)
    with access.writing(Permission.EVENTS, row, None) as connection:
        added = add_events(connection, row.id, noted)
        if added:
            titles = ", ".join(event.title for event in added)
            access.write_down(connection, row, Entry(Action.EVENT_KEPT, titles, len(added)))
    _tell(N_("Noted: {title}, {days}."), added)
    if known := len(noted) - len(added):
        said = language().plural(
            N_("{count} event was there already."), N_("{count} events were there already."), known
        )
        typer.echo(said)


def _tell(template: str, some: Iterable[Event]) -> None:
    speaker = language()
    for event in some:
        typer.echo(speaker.say(template, title=event.title, days=event.period))


def _fault_line(fault: Fault) -> str:
    speaker = language()
    return speaker.say(
        N_("  row {row}, {column}: “{value}”: {reason}"),
        row=fault.row,
        column=fault.column,
        value=fault.value,
        reason=at_command_line(fault.reason, speaker),
    )


def _table(found: Iterable[Event]) -> str:
    speaker = language()
    rows = [
        [
            str(event.id),
            event.period.first.isoformat(),
            event.period.last.isoformat(),
            platform_name(event.platform or None, speaker),
            speaker.say(KINDS[event.kind].label),
            event.title,
            event.note,
        ]
        for event in found
    ]
    return aligned([speaker.say(heading) for heading in HEADINGS], rows, right=(0,))
