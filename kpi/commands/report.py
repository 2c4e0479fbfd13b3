"""`report`: one to four printed pages for a meeting, as a PDF."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from kpi.acts.exports import in_plain_words, make, taken
from kpi.commands.app import App
from kpi.commands.operator import operator
from kpi.commands.options import First, Institution, Last, Platforms
from kpi.commands.speech import language
from kpi.commands.taking import filters_of, write_whole
from kpi.showing.report.make import make_report
from kpi.words import N_

app = App()


@app.command(
    help=N_("Write the report for a meeting: headline KPIs, what needs attention, a page per theme.")
)
def report(
    institution: Institution,
    first: First,
    last: Last,
    out: Annotated[Path, typer.Option(help=N_("The PDF file; its folder is made when missing."))],
    platform: Platforms = None,
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
