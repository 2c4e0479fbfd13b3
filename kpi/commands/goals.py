"""`goals`: import, export, set, status and history of what was promised."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import typer

from kpi.access.audit import Action, Entry
from kpi.access.roles import Permission
from kpi.acts.exports import taken
from kpi.acts.imports import take_in
from kpi.answers.attention import attention
from kpi.answers.goals import Goal, current_goals, goal_history, save_goal
from kpi.answers.pace import Pace, paces
from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.answers.values import answer
from kpi.catalogue.kpis import KPIS
from kpi.catalogue.nearest import nearest
from kpi.catalogue.promises import GoalForUnknownKpi
from kpi.catalogue.units import Unit
from kpi.commands.app import App
from kpi.commands.files import read
from kpi.commands.operator import database, operator
from kpi.commands.options import As, First, Format, Institution, Kpis, Last, Platforms
from kpi.commands.speech import language
from kpi.commands.tables import aligned
from kpi.commands.taking import write_whole
from kpi.commands.values import printed, record
from kpi.errors import KpiError
from kpi.importing.report import Outcome, Report
from kpi.importing.run import Options, Target
from kpi.periods import Grain, Period, date_of, day_of, parse_date
from kpi.platforms import platform_of
from kpi.showing.charts.words import label, platform_name
from kpi.showing.goals_file import goals_csv
from kpi.showing.language import Language
from kpi.showing.next_steps import at_command_line
from kpi.store.institutions import institution_named
from kpi.words import N_, Message

REFUSED: Final = 2
OF_GOALS: Final = Options(layout="vinculo_goals")

app = App(help=N_("Goals: what was promised for a KPI, a platform and a month."))

Platform = Annotated[str, typer.Option(help=N_("The platform; none: all together."))]
OneKpi = Annotated[str, typer.Option("--kpi", help=N_("The KPI's key."))]
Month = Annotated[str, typer.Option(help=N_("The month, year-month."))]
OneMonth = Annotated[str, typer.Option(help=N_("Only this month, year-month."))]


class InvalidMonth(KpiError):
    template = N_("“{value}” is not a month. Write it as year-month, for example 2026-10.")


@app.command("import", help=N_("Take goals in from a CSV file; what it repeats keeps its version."))
def import_goals(
    files: Annotated[
        list[Path],
        typer.Argument(metavar=N_("FILE"), help=N_("CSV files as docs/templates.md describes them.")),
    ],
    institution: Institution,
) -> None:
    """Take goals in from a CSV file; what it repeats keeps its version."""
    access, speaker, refused = operator(), language(), False
    for path in files:
        report = take_in(access, None, read(path), Target(institution), OF_GOALS, effect=False)
        refused = refused or report.outcome is Outcome.REFUSED
        _print(report, speaker)
    if refused:
        raise typer.Exit(REFUSED)


def _print(report: Report, speaker: Language) -> None:
    if report.outcome is Outcome.REFUSED and report.reason is not None:
        typer.echo(f"{report.file}: {at_command_line(report.reason, speaker)}", err=True)
    else:
        template = N_("{file}: {saved} goals saved, {skipped} rows skipped.")
        typer.echo(
            speaker.say(template, file=report.file, saved=report.rows_saved, skipped=report.rows_skipped)
        )
    for fault in report.faults:
        template = N_("  row {row}, {column}: “{value}”: {reason}")
        line = Message(
            template,
            {
                "row": fault.row,
                "column": fault.column,
                "value": fault.value,
                "reason": at_command_line(fault.reason, speaker),
            },
        )
        typer.echo(speaker.say(line), err=True)


@app.command("export", help=N_("Write the goals that hold now as a CSV file that `goals import` takes back."))
def export_goals(
    institution: Institution,
    out: Annotated[Path | None, typer.Option(help=N_("The file to write; none: standard output."))] = None,
) -> None:
    """Write the goals that hold now as a CSV file that `goals import` takes back."""
    access = operator()
    row = access.institution(institution)
    with access.reading(row) as connection:
        goals = current_goals(connection, row.id)
    content = goals_csv(goals)
    taken(access, row, "goals", len(goals))
    if out is None:
        typer.echo(content.decode(), nl=False)
        return
    typer.echo(write_whole(out, content))


@app.command("set", help=N_("Set the goal of a KPI for a month; the earlier version stays in its history."))
def set_goal(
    institution: Institution,
    kpi: OneKpi,
    month: Month,
    target: Annotated[
        float, typer.Option(help=N_("The goal, in the KPI's unit: 90% is 0.9, 2 hours are 7200."))
    ],
    platform: Platform = "",
    floor: Annotated[float | None, typer.Option(help=N_("Below it (above it, for times) is missed."))] = None,
    stretch: Annotated[float | None, typer.Option(help=N_("What would be even better."))] = None,
    owner: Annotated[str, typer.Option(help=N_("Who answers for it."))] = "",
    reason: Annotated[str, typer.Option(help=N_("Why this level."))] = "",
) -> None:
    """Set the goal of a KPI for a month; the earlier version stays in its history."""
    goal = Goal(kpi, platform, month_of(month), target, floor, stretch, owner, reason)
    access = operator()
    row = access.institution(institution)
    entry = Entry(Action.GOAL_SET, f"{kpi} {platform}".strip(), details={"months": month, "by": access.by})
    with access.writing(Permission.GOALS, row, entry) as connection:
        saved = save_goal(connection, row.id, goal, by=access.by)
    speaker = language()
    said = speaker.say(
        N_("{kpi}, {platform}, {month}: goal {goal}, version {version}."),
        kpi=label(saved.kpi, speaker),
        platform=platform_name(saved.platform or None, speaker),
        month=_month(saved, speaker),
        goal=_level(saved.target, saved, speaker),
        version=saved.version,
    )
    typer.echo(said)


@app.command(
    "status",
    help=N_("Print every goal of a period beside what was reached: all platforms together, then each."),
)
def status(
    institution: Institution,
    first: First,
    last: Last,
    platform: Platforms = None,
    kpi: Kpis = None,
    grain: Annotated[Grain, typer.Option(help=N_("Cut the period into pieces."))] = Grain.TOTAL,
    form: As = Format.TABLE,
) -> None:
    """Print every goal of a period beside what was reached: all platforms together, then each."""
    period = Period.of(parse_date(first), parse_date(last))
    wanted = (tuple(platform or ()), tuple(kpi or ()))
    with database().reading() as connection:
        row = institution_named(connection, institution)
        scopes = (By.PLATFORM,) if platform else (By.TOTAL, By.PLATFORM)
        found = [
            value
            for by in scopes
            for value in answer(connection, Question(row.id, period, *wanted, by=by, grain=grain))
            if value.goal is not None
        ]
        on_the_way = paces(connection, Question(row.id, period, *wanted), found)
    if form is Format.JSON:
        typer.echo(_with_pace(found, on_the_way))
        return
    if form is Format.TABLE and not found:
        typer.echo(language().say(N_("There is no goal for these days.")))
        return
    typer.echo(printed(found, form), nl=form is not Format.CSV)
    if form is Format.TABLE:
        _say_status(found, on_the_way)


def _with_pace(found: Sequence[Value], on_the_way: Sequence[Pace | Message | None]) -> str:
    """The values as `values` prints them, with what should be there by now and what will be at the end."""
    rows = []
    for value, one in zip(found, on_the_way, strict=True):
        ahead = one if isinstance(one, Pace) else None
        rows.append(
            record(value)
            | {
                "expected_by_now": ahead.expected if ahead else None,
                "forecast": ahead.forecast.forecast if ahead else None,
                "forecast_low": ahead.forecast.low if ahead else None,
                "forecast_high": ahead.forecast.high if ahead else None,
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _say_status(found: Sequence[Value], on_the_way: Sequence[Pace | Message | None]) -> None:
    speaker = language()
    ended = [value for value, way in zip(found, on_the_way, strict=True) if not isinstance(way, Pace)]
    for one in attention(ended):
        typer.echo(f"- {speaker.say(one.sentence)}")
    for value, way in zip(found, on_the_way, strict=True):
        if isinstance(way, Pace):
            name = f"{label(value.key, speaker)}, {platform_name(value.platform, speaker)}"
            typer.echo(f"- {name}: {speaker.say(way.sentence)}. {speaker.say(way.outlook)}")


@app.command("history", help=N_("Print all versions of the goals of a KPI, newest first."))
def history(institution: Institution, kpi: OneKpi, platform: Platform = "", month: OneMonth = "") -> None:
    """Print all versions of the goals of a KPI, newest first."""
    if kpi not in KPIS:
        raise GoalForUnknownKpi(name=kpi, near=nearest(kpi, KPIS))
    key = platform_of(platform).key if platform else ""
    with database().reading() as connection:
        row = institution_named(connection, institution)
        goals = goal_history(connection, row.id, kpi, key, month_of(month) if month else None)
    speaker = language()
    if not goals:
        typer.echo(speaker.say(N_("No goal has been set for this KPI and platform.")))
        return
    headings = (
        N_("Month"), N_("Version"), N_("Floor"), N_("Target"), N_("Stretch"), N_("Owner"), N_("Reason"),
        N_("Changed by"), N_("Withdrawn"),
    )  # fmt: skip
    rows = [_line(goal, speaker) for goal in goals]
    typer.echo(aligned([speaker.say(heading) for heading in headings], rows, right=(1, 2, 3, 4)))


def month_of(text: str) -> int:
    """The day of the first of the month that is written as year-month.

    Raises:
        InvalidMonth: it is written otherwise, or does not exist.
    """
    try:
        return day_of(date.fromisoformat(f"{text}-01"))
    except ValueError:
        raise InvalidMonth(value=text) from None


def _line(goal: Goal, speaker: Language) -> list[str]:
    levels = [
        "" if level is None else _level(level, goal, speaker)
        for level in (goal.floor, goal.target, goal.stretch)
    ]
    withdrawn = speaker.say(N_("yes")) if goal.withdrawn else ""
    return [
        _month(goal, speaker), str(goal.version), *levels, goal.owner, goal.reason, goal.changed_by, withdrawn
    ]  # fmt: skip


def _month(goal: Goal, speaker: Language) -> str:
    return speaker.short_month(date_of(goal.month))


def _level(level: float, goal: Goal, speaker: Language) -> str:
    unit: Unit = KPIS[goal.kpi].unit
    return speaker.value(level, unit, trim=True)
