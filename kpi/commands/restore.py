"""`restore`: a backup in the database's place."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from kpi.acts.backups import restore as put_back
from kpi.commands.app import App
from kpi.commands.speech import language
from kpi.store.engine import database_url, parse_url
from kpi.words import N_

RESTORED: Final = N_(
    "The database is now as the backup {file} has it: {rows} rows in {tables} tables, schema {schema}."
)
KEPT: Final = N_("What was there before is kept as {aside}.")

app = App()


@app.command(help=N_("Put a backup in the database's place. Stop the server first; what was there is kept."))
def restore(
    file: Annotated[Path, typer.Argument(metavar=N_("FILE"), help=N_("The backup, as `backup` wrote it."))],
) -> None:
    """Try the backup out beside the database, put it in its place, and say where the old one is."""
    url = parse_url(database_url())
    held, aside, silent = put_back(url, file, datetime.now().astimezone())
    speaker = language()
    typer.echo(speaker.say(RESTORED, file=file, rows=held.rows, tables=len(held.tables), schema=held.schema))
    if aside is not None:
        typer.echo(speaker.say(KEPT, aside=aside))
    if silent is not None:
        typer.echo(speaker.say(silent), err=True)
