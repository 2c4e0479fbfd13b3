"""`compare`: KPIs beside the period before, last year, another platform or institution, and what moved them."""

import csv
import json
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Annotated, Final

import typer
from sqlalchemy import Connection

from kpi.answers.beside import Beside, beside_before, beside_institution, beside_platform
from kpi.answers.comparison import Against, Change
from kpi.answers.contribution import Contribution
from kpi.answers.question import By, Question
from kpi.answers.splits import IN_SPANS, Dimension, Split, adds_up, split
from kpi.commands.app import App
from kpi.commands.operator import database
from kpi.commands.options import As, First, Format, Institution, Kpis, Last, Platforms
from kpi.commands.speech import language
from kpi.commands.tables import aligned
from kpi.commands.values import CSV_COLUMNS, record
from kpi.errors import KpiError
from kpi.periods import Period, parse_date
from kpi.showing.changes import change_size, part_name, part_size, per_day, uneven
from kpi.showing.charts.words import label, platform_name
from kpi.showing.language import Language
from kpi.store.institutions import institution_named
from kpi.words import N_, Message

PREVIOUS: Final = "previous"
LAST_YEAR: Final = "last-year"
BEFORE: Final = {PREVIOUS: Against.PREVIOUS, LAST_YEAR: Against.LAST_YEAR}
PLATFORM, INSTITUTION = "platform:", "institution:"


class UnknownComparison(KpiError):
    template = N_(
        "“{value}” is nothing to compare with. Write previous, last-year, platform:x or institution:NAME."
    )


class SplitOverTimeOnly(KpiError):
    template = N_(
        "A change over time can be split, a difference between two platforms or institutions cannot. "
        "Use --split with --against previous or last-year."
    )


app = App()


@app.command(
    help=N_("Print KPIs beside comparable ones, or why they are not comparable; and what moved them.")
)
def compare(
    institution: Institution,
    first: First,
    last: Last,
    platform: Platforms = None,
    kpi: Kpis = None,
    by: Annotated[
        By, typer.Option(help=N_("Add up over everything, per platform or per channel."))
    ] = By.TOTAL,
    against: Annotated[
        str, typer.Option(help=N_("previous, last-year, platform:x or institution:NAME."))
    ] = PREVIOUS,
    dimension: Annotated[
        Dimension | None,
        typer.Option("--split", help=N_("What moved each KPI: platform, weekday or format.")),
    ] = None,
    form: As = Format.TABLE,
) -> None:
    """Print KPIs beside comparable ones, or why they are not comparable; and what moved them."""
    if dimension is not None and against not in BEFORE:
        raise SplitOverTimeOnly
    period = Period.of(parse_date(first), parse_date(last))
    with database().reading() as connection:
        row = institution_named(connection, institution)
        question = Question(row.id, period, tuple(platform or ()), tuple(kpi or ()), by=by)
        found = _pairs(connection, question, against)
        splits = [_split(connection, question, pair, dimension) for pair in found]
    speaker = language()
    if form is Format.TABLE:
        typer.echo(days_compared(found, speaker))
        typer.echo(_table(found, speaker))
        for line in _split_lines(found, splits, speaker):
            typer.echo(line)
        return
    rows = _records(found, splits, speaker)
    typer.echo(_flat(rows) if form is Format.CSV else _json(rows))


def _pairs(connection: Connection, question: Question, against: str) -> list[Beside]:
    if against in BEFORE:
        return beside_before(connection, question, BEFORE[against])
    if against.startswith(PLATFORM):
        return beside_platform(connection, question, against.removeprefix(PLATFORM))
    if against.startswith(INSTITUTION):
        other = institution_named(connection, against.removeprefix(INSTITUTION))
        return beside_institution(connection, question, other.id)
    raise UnknownComparison(value=against)


def _split(
    connection: Connection, question: Question, pair: Beside, dimension: Dimension | None
) -> Split | Message | None:
    """What moved one value; None where nobody asked, or there is no change to split."""
    if dimension is None or isinstance(pair.change, Message):
        return None
    platforms = (pair.value.platform,) if pair.value.platform else question.platforms
    asked = Question(question.institution_id, pair.value.period, platforms)
    found = split(connection, asked, pair.value.key, pair.other.period, dimension)
    if isinstance(found, Split) and not adds_up(found, pair.value, pair.other):
        return Message(IN_SPANS)
    return found


