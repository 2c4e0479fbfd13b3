"""`backup`: the database as one file, tried out before it counts."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from kpi.acts.backups import back_up
from kpi.commands.app import App
from kpi.commands.speech import language
from kpi.store.backup.folder import usual_name
from kpi.store.engine import database_url, parse_url
from kpi.words import N_

WRITTEN: Final = N_(
    "{file}: the backup is written and was compared with the database: {rows} rows in {tables} tables, schema {schema}, {megabytes} MB."
)
MB: Final = 1_000_000

app = App()


@app.command(help=N_("Write a backup, also while others work. A file that exists is not overwritten."))
def backup(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar=N_("FILE"), help=N_("Where to; else into the folder backups beside the database.")
        ),
    ] = None,
) -> None:
    """Write a backup to `file` and say what it holds; the database is neither upgraded nor counted anew for it."""
    url = parse_url(database_url())
    target = file or usual_name(url, datetime.now().astimezone())
    held, silent = back_up(url, target)
    speaker = language()
    typer.echo(
        speaker.say(
            WRITTEN,
            file=target,
            rows=held.rows,
            tables=len(held.tables),
            schema=held.schema,
            megabytes=target.stat().st_size / MB,
        )
    )
    if silent is not None:
        typer.echo(speaker.say(silent), err=True)
