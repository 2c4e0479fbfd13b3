"""`rollup`: count the measures again from the facts."""

from typing import Annotated, Final

import typer

from kpi.commands.speech import language
from kpi.rollup.current import open_store
from kpi.rollup.recount import recount
from kpi.store.institutions import bump_version, institution_named, institutions
from kpi.words import N_

UNCHANGED: Final = N_("Counted again from the facts: nothing differs from before.")
CHANGED: Final = N_(
    "Counted again from the facts. Rows that differ from before: {daily_measure} of measures, {turn} of turns, {visitor} of visitors, {channel} cut-offs of channels."
)


def rollup(
    everything: Annotated[bool, typer.Option("--all", help="All institutions; also without it.")] = False,
    institution: Annotated[str | None, typer.Option(help="Only this institution's.")] = None,
) -> None:
    """Count every measure again from the facts. Imports keep them right: this is for after a repair."""
    with open_store().writing() as connection:
        chosen = None if everything or institution is None else institution_named(connection, institution).id
        changed = recount(connection, chosen)
        if any(changed.values()):
            for row in institutions(connection):
                if chosen in (None, row.id):
                    bump_version(connection, row.id)
    speaker = language()
    typer.echo(speaker.say(CHANGED, **changed) if any(changed.values()) else speaker.say(UNCHANGED))
