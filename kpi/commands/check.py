"""`check`: is the database sound, and are its measures what the facts say?"""

from typing import Final

import typer

from kpi.commands.app import App
from kpi.commands.operator import database
from kpi.commands.speech import language
from kpi.rollup.run import differences
from kpi.store.health import problems
from kpi.words import N_

SOUND: Final = N_("All is well: the database is sound, and every measure is what the facts say.")
COUNT_AGAIN: Final = N_("`python -m kpi rollup --all` counts the measures again.")
FAILED: Final = 2


app = App()


@app.command(
    help=N_("Check the database and its measures. Exit code 0 when all is well, 2 with a sentence a problem.")
)
def check() -> None:
    """Check the database and its measures. Exit code 0 when all is well, 2 with a sentence a problem."""
    speaker = language()
    with database().reading() as connection:
        damage = problems(connection)
        differing = [] if damage else differences(connection)
    for sentence in (*damage, *differing):
        typer.echo(speaker.say(sentence), err=True)
    if differing:
        typer.echo(speaker.say(COUNT_AGAIN), err=True)
    if damage or differing:
        raise typer.Exit(FAILED)
    typer.echo(speaker.say(SOUND))
