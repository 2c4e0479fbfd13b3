"""`imports`: what was imported, and taking an import back."""

from datetime import datetime
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import typer

from kpi.commands.speech import language
from kpi.commands.tables import aligned
from kpi.commands.user import user
from kpi.importing.history import ImportRow, list_imports, undo
from kpi.periods import Period
from kpi.rollup.current import open_store
from kpi.showing.language import Language
from kpi.store.institutions import InstitutionRow, institution_named, institutions
from kpi.words import N_

app = typer.Typer(
    help=N_("What was imported: list it, take it back."),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)
NUMBERS: Final = (0, 6, 7)


@app.command("list", help=N_("List the imports, newest first."))
def list_(
    institution: Annotated[str | None, typer.Option(help=N_("Only this institution's."))] = None,
) -> None:
    """Print the imports of one institution, or of all."""
    speaker = language()
    with open_store().reading() as connection:
        chosen = [institution_named(connection, institution)] if institution else institutions(connection)
        rows = [(each, row) for each in chosen for row in list_imports(connection, each.id)]
    if not rows:
        typer.echo(speaker.say(N_("Nothing was imported yet.")), err=True)
        return
    headings = [
        speaker.say(each)
        for each in (
            N_("Import"), N_("When"), N_("Institution"), N_("File"), N_("Layout"), N_("Days"), N_("Saved"), N_("Skipped"), N_("Undone"),
        )
    ]  # fmt: skip
    typer.echo(aligned(headings, [_cells(each, row, speaker) for each, row in rows], NUMBERS))


@app.command("undo", help=N_("Take one import back, and count again. Its file can be imported anew."))
def undo_(number: Annotated[int, typer.Argument(metavar="ID", help=N_("The import's number."))]) -> None:
    """Undo an import and say what went with it."""
    speaker = language()
    report = undo(open_store(), number, by=user())
    typer.echo(
        speaker.say(
            N_(
                "Import {id} ({file}) is undone. {rows} rows were taken back, except those that other imports hold too."
            ),
            id=str(number),
            file=report.row.file_name,
            rows=report.row.rows_saved,
        )
    )
    for channel in report.removed_channels:
        typer.echo(
            speaker.say(N_("The channel {channel} had nothing else and is gone."), channel=channel), err=True
        )


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
        institution.name,
        row.file_name,
        row.layout,
        days,
        speaker.number(row.rows_saved),
        speaker.number(row.rows_skipped),
        moment(row.undone_at),
    ]
