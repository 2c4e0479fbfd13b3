"""`audit`: who did what, and what was refused. Nothing here changes it."""

from pathlib import Path
from typing import Annotated, Final

import typer

from kpi.access.audit import Action, AuditRow, Wanted, count_entries, entries
from kpi.acts.exports import taken
from kpi.commands.app import App
from kpi.commands.operator import database, operator
from kpi.commands.speech import language
from kpi.commands.tables import aligned
from kpi.commands.taking import write_whole
from kpi.errors import KpiError
from kpi.periods import Period, parse_date
from kpi.showing.audit_words import action, asked_for, audit_csv, details, place, thing, who
from kpi.showing.dates import instant_text
from kpi.showing.language import Language
from kpi.words import N_

app = App(help=N_("Who did what, and what was refused: list it, export it."))
DAY_SECONDS: Final = 86_400
MOST: Final = 100
Institution = Annotated[str | None, typer.Option(help=N_("Only this institution's."))]
OneAction = Annotated[list[str] | None, typer.Option("--action", help=N_("Only this action; repeat it."))]
Who = Annotated[str, typer.Option("--who", help=N_("Only whose address or user name holds this."))]
First = Annotated[str | None, typer.Option("--from", help=N_("First day in UTC, year-month-day."))]
Last = Annotated[str | None, typer.Option("--to", help=N_("Last day in UTC, included."))]
HEADINGS: Final = (
    N_("When (UTC)"),
    N_("Who"),
    N_("From where"),
    N_("Institution"),
    N_("What was done"),
    N_("To what"),
    N_("Rows"),
    N_("Details"),
)


class UnknownAction(KpiError):
    template = N_("“{name}” is nothing that is written down. Use one of: {known}.")


@app.command("list", help=N_("List the entries, newest first."))
def list_(
    institution: Institution = None,
    kinds: OneAction = None,
    by: Who = "",
    first: First = None,
    last: Last = None,
    most: Annotated[int, typer.Option(min=0, help=N_("At most so many; 0 lists all."))] = MOST,
) -> None:
    """Print what was done."""
    speaker = language()
    wanted = _wanted(institution, kinds, by, first, last)
    with database().reading() as connection:
        number = count_entries(connection, wanted)
        rows = entries(connection, wanted, most=most or None)
    if not rows:
        typer.echo(speaker.say(N_("Nothing of this kind was written down.")), err=True)
        return
    headings = [speaker.say(each) for each in HEADINGS]
    typer.echo(aligned(headings, [_cells(row, speaker) for row in rows], right=(6,)))
    if len(rows) < number:
        said = N_("The newest {shown} of {all}; --most 0 lists all, and `audit export` writes them.")
        typer.echo(speaker.say(said, shown=len(rows), all=number), err=True)


@app.command(
    "export", help=N_("Write the entries as a CSV file; that this was done stands in the audit too.")
)
def export(
    out: Annotated[Path, typer.Option(help=N_("The CSV file; its folder is made when missing."))],
    institution: Institution = None,
    kinds: OneAction = None,
    by: Who = "",
    first: First = None,
    last: Last = None,
) -> None:
    """Write what was done to a file."""
    access = operator()
    wanted = _wanted(institution, kinds, by, first, last)
    with database().reading() as connection:
        rows = entries(connection, wanted)
    row = access.institution(institution) if institution else None
    taken(access, row, "audit", len(rows), asked_for(row, wanted))
    typer.echo(write_whole(out, audit_csv(rows, language())))
    typer.echo(language().plural(N_("{number} entry"), N_("{number} entries"), len(rows), number=len(rows)))


def _wanted(
    institution: str | None, kinds: list[str] | None, by: str, first: str | None, last: str | None
) -> Wanted:
    row = operator().institution(institution) if institution else None
    beginning = Period.of(parse_date(first), parse_date(first)).start * DAY_SECONDS if first else None
    end = Period.of(parse_date(last), parse_date(last)).end * DAY_SECONDS if last else None
    return Wanted(row.id if row else None, [_action(name) for name in kinds or ()], by, beginning, end)


def _action(name: str) -> Action:
    try:
        return Action(name.strip().casefold())
    except ValueError:
        raise UnknownAction(name=name, known=", ".join(Action)) from None


def _cells(row: AuditRow, speaker: Language) -> list[str]:
    return [
        instant_text(row.at),
        who(row),
        place(row, speaker),
        row.institution,
        action(row, speaker),
        thing(row, speaker),
        "" if row.entry.rows is None else speaker.number(row.entry.rows),
        details(row, speaker),
    ]
