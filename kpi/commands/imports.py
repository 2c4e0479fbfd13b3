"""`imports`: what was imported, an import's report, and taking an import back."""

import json
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import typer

from kpi.acts.imports import undo
from kpi.commands.app import App
from kpi.commands.operator import database, operator
from kpi.commands.reports import counts, fault_in_words, record
from kpi.commands.speech import language
from kpi.commands.tables import aligned
from kpi.importing.history import AlreadyUndone, ImportRow, UndoReport, import_of, list_imports, report_of
from kpi.importing.report import Report
from kpi.importing.undo_plan import undo_plan
from kpi.periods import Period
from kpi.platforms import Account
from kpi.showing.language import Language
from kpi.showing.report_files import faults_csv
from kpi.showing.undo_words import undo_sentence
from kpi.store.institutions import InstitutionRow, institution_named, institutions
from kpi.words import N_

app = App(help=N_("What was imported: list it, show it, take it back."))
NUMBERS: Final = (0, 7, 8)


class Format(StrEnum):
    TEXT = "text"
    CSV = "csv"
    JSON = "json"


@app.command("list", help=N_("List the imports, newest first."))
def list_(
    institution: Annotated[str | None, typer.Option(help=N_("Only this institution's."))] = None,
) -> None:
    """Print the imports of one institution, or of all."""
    speaker = language()
    with database().reading() as connection:
        chosen = [institution_named(connection, institution)] if institution else institutions(connection)
        rows = [(each, row) for each in chosen for row in list_imports(connection, each.id)]
    if not rows:
        typer.echo(speaker.say(N_("Nothing was imported yet.")), err=True)
        return
    headings = [
        speaker.say(each)
        for each in (
            N_("Import"), N_("When"), N_("By"), N_("Institution"), N_("File"), N_("Layout"), N_("Days"), N_("Saved"), N_("Skipped"), N_("Undone"),
        )
    ]  # fmt: skip
    typer.echo(aligned(headings, [_cells(each, row, speaker) for each, row in rows], NUMBERS))


@app.command("show", help=N_("Show one import again: its counts, its problems, what it restated."))
def show_(
    number: Annotated[int, typer.Argument(metavar=N_("ID"), help=N_("The import's number."))],
    form: Annotated[
        Format, typer.Option("--format", help=N_("text; csv: its problems; json: all of it."))
    ] = Format.TEXT,
) -> None:
    """Print the report of an import as far as it is kept."""
    speaker = language()
    with database().reading() as connection:
        row, report = import_of(connection, number), report_of(connection, number)
    if form is Format.JSON:
        state = {"imported_by": row.imported_by, "undone": row.undone_at is not None}
        typer.echo(json.dumps(record(report, speaker) | state, ensure_ascii=False, indent=1))
    elif form is Format.CSV:
        typer.echo(faults_csv([report], speaker).decode("utf-8-sig"), nl=False)
    else:
        _show_text(row, report, speaker)


def _show_text(row: ImportRow, report: Report, speaker: Language) -> None:
    typer.echo(
        speaker.say(
            N_("Import {id}: {file}, read as {layout}."),
            id=str(row.id),
            file=row.file_name,
            layout=row.layout,
        )
        + " "
        + counts(report, speaker)
    )
    if row.undone_at is not None:
        typer.echo(speaker.say(N_("It was undone and does not count.")))
    for fault in report.faults:
        typer.echo(f"  {fault_in_words(fault, speaker)}")
    for change in report.restated:
        typer.echo(
            "  "
            + speaker.say(
                N_("Row {row}, {what}, {column}: {old} → {new}"),
                row=str(change.row),
                what=change.what,
                column=change.column,
                old=change.old,
                new=change.new,
            )
        )


@app.command("undo", help=N_("Take one import back, and count again. Its file can be imported anew."))
def undo_(
    number: Annotated[int, typer.Argument(metavar=N_("ID"), help=N_("The import's number."))],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Say what would be taken back and change nothing."))
    ] = False,
) -> None:
    """Undo an import and say what went with it."""
    speaker, store = language(), database()
    with store.reading() as connection:
        row, plan = import_of(connection, number), undo_plan(connection, number)
        (institution,) = (each for each in institutions(connection) if each.id == row.institution_id)
    if dry_run:
        if row.undone_at is not None:
            raise AlreadyUndone(id=str(number), file=row.file_name)
        typer.echo(undo_sentence(plan, speaker))
        return
    report = undo(operator(), institution, number)
    said = speaker.say(N_("Import {id} ({file}) is undone."), id=str(number), file=report.row.file_name)
    typer.echo(f"{said} {undo_sentence(report.plan, speaker)}")
    _tell_channels(report, speaker)


def _tell_channels(report: UndoReport, speaker: Language) -> None:
    """On standard error: what became of the import's channels."""
    gone = N_("The channel “{channel}” had nothing else and is gone.")
    nameless = N_("No other import names “{channel}”: what is left there has no account's name any more.")
    for template, names in ((gone, report.removed_channels), (nameless, report.names_gone)):
        for name in names:
            typer.echo(speaker.say(template, channel=Account.of(name)), err=True)


def _cells(institution: InstitutionRow, row: ImportRow, speaker: Language) -> list[str]:
    zone = ZoneInfo(institution.timezone)

    def moment(epoch: int | None) -> str:
        return "" if epoch is None else f"{datetime.fromtimestamp(epoch, zone):%Y-%m-%d %H:%M}"

    days = ""
    if row.first_day is not None and row.last_day is not None:
        days = speaker.period(Period(row.first_day, row.last_day + 1))
    return [
        str(row.id),
        moment(row.imported_at),
        row.imported_by,
        institution.name,
        row.file_name,
        row.layout,
        days,
        speaker.number(row.rows_saved),
        speaker.number(row.rows_skipped),
        moment(row.undone_at),
    ]
