"""`hours`: when the institution answers; business times count those hours only."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer
from sqlalchemy import Connection

from kpi.access.audit import Action, Entry
from kpi.access.roles import Permission
from kpi.commands.app import App
from kpi.commands.files import read
from kpi.commands.operator import database, operator
from kpi.commands.options import AsTableOrJson, Institution, TableOrJson
from kpi.commands.speech import language
from kpi.commands.tables import aligned
from kpi.errors import KpiError
from kpi.importing.schedule_file import Draft, placed, schedules_in, scope_named
from kpi.periods import date_of, day_of, parse_date
from kpi.rollup.reschedule import remove_schedules, save_schedules
from kpi.showing.schedules import (
    dates_line,
    holidays_text,
    hours_line,
    schedule_record,
    scope_name,
)
from kpi.store.hours import DayHours, Hours
from kpi.store.hours_text import day_hours_of, minute_of, weekdays_of
from kpi.store.institutions import InstitutionRow, channels, institution_named
from kpi.store.public_holidays import holidays_place
from kpi.store.schedules import Schedule, read_schedules
from kpi.words import N_

app = App(help=N_("When the institution answers: business times count those hours only."))

Channel = Annotated[
    str, typer.Option(help=N_("A channel (x:mybank), or a whole platform (x); none: the institution."))
]
HEADINGS: Final = (N_("Channel"), N_("From"), N_("Hours"), N_("Holidays"), N_("Single dates"))


class UnevenTimes(KpiError):
    template = N_(
        "Give --days, --open and --close together, once for each time of service: there are {days}, {opens} and {closes}."
    )


class NoScheduleThere(KpiError):
    template = N_("{institution} has no such schedule. `python -m kpi hours show` prints those there are.")


@app.command("show", help=N_("Print the schedules, with those that held before."))
def show(
    institution: Institution,
    form: AsTableOrJson = TableOrJson.TABLE,
) -> None:
    """Print all schedules of an institution."""
    with database().reading() as connection:
        row = institution_named(connection, institution)
        schedules, known = read_schedules(connection, row.id), channels(connection, row.id)
    speaker = language()
    if form is TableOrJson.JSON:
        records = [schedule_record(each, known) for each in schedules]
        typer.echo(json.dumps(records, ensure_ascii=False, indent=2))
        return
    if not schedules:
        typer.echo(
            speaker.say(
                N_("{institution} has no schedule: there are no business times."), institution=row.name
            ),
            err=True,
        )
        return
    lines = [
        [
            scope_name(each.scope, known, speaker),
            date_of(each.valid_from).isoformat(),
            hours_line(each),
            holidays_text(each),
            dates_line(each, speaker),
        ]
        for each in schedules
    ]
    typer.echo(aligned([speaker.say(heading) for heading in HEADINGS], lines))


@app.command("set", help=N_("Set the hours from a day on. Earlier days keep the hours that they had."))
def set_(
    institution: Institution,
    since: Annotated[str, typer.Option("--from", help=N_("The first day with these hours, year-month-day."))],
    days: Annotated[list[str], typer.Option(help=N_("Days of the week: mon-fri, or sat,sun. Repeat it."))],
    opens: Annotated[list[str], typer.Option("--open", help=N_("When service begins on them: 09:00."))],
    closes: Annotated[
        list[str],
        typer.Option("--close", help=N_("When it ends: 18:00, 24:00, or 02:00 of the day after.")),
    ],
    channel: Channel = "",
    holidays: Annotated[
        str, typer.Option(help=N_("Public holidays without service: ES, ES-MD, MX, CO, US-NY."))
    ] = "",
    closed: Annotated[list[str] | None, typer.Option(help=N_("A date without service. Repeat it."))] = None,
    opened: Annotated[
        list[str] | None,
        typer.Option(help=N_('A date with hours of its own: "2026-12-24 09:00-14:00". Repeat it.')),
    ] = None,
) -> None:
    """Set one version of a schedule."""
    dates = [
        *(DayHours(day_of(parse_date(each))) for each in closed or ()),
        *map(day_hours_of, opened or ()),
    ]
    country, subdivision = holidays_place(holidays)
    hours = _hours(days, opens, closes)
    schedule = Schedule(
        day_of(parse_date(since)), hours, country=country, subdivision=subdivision, days=tuple(dates)
    )
    _save(institution, [Draft(channel, schedule)])


@app.command("import", help=N_("Set the schedules of a TOML or CSV file; docs/operating.md describes both."))
def import_(
    file: Annotated[Path, typer.Argument(metavar=N_("FILE"), help=N_("The file."))], institution: Institution
) -> None:
    """Set all schedules of a file, or none."""
    _save(institution, schedules_in(read(file)))


@app.command("remove", help=N_("Remove a schedule: all its versions, or the one from a day on."))
def remove(
    institution: Institution,
    channel: Channel = "",
    since: Annotated[
        str | None, typer.Option("--from", help=N_("Only the version that begins on this day."))
    ] = None,
) -> None:
    """Remove versions of one scope's schedule."""
    valid_from = None if since is None else day_of(parse_date(since))
    access = operator()
    row = access.institution(institution)
    entry = Entry(Action.HOURS_REMOVED, channel or "all", details={"from": since} if since else {})
    with access.writing(Permission.HOURS, row, entry) as connection:
        scope = scope_named(connection, row.id, row.name, channel)
        removed = remove_schedules(connection, row.id, scope, valid_from)
        if not removed:
            raise NoScheduleThere(institution=row.name)
    speaker = language()
    said = speaker.plural(N_("{count} schedule is removed."), N_("{count} schedules are removed."), removed)
    typer.echo(said)


def _hours(days: Sequence[str], opens: Sequence[str], closes: Sequence[str]) -> tuple[Hours, ...]:
    if not len(days) == len(opens) == len(closes):
        raise UnevenTimes(days=len(days), opens=len(opens), closes=len(closes))
    return tuple(
        Hours(weekday, minute_of(begin), minute_of(end))
        for line, begin, end in zip(days, opens, closes, strict=True)
        for weekday in weekdays_of(line)
    )


def _save(institution: str, drafts: Sequence[Draft]) -> None:
    access = operator()
    row = access.institution(institution)
    entry = Entry(Action.HOURS_SET, ", ".join(draft.channel or "all" for draft in drafts))
    with access.writing(Permission.HOURS, row, entry) as connection:
        schedules = placed(connection, row.id, row.name, drafts)
        save_schedules(connection, row.id, schedules)
        _tell(connection, row, schedules)


def _tell(connection: Connection, row: InstitutionRow, schedules: Sequence[Schedule]) -> None:
    speaker, known = language(), channels(connection, row.id)
    for schedule in schedules:
        typer.echo(
            speaker.say(
                N_("{institution}, {channel}: from {day} on {hours}."),
                institution=row.name,
                channel=scope_name(schedule.scope, known, speaker),
                day=date_of(schedule.valid_from),
                hours=hours_line(schedule),
            )
        )
