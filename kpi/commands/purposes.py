"""`purposes`: what each platform is for, as the institution sees it, and how well it serves that."""

import json
from collections.abc import Iterable
from typing import Annotated, Final

import typer
from sqlalchemy import Connection

from kpi.access.audit import Action, Entry
from kpi.access.roles import Permission
from kpi.answers.question import By, Question
from kpi.answers.serving import Serving, servings
from kpi.answers.values import answer
from kpi.catalogue.purposes import KPIS_THAT_TELL, PURPOSES
from kpi.commands.app import App
from kpi.commands.operator import database, operator
from kpi.commands.options import AsTableOrJson, First, Institution, Last, TableOrJson
from kpi.commands.speech import language
from kpi.commands.tables import aligned
from kpi.periods import Period, parse_date
from kpi.platforms import platform_of
from kpi.showing.charts.words import platform_name
from kpi.showing.phrases import served
from kpi.store.institutions import institution_named
from kpi.store.purposes import SetPurpose, purpose_history, purposes, set_purpose
from kpi.words import N_

app = App(help=N_("What each platform is for: the KPIs that tell how well it serves that follow from it."))

HEADINGS: Final = (N_("Platform"), N_("Purpose"), N_("Note"), N_("Version"), N_("Changed by"))


@app.command("set", help=N_("Say what a platform is for; without --purpose it is taken back."))
def set_(
    institution: Institution,
    platform: Annotated[str, typer.Option(help=N_("The platform."))],
    purpose: Annotated[
        str, typer.Option(help=N_("community, care, professionals, brand, young or self_service."))
    ] = "",
    note: Annotated[str, typer.Option(help=N_("The same in your words."))] = "",
) -> None:
    """Set one platform's purpose; the earlier version stays in its history."""
    access = operator()
    row = access.institution(institution)
    one = SetPurpose(platform_of(platform).key, purpose, note)
    entry = Entry(Action.PURPOSE_SET, one.platform, details={"purpose": purpose or "none"})
    with access.writing(Permission.PURPOSES, row, entry) as connection:
        saved = set_purpose(connection, row.id, one, by=access.by)
    typer.echo(_table([saved]))


@app.command("list", help=N_("Print what each platform is for, and for a period how well it serves that."))
def list_(
    institution: Institution,
    first: First = "",
    last: Last = "",
    history: Annotated[bool, typer.Option("--history", help=N_("Every version, the oldest first."))] = False,
    form: AsTableOrJson = TableOrJson.TABLE,
) -> None:
    """Print the purposes that hold now, or all that ever did."""
    period = Period.of(parse_date(first or last), parse_date(last or first)) if first or last else None
    with database().reading() as connection:
        row = institution_named(connection, institution)
        latest = purposes(connection, row.id).values()
        found = purpose_history(connection, row.id) if history else [one for one in latest if one.purpose]
        verdicts = {} if history or period is None else _verdicts(connection, row.id, found, period)
    if form is TableOrJson.JSON:
        records = [purpose_record(one, verdicts.get(one.platform)) for one in found]
        typer.echo(json.dumps(records, ensure_ascii=False, indent=1))
    elif found:
        typer.echo(_table(found))
        for platform, verdict in verdicts.items():
            typer.echo(f"- {platform_name(platform, language())}: {served(verdict, language())}")
    else:
        typer.echo(language().say(N_("Nobody has said yet what any platform is for.")), err=True)


def _verdicts(
    connection: Connection, institution_id: int, found: Iterable[SetPurpose], period: Period
) -> dict[str, Serving]:
    """How well each platform serves its purpose in the period."""
    question = Question(institution_id, period, kpis=KPIS_THAT_TELL, by=By.PLATFORM)
    return servings(answer(connection, question), {one.platform: one.purpose for one in found})


def purpose_record(one: SetPurpose, verdict: Serving | None = None) -> dict[str, object]:
    """`changed_at` is in epoch seconds; `purpose` "" was taken back; `status` is None where no period was asked for."""
    return {
        "platform": one.platform,
        "purpose": one.purpose,
        "note": one.note,
        "version": one.version,
        "changed_by": one.changed_by,
        "changed_at": one.changed_at,
        "status": verdict.status.code if verdict else None,
    }


def _table(found: Iterable[SetPurpose]) -> str:
    speaker = language()
    rows = [
        [
            platform_name(one.platform, speaker),
            speaker.say(PURPOSES[one.purpose].label) if one.purpose else speaker.say(N_("None")),
            one.note,
            str(one.version),
            one.changed_by,
        ]
        for one in found
    ]
    return aligned([speaker.say(heading) for heading in HEADINGS], rows, right=(3,))
