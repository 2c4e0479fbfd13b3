"""`rekey`: make the pseudonyms of customers anew with another key."""

import typer

from kpi.access.audit import Action, Entry
from kpi.commands.app import App
from kpi.commands.operator import database, operator
from kpi.commands.speech import language
from kpi.store.pseudonyms import renew
from kpi.words import N_

app = App()


@app.command(
    help=N_(
        "Hash all pseudonyms with a new key. The old keys stay beside it: names find their pseudonyms through all."
    )
)
def rekey() -> None:
    """Hash all pseudonyms with a new key. The old keys stay beside it: names find their pseudonyms through all."""
    with database().writing() as connection:
        fingerprint = renew(connection)
        operator().write_down(connection, None, Entry(Action.REKEYED, fingerprint))
    typer.echo(
        language().say(
            N_(
                "All pseudonyms are made anew; the new key is {fingerprint}. Back the key file up too, in another place than the database: imports need all the keys in it."
            ),
            fingerprint=fingerprint,
        )
    )
