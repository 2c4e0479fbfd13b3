"""`values`: KPI values and measures as a table, CSV or JSON. The JSON's keys are a contract."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final

import typer

from kpi.answers.question import By, Question
from kpi.answers.value import RUNNING, Value
from kpi.answers.values import answer
from kpi.commands.app import App
from kpi.commands.operator import database
from kpi.commands.options import As, First, Format, Institution, Kpis, Last, Platforms
from kpi.commands.speech import language
from kpi.commands.tables import aligned
from kpi.periods import Grain, Period, parse_date
from kpi.platforms import Audience
from kpi.showing.charts.words import (
    STATUS_WORDS,
    figure,
    is_too_early,
    label,
    platform_name,
    target_text,
    why_missing,
)
from kpi.showing.language import Language
from kpi.store.institutions import institution_named
from kpi.words import N_

app = App()


@app.command(help=N_("Print KPI values and measures of a period. Without --kpi and --measure: all KPIs."))
def values(
    institution: Institution,
    first: First,
    last: Last,
    platform: Platforms = None,
    kpi: Kpis = None,
    measure: Annotated[list[str] | None, typer.Option(help=N_("A measure's key; repeat it."))] = None,
    by: Annotated[
        By, typer.Option(help=N_("Add up over everything, per platform or per channel."))
    ] = By.TOTAL,
    grain: Annotated[Grain, typer.Option(help=N_("Cut the period into pieces."))] = Grain.TOTAL,
    audience: Annotated[
        list[Audience] | None, typer.Option(help=N_("Only channels of this audience; repeat it for several."))
    ] = None,
    form: As = Format.TABLE,
) -> None:
    """Print KPI values and measures of a period. Without --kpi and --measure: all KPIs."""
    period = Period.of(parse_date(first), parse_date(last))
    with database().reading() as connection:
        row = institution_named(connection, institution)
        question = Question(
            row.id,
            period,
            tuple(platform or ()),
            tuple(kpi or ()),
            tuple(measure or ()),
            by,
            grain,
            tuple(audience or ()),
        )
        found = answer(connection, question)
    typer.echo(printed(found, form), nl=form is not Format.CSV)


def printed(found: Sequence[Value], form: Format) -> str:
    """The values as text in the form asked for."""
    return _FORMS[form](found)


def record(value: Value) -> dict[str, object]:
    """A value as it stands in the JSON; `kpi` or `measure` names it, None is missing, `period_end` is included."""
    return {
        "institution": value.institution,
        "platform": value.platform,
        "channel": value.channel,
        "period_start": value.period.first.isoformat(),
        "period_end": value.period.last.isoformat(),
        "kpi" if value.is_kpi else "measure": value.key,
        "value": value.value,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "n": value.n,
        "unit": value.unit.value,
        "low": value.low,
        "high": value.high,
        "missing": value.missing.value if value.missing else None,
        "goal": value.goal.target if value.goal else None,
        "status": value.status.code if value.status else None,
        "running": value.status in RUNNING if value.status else None,
        "reference": value.reference.value if value.reference else None,
    }


CSV_COLUMNS: Final = (
    "institution", "platform", "channel", "period_start", "period_end", "kpi", "measure", "value",
    "numerator", "denominator", "n", "unit", "low", "high", "missing", "goal", "status", "running", "reference",
)  # fmt: skip


def _json(found: Sequence[Value]) -> str:
    return json.dumps([record(value) for value in found], ensure_ascii=False, indent=1)


def _csv(found: Sequence[Value]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, CSV_COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(record(value) for value in found)
    return text.getvalue()


def _table(found: Sequence[Value]) -> str:
    speaker = language()
    shown = [column for column in _COLUMNS if any(column[2](value, speaker) for value in found)]
    rows = [[cell(value, speaker) for _, _, cell in shown] for value in found]
    right = [number for number, (_, to_right, _) in enumerate(shown) if to_right]
    return aligned([speaker.say(heading) for heading, _, _ in shown], rows, right)


def _part(number: float | None, speaker: Language) -> str:
    return "" if number is None else speaker.number(number)


def _interval(value: Value, speaker: Language) -> str:
    if value.low is None or value.high is None:
        return ""
    return f"{speaker.value(value.low, value.unit)} – {speaker.value(value.high, value.unit)}"


def _why(value: Value, speaker: Language) -> str:
    return why_missing(value, speaker) if value.missing else ""


def _status(value: Value, speaker: Language) -> str:
    if is_too_early(value):
        return speaker.say(N_("too early to say"))
    return speaker.say(STATUS_WORDS[value.status]) if value.status else ""


_Column = tuple[str, bool, Callable[[Value, Language], str]]
_COLUMNS: Final[Sequence[_Column]] = (
    (N_("Period"), False, lambda value, speaker: speaker.period(value.period)),
    (
        N_("Platform"),
        False,
        lambda value, speaker: platform_name(value.platform, speaker) if value.platform else "",
    ),
    (N_("Channel"), False, lambda value, _: value.channel or ""),
    (N_("KPI or measure"), False, lambda value, speaker: label(value.key, speaker)),
    (N_("Value"), True, figure),
    (N_("Numerator"), True, lambda value, speaker: _part(value.numerator, speaker)),
    (N_("Denominator"), True, lambda value, speaker: _part(value.denominator, speaker)),
    (N_("Cases (n)"), True, lambda value, speaker: _part(value.n, speaker)),
    (N_("95% interval"), False, _interval),
    (N_("Goal"), True, target_text),
    (N_("Status"), False, _status),
    (N_("Why there is no value"), False, _why),
)
_FORMS: Final[Mapping[Format, Callable[[Sequence[Value]], str]]] = {
    Format.TABLE: _table,
    Format.CSV: _csv,
    Format.JSON: _json,
}
