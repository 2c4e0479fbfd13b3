"""`texts`: whether an institution keeps the texts of messages, for how long, and what they say."""

from typing import Annotated, Final

import typer

from kpi.acts import texts
from kpi.commands.app import App
from kpi.commands.asking import ask
from kpi.commands.operator import operator
from kpi.commands.options import Institution
from kpi.commands.speech import language
from kpi.commands.tables import aligned
from kpi.platforms import Account
from kpi.showing.dates import instant_text
from kpi.showing.text_words import NOT_KEPT, said_of
from kpi.store.texts import TextRow
from kpi.words import N_

app = App(help=N_("The texts of messages: keep them for some days, or not at all."))
HEADINGS: Final = (N_("Sent (UTC)"), N_("Account"), N_("Direction"), N_("Text"))


@app.command("on", help=N_("Keep the texts of messages that are imported from now on."))
def on(
    institution: Institution,
    days: Annotated[int, typer.Option(help=N_("For how many days after a message was written, 1 to 3650."))],
) -> None:
    """Keep texts from now on."""
    access, speaker = operator(), language()
    row = access.institution(institution)
    gone = texts.keep(access, row, days)
    typer.echo(speaker.say(said_of(texts.kept(access, row), row.name)))
    if gone:
        typer.echo(speaker.say(N_("Removed for good because they are older: {texts} texts."), texts=gone))


@app.command("off", help=N_("Keep no texts any more, and remove those there are."))
def off(
    institution: Institution,
    yes: Annotated[bool, typer.Option("--yes", help=N_("Remove without asking."))] = False,
) -> None:
    """Keep no texts any more."""
    access, speaker = operator(), language()
    row = access.institution(institution)
    there = texts.kept(access, row)
    if there.texts:
        typer.echo(speaker.say(N_("{texts} texts will be removed for good."), texts=there.texts))
        if not yes:
            ask(N_("Remove them?"))
    gone = texts.keep_none(access, row)
    typer.echo(speaker.say(NOT_KEPT, institution=row.name))
    if gone:
        typer.echo(speaker.say(N_("Removed for good: {texts} texts."), texts=gone))


@app.command("show", help=N_("Say whether texts are kept, for how long, and how many there are."))
def show(institution: Institution) -> None:
    """Say what is kept."""
    access = operator()
    row = access.institution(institution)
    typer.echo(language().say(said_of(texts.kept(access, row), row.name)))


@app.command("list", help=N_("Print the texts, the newest first; the audit notes how many were read."))
def list_(
    institution: Institution,
    most: Annotated[int, typer.Option(min=1, help=N_("How many at most."))] = 50,
) -> None:
    """Print texts."""
    access, speaker = operator(), language()
    rows = texts.newest(access, access.institution(institution), most)
    if not rows:
        typer.echo(speaker.say(N_("No texts are stored.")), err=True)
        return
    typer.echo(aligned([speaker.say(each) for each in HEADINGS], [_cells(row) for row in rows]))


def _cells(row: TextRow) -> list[str]:
    way = language().say(N_("sent") if row.outbound else N_("received"))
    plain = "".join(sign if sign.isprintable() else " " for sign in row.text)
    return [instant_text(row.sent_at), str(Account(row.platform, row.handle)), way, " ".join(plain.split())]
