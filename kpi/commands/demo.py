"""`demo`: the sample bank."""

import typer

from kpi.commands.speech import language
from kpi.importing.report import Outcome
from kpi.importing.sample import load_sample
from kpi.rollup.current import open_store
from kpi.words import N_, Message

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(help=N_("Fill the database with the sample bank. What is there already stays as it is."))
def demo() -> None:
    """Load the sample bank and say how much of it."""
    speaker = language()

    def tell(message: Message) -> None:
        typer.echo(speaker.say(message), err=True)

    reports = load_sample(open_store(), tell)
    saved = [report for report in reports if report.outcome is Outcome.SAVED]
    if not saved:
        typer.echo(speaker.say(N_("The sample bank was there already. Nothing was changed.")))
        return
    typer.echo(
        speaker.say(
            N_("The sample bank is loaded: {files} files, {rows} rows."),
            files=len(saved),
            rows=sum(report.rows_saved for report in saved),
        )
    )
