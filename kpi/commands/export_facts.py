"""`export-facts`: the facts as Parquet files, for a roll-up on another engine."""

from pathlib import Path
from typing import Annotated, Final

import typer

from kpi.acts.exports import taken
from kpi.commands.app import App
from kpi.commands.operator import database, operator
from kpi.commands.speech import language
from kpi.rollup.engines.export import export_facts as export
from kpi.store.institutions import institution_named, institutions
from kpi.words import N_

WRITTEN: Final = N_(
    "Facts written to {folder}: {message} messages, {visit} visits, {post} posts, {channel_day} channel days."
)


app = App()


@app.command(
    help=N_(
        "Write the facts that the roll-up reads as Parquet files; see docs/scaling.md. No names, no texts."
    )
)
def export_facts(
    out: Annotated[Path, typer.Option(help=N_("The folder; an earlier export in it is replaced."))],
    institution: Annotated[str | None, typer.Option(help=N_("Only this institution's."))] = None,
) -> None:
    """Write the facts that the roll-up reads as Parquet files; see docs/scaling.md. No names, no texts."""
    store = database()
    access = operator()
    with store.reading() as connection:
        chosen = (
            institutions(connection) if institution is None else [institution_named(connection, institution)]
        )
        manifest = export(connection, out, chosen)
    for row in chosen:
        taken(access, row, "facts")
    typer.echo(language().say(WRITTEN, folder=str(out), **manifest.rows))
