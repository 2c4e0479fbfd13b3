"""`snapshot`: the KPI values of a period as a ZIP that can be checked, as an Excel workbook, or as a folder."""

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kpi.access.door import Access
from kpi.acts.exports import in_plain_words, make, taken
from kpi.commands.app import App
from kpi.commands.operator import operator
from kpi.commands.options import First, Institution, Last, Platforms
from kpi.commands.speech import language
from kpi.commands.taking import filters_of, write_whole
from kpi.showing.snapshot import Snapshot, collect
from kpi.showing.snapshot_contents import Filters
from kpi.words import N_


class Form(StrEnum):
    ZIP = "zip"
    XLSX = "xlsx"
    FOLDER = "folder"


app = App()


@app.command(
    help=N_(
        "Write KPI values, measures, goals and definitions: CSV files with a manifest, or an Excel workbook."
    )
)
def snapshot(
    institution: Institution,
    first: First,
    last: Last,
    out: Annotated[Path, typer.Option(help=N_("The folder that the file is written to; made when missing."))],
    platform: Platforms = None,
    locale: Annotated[
        str | None,
        typer.Option(help=N_("es: `;` and decimal comma; en: `,` and point. None: as you are spoken to.")),
    ] = None,
    form: Annotated[
        Form,
        typer.Option(
            "--format", help=N_("zip: CSV files and a manifest; folder: the same, unpacked; xlsx: Excel.")
        ),
    ] = Form.ZIP,
) -> None:
    """Write KPI values, measures, goals and definitions: CSV files with a manifest, or an Excel workbook."""
    access = operator()
    filters = filters_of(access, institution, first, last, platform, locale)
    if form is Form.XLSX:
        _write_workbook(access, filters, out)
        return
    made = make(access, filters, collect)
    taken(access, filters.institution, form.value, made.rows, in_plain_words(filters))
    if form is Form.FOLDER:
        folder = out / made.name.removesuffix(".zip")
        for name, content in made.members():
            write_whole(folder / name, content)
        typer.echo(folder)
        _tell_files(made)
    else:
        content = made.packed()
        typer.echo(write_whole(out / made.name, content))
        _tell_files(made)
        typer.echo(f"  SHA-256 {hashlib.sha256(content).hexdigest()}")


def _tell_files(made: Snapshot) -> None:
    for file in made.files:
        typer.echo(language().say(N_("  {file}: {rows} rows"), file=file.table.name, rows=file.rows))


def _write_workbook(access: Access, filters: Filters, out: Path) -> None:
    from kpi.showing.workbook import make_workbook  # noqa: PLC0415  (only who asks for Excel waits for its library)

    made = make(access, filters, make_workbook)
    taken(access, filters.institution, Form.XLSX.value, made.rows, in_plain_words(filters))
    typer.echo(write_whole(out / made.name, made.content))
    typer.echo(f"  SHA-256 {hashlib.sha256(made.content).hexdigest()}")
