"""`institutions`: which there are, and their removal for good."""

from typing import Annotated, Final

import typer

from kpi.acts.institutions import REMOVES, remove
from kpi.commands.app import App
from kpi.commands.asking import ask
from kpi.commands.operator import operator
from kpi.commands.speech import language
from kpi.commands.tables import aligned
from kpi.words import N_

app = App(help=N_("The institutions: list them, remove one for good."))
HEADINGS: Final = (N_("Institution"), N_("Country"), N_("Timezone"), N_("Sample"))


@app.command("list", help=N_("List the institutions by name."))
def list_() -> None:
    """Print the institutions."""
    speaker = language()
    rows = operator().institutions()
    if not rows:
        typer.echo(speaker.say(N_("There is no institution yet.")), err=True)
        return
    cells = [
        [row.name, row.country, row.timezone, speaker.say(N_("yes")) if row.is_sample else ""] for row in rows
    ]
    typer.echo(aligned([speaker.say(heading) for heading in HEADINGS], cells))


@app.command("remove", help=N_("Remove an institution and everything of it but its audit."))
def remove_(
    name: Annotated[str, typer.Argument(metavar=N_("NAME"), help=N_("The institution's name."))],
    yes: Annotated[bool, typer.Option("--yes", help=N_("Remove without asking."))] = False,
) -> None:
    """Remove one institution; only a backup brings it back."""
    access, speaker = operator(), language()
    row = access.institution(name)
    if not yes:
        typer.echo(speaker.say(REMOVES, institution=row.name), err=True)
        ask(N_("Remove it?"))
    remove(access, row)
    typer.echo(speaker.say(N_("{institution} is removed."), institution=row.name))