def _records(
    found: Sequence[Beside], splits: Sequence[Split | Message | None], speaker: Language
) -> list[dict[str, object]]:
    rows = []
    for pair, parts in zip(found, splits, strict=True):
        change = pair.change
        row = record(pair.value) | {
            "beside": record(pair.other),
            "change": change.amount if isinstance(change, Change) else None,
            "change_unit": change.kind.value if isinstance(change, Change) else None,
            "change_per_day": change.per_day.amount
            if isinstance(change, Change) and change.per_day
            else None,
            "why_not": None if isinstance(change, Change) else speaker.say(change),
        }
        if isinstance(parts, Split):
            row["split"] = [_contribution(one) for one in parts.contributions]
        elif parts is not None:
            row["why_no_split"] = speaker.say(parts)
        rows.append(row)
    return rows


def _json(rows: Sequence[Mapping[str, object]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _flat(rows: Sequence[Mapping[str, object]]) -> str:
    """A line for each comparison, what is compared with in columns `beside_…`; parts of a change are in JSON alone."""
    beside = [f"beside_{name}" for name in CSV_COLUMNS]
    columns = [*CSV_COLUMNS, *beside, "change", "change_unit", "change_per_day", "why_not"]
    text = StringIO()
    writer = csv.DictWriter(text, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        other = row["beside"]
        assert isinstance(other, Mapping)  # noqa: S101
        writer.writerow({**row, **{f"beside_{name}": value for name, value in other.items()}})
    return text.getvalue().rstrip("\n")


def _contribution(one: Contribution) -> dict[str, object]:
    return {
        "part": one.part,
        "amount": one.amount,
        "rate": one.rate,
        "mix": one.mix,
        "before": one.before,
        "after": one.after,
    }


def days_compared(found: Sequence[Beside], speaker: Language) -> str:
    """Which days stand on the left and which on the right, both ends included."""
    now, then = next(((pair.value.period, pair.other.period) for pair in found), (None, None))
    if now is None or then is None:
        return ""
    said = {"first": now.first, "last": now.last, "days": now.days}
    if now == then:
        return speaker.say(N_("Days compared, on both sides: {first} to {last} ({days} days)."), **said)
    return speaker.say(
        N_("Days compared: {first} to {last} ({days} days) beside {start} to {end} ({others} days)."),
        start=then.first,
        end=then.last,
        others=then.days,
        **said,
    )


def _table(found: Sequence[Beside], speaker: Language) -> str:
    headings = (N_("Platform"), N_("KPI or measure"), N_("Value"), N_("Beside it"), N_("Change"))
    rows = [
        [
            platform_name(pair.value.platform, speaker) if pair.value.platform else "",
            label(pair.value.key, speaker),
            speaker.value(pair.value.value, pair.value.unit),
            speaker.value(pair.other.value, pair.other.unit),
            change_size(pair.change, speaker) + per_day(pair.change, speaker)
            if isinstance(pair.change, Change)
            else speaker.say(pair.change),
        ]
        for pair in found
    ]
    return aligned([speaker.say(heading) for heading in headings], rows, right=(2, 3))


def _split_lines(
    found: Sequence[Beside], splits: Sequence[Split | Message | None], speaker: Language
) -> list[str]:
    lines: list[str] = []
    for pair, parts in zip(found, splits, strict=True):
        if isinstance(parts, Split):
            lines.append(f"- {label(pair.value.key, speaker)}:")
            lines.extend(
                f"    {part_name(parts.dimension, one.part, speaker)}: "
                f"{part_size(one.amount, pair.value.unit, speaker)}"
                for one in parts.contributions
            )
            lines.extend(f"    {said}" for said in (uneven(parts, speaker),) if said)
        elif parts is not None:
            lines.append(f"- {speaker.say(parts)}")
    return lines
