"""`import`: files or whole folders."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer

from kpi.access.door import Access
from kpi.acts.imports import take_in
from kpi.commands.app import App
from kpi.commands.files import found
from kpi.commands.operator import operator
from kpi.commands.reports import counts, record, remarks
from kpi.commands.speech import check_language, language
from kpi.errors import KpiError
from kpi.importing.confined import forks
from kpi.importing.report import Outcome, Report
from kpi.importing.run import Options, Target, in_turn
from kpi.importing.source import Source
from kpi.platforms import Account
from kpi.showing.language import Language
from kpi.showing.next_steps import at_command_line
from kpi.system_errors import cause_of
from kpi.words import N_, Message

REFUSED: Final = 2

NOT_READ: Final = N_("The file cannot be read: {cause}. Check the path and that you may read it.")
NO_FILES: Final = N_("The folder holds no files.")
HIDDEN_SHOWN: Final = 3

app = App()


@app.command(
    "import",
    help=N_("Import exports. Each file is saved whole or not at all; the same file twice changes nothing."),
)
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(metavar=N_("FILE"), help=N_("Exports as they were downloaded, or folders of them.")),
    ],
    institution: Annotated[str, typer.Option(help=N_("Whose they are. One that is not there is made."))],
    channel: Annotated[
        str | None,
        typer.Option(
            metavar=N_("PLATFORM:ACCOUNT"), help=N_("The account, where the file does not name it.")
        ),
    ] = None,
    layout: Annotated[
        str | None,
        typer.Option(metavar=N_("KEY|FILE.toml"), help=N_("The layout to read them with; else recognised.")),
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
    check_language(institution_language)
    forks.warm()  # it gets ready while the database is opened
    target = Target(institution, channel, timezone, country, institution_language)
    options = Options(layout, year, dry_run)
    access = operator()
    speaker = language()
    meant = found(files)
    reports: dict[int, Report] = {}

    def take(path: Path, patient: bool) -> Report:
        waits = patient and channel is None and not dry_run  # a dry run leaves nothing that others could say
        return _take(access, path, target, replace(options, patient=waits))

    for place, report in in_turn(meant.files, take):
        reports[place] = report
        if not as_json and report.outcome is not Outcome.REFUSED:
            typer.echo(_summary(report, speaker, dry_run=dry_run))
        _comment(report, speaker, short=as_json)
    _tell_hidden(meant.hidden, speaker)
    if as_json:
        in_order = [record(reports[place], speaker) for place in range(len(meant.files))]
        typer.echo(json.dumps(in_order, ensure_ascii=False, indent=1))
    if any(report.outcome is Outcome.REFUSED for report in reports.values()):
        raise typer.Exit(REFUSED)


def _take(access: Access, path: Path, target: Target, options: Options) -> Report:
    try:
        source = Source.read(path)
    except OSError as error:
        reason = Message(NOT_READ, {"cause": cause_of(error)})
        if path.is_dir():
            reason = Message(NO_FILES)
        return Report(str(path), Outcome.REFUSED, reason=reason)
    except KpiError as error:
        return Report(str(path), Outcome.REFUSED, reason=error.message)
    return replace(take_in(access, None, source, target, options), file=str(path))


def _summary(report: Report, speaker: Language, *, dry_run: bool) -> str:
    if report.outcome is Outcome.ALREADY and report.reason is not None:
        return f"{report.file}: {speaker.say(report.reason)}"
    template = (
        N_("{file}: would be saved, read as {layout}.")
        if dry_run
        else N_("{file}: saved as import {id}, read as {layout}.")
    )
    sentence = speaker.say(template, file=report.file, id=str(report.import_id), layout=report.layout)
    accounts = "; ".join(speaker.write(Account.of(name)) for name in report.channels)
    whose = [speaker.say(N_("Counts for {accounts}."), accounts=accounts)] if accounts else []
    return " ".join([sentence, *whose, counts(report, speaker)])


def _tell_hidden(hidden: Sequence[Path], speaker: Language) -> None:
    """On standard error, in one line: the hidden files that were passed over."""
    if hidden:
        names = [path.name for path in hidden[:HIDDEN_SHOWN]] + ["…"] * (len(hidden) > HIDDEN_SHOWN)
        typer.echo(
            speaker.plural(
                "{count} hidden file was passed over: {names}.",
                "{count} hidden files were passed over: {names}.",
                len(hidden),
                names=", ".join(names),
            ),
            err=True,
        )


def _comment(report: Report, speaker: Language, *, short: bool) -> None:
    """On standard error: why a file is refused, and beside the summary what there is to remark."""
    if report.outcome is Outcome.REFUSED and report.reason is not None:
        typer.echo(f"{report.file}: {at_command_line(report.reason, speaker)}", err=True)
    for remark in () if short else remarks(report, speaker):
        typer.echo(f"  {remark}", err=True)
