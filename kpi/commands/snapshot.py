"""`snapshot`: the KPI values of a period as a ZIP that can be checked."""

import hashlib
from pathlib import Path
from typing import Annotated

import typer

from kpi.commands.speech import language
from kpi.errors import KpiError
from kpi.periods import Period, parse_date
from kpi.rollup.current import open_store
from kpi.showing.language import LANGUAGES
from kpi.showing.snapshot import collect
from kpi.showing.snapshot_contents import Filters
from kpi.store.institutions import institution_named
from kpi.words import N_


class UnknownLocale(KpiError):
    template = N_("“{name}” is not a language of the program. Use one of: {known}.")


class FolderNotWritable(KpiError):
    template = N_("The snapshot cannot be written to {path}: {cause}. Give another folder with --out.")


def snapshot(
    institution: Annotated[str, typer.Option(help="The institution's name.")],
    first: Annotated[str, typer.Option("--from", help="First day, year-month-day.")],
    last: Annotated[str, typer.Option("--to", help="Last day, included.")],
    out: Annotated[Path, typer.Option(help="The folder that the ZIP is written to; made when missing.")],
    platform: Annotated[list[str] | None, typer.Option(help="A platform; repeat it for several.")] = None,
    locale: Annotated[
        str | None,
        typer.Option(help="es: `;` and decimal comma; en: `,` and point. None: as you are spoken to."),
    ] = None,
) -> None:
    """Write KPI values, measures, goals and definitions as CSV files with a manifest, in one ZIP."""
    speaker = language()
    locale = locale or speaker.locale
    if locale not in LANGUAGES:
        raise UnknownLocale(name=locale, known=", ".join(LANGUAGES))
    period = Period.of(parse_date(first), parse_date(last))
    store = open_store()
    with store.reading() as connection:
        row = institution_named(connection, institution)
    made = collect(store, Filters.of(row, period, platform or (), locale))
    content = made.packed()
    path = _write(out, made.name, content)
    typer.echo(path)
    for file in made.files:
        typer.echo(speaker.say(N_("  {file}: {rows} rows"), file=file.table.name, rows=file.rows))
    typer.echo(f"  SHA-256 {hashlib.sha256(content).hexdigest()}")


def _write(folder: Path, name: str, content: bytes) -> Path:
    """Write the ZIP whole or not at all: beside its place first, then moved."""
    path = folder / name
    draft = folder / f".{name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        raise FolderNotWritable(path=path, cause=error.strerror or error) from None
    return path
