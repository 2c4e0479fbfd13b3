"""`anomalies`: the days of a period that their weekday and season do not explain."""

import json
from typing import Annotated

import typer

from kpi.answers.anomalies import RULE, Anomaly, anomalies_in
from kpi.answers.question import By, Question
from kpi.commands.app import App
from kpi.commands.operator import database
from kpi.commands.options import As, First, Format, Institution, Last, Platforms
from kpi.commands.speech import language
from kpi.commands.values import record
from kpi.periods import Period, parse_date
from kpi.showing.charts.words import label, platform_name
from kpi.showing.language import Language
from kpi.store.institutions import institution_named
from kpi.words import N_

app = App()


@app.command(help=N_("Print the days that lie outside of what their weekday and season lead one to expect."))
def anomalies(
    institution: Institution,
    kpi: Annotated[list[str], typer.Option(help=N_("A KPI's key; repeat it for several."))],
    first: First,
    last: Last,
    platform: Platforms = None,
    by: Annotated[
        By, typer.Option(help=N_("Add up over everything, per platform or per channel."))
    ] = By.TOTAL,
    form: As = Format.TABLE,
) -> None:
    """Print the days that lie outside of what their weekday and season lead one to expect."""
    period = Period.of(parse_date(first), parse_date(last))
    with database().reading() as connection:
        row = institution_named(connection, institution)
        question = Question(row.id, period, tuple(platform or ()), tuple(kpi), by=by)
        found = anomalies_in(connection, question)
    if form is Format.TABLE:
        speaker = language()
        for one in found:
            typer.echo(_line(one, speaker))
        typer.echo(speaker.say(RULE) if found else speaker.say(N_("No day stands out.")))
        return
    typer.echo(json.dumps([_record(one) for one in found], ensure_ascii=False, indent=1))


def _line(one: Anomaly, speaker: Language) -> str:
    where = f"{platform_name(one.value.platform, speaker)}: " if one.value.platform else ""
    return f"- {where}{label(one.value.key, speaker)}: {speaker.say(one.sentence)}"


def _record(one: Anomaly) -> dict[str, object]:
    return record(one.value) | {
        "expected": one.expected,
        "expected_low": one.low,
        "expected_high": one.high,
    }
