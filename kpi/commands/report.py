"""`report`: one to four printed pages for a meeting, as a PDF."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from kpi.acts.exports import in_plain_words, make, taken
from kpi.commands.app import App
from kpi.commands.operator import operator
from kpi.commands.speech import language
from kpi.commands.taking import filters_of, write_whole
from kpi.showing.report.make import make_report
from kpi.words import N_

app = App()


@app.command(
    help=N_("Write the report for a meeting: headline KPIs, what needs attention, a page per theme.")
)
def report(
    institution: Annotated[str, typer.Option(help=N_("The institution's name."))],
    first: Annotated[str, typer.Option("--from", help=N_("First day, year-month-day."))],
    last: Annotated[str, typer.Option("--to", help=N_("Last day, included."))],
    out: Annotated[Path, typer.Option(help=N_("The PDF file; its folder is made when missing."))],
    platform: Annotated[list[str] | None, typer.Option(help=N_("A platform; repeat it for several."))] = None,
    locale: Annotated[
        str | None, typer.Option(help=N_("The report's language, es or en. None: as you are spoken to."))
    ] = None,
) -> None:
    """Write the report for a meeting: headline KPIs, what needs attention, a page per theme."""
    access = operator()
    filters = filters_of(access, institution, first, last, platform, locale)
    made = make(access, filters, make_report)
    taken(access, filters.institution, "report", None, in_plain_words(filters))
    typer.echo(write_whole(out, made.content))
    typer.echo("  " + language().plural(N_("{count} page"), N_("{count} pages"), made.pages))
    typer.echo(f"  SHA-256 {hashlib.sha256(made.content).hexdigest()}")
