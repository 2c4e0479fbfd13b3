"""`demo`: the sample bank."""

from collections.abc import Sequence

import typer

from kpi.access.audit import Action, Entry
from kpi.access.roles import Permission
from kpi.commands.app import App
from kpi.commands.operator import database, operator
from kpi.commands.speech import language
from kpi.importing.report import Outcome, Report
from kpi.importing.sample import load_sample
from kpi.words import N_, Message

app = App()


@app.command(help=N_("Fill the database with the sample bank. What is there already stays as it is."))
def demo() -> None:
    """Load the sample bank and say how much of it."""
    speaker = language()

    def tell(message: Message) -> None:
        typer.echo(speaker.say(message), err=True)

    reports = load_sample(database(), tell)
    saved = [report for report in reports if report.outcome is Outcome.SAVED]
    if not saved:
        typer.echo(speaker.say(N_("The sample bank was there already. Nothing was changed.")))
        return
    _write_down(saved)
    typer.echo(
        speaker.say(
            N_("The sample bank is loaded: {files} files, {rows} rows."),
            files=len(saved),
            rows=sum(report.rows_saved for report in saved),
        )
    )


def _write_down(saved: Sequence[Report]) -> None:
    access = operator()
    (sample,) = (row for row in access.institutions() if row.is_sample)
    rows = sum(report.rows_saved for report in saved)
    access.note(Permission.IMPORT, sample, Entry(Action.IMPORTED, f"{len(saved)} · {sample.name}", rows))
