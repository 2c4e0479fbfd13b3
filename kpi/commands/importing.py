"""`import`: files or whole folders. The JSON's keys are a contract."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer

from kpi.commands.speech import language
from kpi.commands.user import user
from kpi.errors import KpiError
from kpi.importing.report import Fault, Outcome, Part, Report
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.rollup.current import open_store
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.words import N_, Message

SUFFIXES: Final = {".csv", ".tsv", ".xlsx", ".xls"}
FAULTS_SHOWN: Final = 5
REFUSED: Final = 2

NOT_READ: Final = N_("The file cannot be read: {cause}. Check the path and that you may read it.")
NO_FILES: Final = N_("The folder holds no {suffixes} files.")

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class UnknownLanguage(KpiError):
    template = N_("“{name}” is not a language of the program. Use es or en.")


@app.command(
    "import",
    help=N_("Import exports. Each file is saved whole or not at all; the same file twice changes nothing."),
)
def import_(
    files: Annotated[
        list[Path], typer.Argument(help=N_("Exports as they were downloaded, or folders of them."))
    ],
    institution: Annotated[str, typer.Option(help=N_("Whose they are. One that is not there is made."))],
    channel: Annotated[
        str | None,
        typer.Option(metavar="PLATFORM:HANDLE", help=N_("The account, where the file does not name it.")),
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(metavar="KEY_OR_FILE.toml", help=N_("The layout to read them with; else recognised.")),
    ] = None,
    year: Annotated[
        int | None, typer.Option(help=N_("Year of the file's last row, for dates without a year."))
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Report everything and keep nothing."))
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help=N_("Print the report as JSON."))] = False,
    timezone: Annotated[
        str, typer.Option(help=N_("For a new institution: IANA timezone."))
    ] = "Europe/Madrid",
    country: Annotated[str, typer.Option(help=N_("For a new institution: country code."))] = "ES",
    institution_language: Annotated[
        str, typer.Option("--language", help=N_("For a new institution: es or en."))
    ] = "es",
) -> None:
    """Import each file, print what became of it, and exit with REFUSED when one was."""
    if institution_language not in {"es", "en"}:
        raise UnknownLanguage(name=institution_language)
    target = Target(institution, channel, timezone, country, institution_language)
    store = open_store()
    speaker = language()
    reports = []
    for path in _found(files):
        report = _take(store, path, target, layout=layout, year=year, dry_run=dry_run)
        reports.append(report)
        if not as_json and report.outcome is not Outcome.REFUSED:
            typer.echo(_summary(report, speaker, dry_run=dry_run))
        _comment(report, speaker, short=as_json)
    if as_json:
        typer.echo(json.dumps([record(report, speaker) for report in reports], ensure_ascii=False, indent=1))
    if any(report.outcome is Outcome.REFUSED for report in reports):
        raise typer.Exit(REFUSED)


def record(report: Report, speaker: Language) -> dict[str, object]:
    """A report as it stands in the JSON."""
    return {
        "file": report.file,
        "status": report.outcome.value,
        "layout": report.layout,
        "platform": report.platform,
        "fact": report.fact,
        "rows_read": report.rows_read,
        "rows_saved": report.rows_saved,
        "rows_skipped": report.rows_skipped,
        "skipped": [
            {
                "row": fault.row,
                "column": fault.column,
                "value": fault.value,
                "reason": speaker.say(fault.reason),
            }
            for fault in report.faults
        ],
        "first_day": report.first_day.isoformat() if report.first_day else None,
        "last_day": report.last_day.isoformat() if report.last_day else None,
        "reason": speaker.say(report.reason) if report.reason else None,
        "rows_ignored": report.rows_ignored,
        "rows_changed": report.rows_changed,
        "import_id": report.import_id,
        "channels": list(report.channels),
        "notes": [speaker.say(note) for note in report.notes],
        "parts": [part_record(part) for part in report.parts],
    }


def part_record(part: Part) -> dict[str, object]:
    """What one layout read of the file, as it stands in the JSON."""
    return {
        "layout": part.layout,
        "platform": part.platform,
        "fact": part.fact,
        "rows_read": part.rows_read,
        "rows_saved": part.rows_saved,
        "rows_skipped": part.rows_skipped,
        "rows_ignored": part.rows_ignored,
        "first_day": part.first_day.isoformat() if part.first_day else None,
        "last_day": part.last_day.isoformat() if part.last_day else None,
    }


def _found(paths: list[Path]) -> Iterator[Path]:
    """The files meant: those named, and those of a kind that we read in the folders named, by name."""
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.suffix.casefold() in SUFFIXES)
            yield from inside or [path]
        else:
            yield path


def _take(
    store: Store, path: Path, target: Target, *, layout: str | None, year: int | None, dry_run: bool
) -> Report:
    try:
        source = Source.read(path)
    except OSError as error:
        reason = Message(NOT_READ, {"cause": error.strerror or str(error)})
        if path.is_dir():
            reason = Message(NO_FILES, {"suffixes": ", ".join(sorted(SUFFIXES))})
        return Report(str(path), Outcome.REFUSED, reason=reason)
    report = import_file(store, source, target, layout=layout, year=year, dry_run=dry_run, by=user())
    return replace(report, file=str(path))


def _summary(report: Report, speaker: Language, *, dry_run: bool) -> str:
    if report.outcome is Outcome.ALREADY and report.reason is not None:
        return f"{report.file}: {speaker.say(report.reason)}"
    template = (
        N_("{file}: would be saved, read as {layout}. {read} rows read, {saved} saved, {skipped} skipped, {ignored} ignored, {changed} changed.")
        if dry_run
        else N_("{file}: saved as import {id}, read as {layout}. {read} rows read, {saved} saved, {skipped} skipped, {ignored} ignored, {changed} changed.")
    )  # fmt: skip
    sentence = speaker.say(
        template,
        file=report.file,
        id=str(report.import_id),
        layout=report.layout,
        read=report.rows_read,
        saved=report.rows_saved,
        skipped=report.rows_skipped,
        ignored=report.rows_ignored,
        changed=report.rows_changed,
    )
    if report.first_day and report.last_day:
        sentence += f" {report.first_day.isoformat()} – {report.last_day.isoformat()}."
    return sentence


def _comment(report: Report, speaker: Language, *, short: bool) -> None:
    """On standard error: why a file is refused, and beside the summary the first rows that were skipped."""
    if report.outcome is Outcome.REFUSED and report.reason is not None:
        typer.echo(f"{report.file}: {speaker.say(report.reason)}", err=True)
    if short:
        return
    for note in report.notes:
        typer.echo(f"  {speaker.say(note)}", err=True)
    for fault in report.faults[:FAULTS_SHOWN]:
        typer.echo(f"  {_sentence(fault, speaker)}", err=True)
    if len(report.faults) > FAULTS_SHOWN:
        rest = len(report.faults) - FAULTS_SHOWN
        typer.echo("  " + speaker.say(N_("… and {rest} more; --json lists them all."), rest=rest), err=True)


def _sentence(fault: Fault, speaker: Language) -> str:
    return speaker.say(
        N_("Row {row}, column “{column}”, “{value}”: {reason}"),
        row=str(fault.row),
        column=fault.column,
        value=fault.value,
        reason=fault.reason,
    )
