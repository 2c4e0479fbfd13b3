"""`rollup`: count the measures again from the facts, here or on Spark."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final

import typer

from kpi.access.audit import Action, Entry
from kpi.commands.app import App
from kpi.commands.operator import database, operator
from kpi.commands.speech import language
from kpi.rollup.recount import Rebuild, recount
from kpi.rollup.run import rebuild
from kpi.store.engine import Store
from kpi.store.institutions import bump_version, institution_named, institutions
from kpi.words import N_

UNCHANGED: Final = N_("Counted again from the facts: nothing differs from before.")
CHANGED: Final = N_(
    "Counted again from the facts. Rows that differ from before: {daily_measure} of measures, {turn} of turns, {visitor} of visitors, {standing_goal} of goals, {channel} cut-offs of channels."
)


app = App()


@app.command(
    help=N_("Count every measure again from the facts. Imports keep them right: this is for after a repair.")
)
def rollup(
    everything: Annotated[bool, typer.Option("--all", help=N_("All institutions; also without it."))] = False,
    institution: Annotated[str | None, typer.Option(help=N_("Only this institution's."))] = None,
    engine: Annotated[
        str, typer.Option(help=N_("What counts: store (the database itself) or spark."))
    ] = "store",
    facts: Annotated[
        str | None,
        typer.Option(
            help=N_("For spark: a folder or address of export-facts, or a database of its catalogue.")
        ),
    ] = None,
    master: Annotated[
        str | None, typer.Option(help=N_("For spark: its master, for example local[2]."))
    ] = None,
) -> None:
    """Count every measure again from the facts. Imports keep them right: this is for after a repair."""
    store = database()
    chosen = None if everything or institution is None else _number_of(store, institution)
    with _counting(store, chosen, engine, facts, master) as count, store.writing() as connection:
        changed = recount(connection, chosen, count)
        if any(changed.values()):
            for row in institutions(connection):
                if chosen in (None, row.id):
                    bump_version(connection, row.id)
            entry = Entry(Action.COUNTED_AGAIN, institution or "all", sum(changed.values()))
            whose = None if chosen is None else institution_named(connection, str(institution))
            operator().write_down(connection, whose, entry)
    speaker = language()
    typer.echo(speaker.say(CHANGED, **changed) if any(changed.values()) else speaker.say(UNCHANGED))


def _number_of(store: Store, name: str) -> int:
    with store.reading() as connection:
        return institution_named(connection, name).id


@contextmanager
def _counting(
    store: Store, institution_id: int | None, engine: str, facts: str | None, master: str | None
) -> Iterator[Rebuild]:
    if (engine, facts, master) == ("store", None, None):
        yield rebuild
        return
    from kpi.rollup.engines.choice import check_options, counting_on_spark  # noqa: PLC0415  (brings pyarrow)

    check_options(engine, (facts, master))
    with counting_on_spark(store, institution_id, facts, master) as counted:
        yield counted
