"""`forget`: make a person anonymous, remove old rows or expired texts for good; every figure stays what it was."""

from typing import Annotated, Final

import typer

from kpi.access.audit import Action, Entry
from kpi.acts.texts import expire_in
from kpi.commands.app import App
from kpi.commands.operator import database, operator
from kpi.commands.speech import language
from kpi.errors import KpiError
from kpi.importing.forgetting import forget_person
from kpi.periods import date_of, day_of, parse_date
from kpi.platforms import Account, platform_of
from kpi.rollup.sealing import Sealed, seal
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.store.institutions import ChannelRow, InstitutionRow, bump_version, channels, institution_named
from kpi.words import N_

PERSON: Final = N_(
    "{messages} messages and {visits} visits lead to nobody any more. All figures stay as they were, and imports leave out what the person wrote or visited up to now."
)
CHANNEL: Final = N_(
    "{channel}: {messages} messages and {visits} visits of conversations and visitors that were over before {day}."
)
REMOVED: Final = N_("What is removed is gone for good; all figures stay as they were.")
NOTHING: Final = N_(
    "Nothing is old enough: conversations go a week, visitors 90 days before the end of a channel's data at the earliest."
)
EXPIRED: Final = N_("Texts of messages that had been kept long enough: {texts}.")
TRIED: Final = N_("Only tried: nothing was changed.")


class ForgetWhat(KpiError):
    template = N_(
        "Say of which --institution, and either whom to forget (--person) or the day before which rows are removed (--before); or --expired alone."
    )


class _OnlyTried(Exception):
    """Ends a transaction that must leave nothing behind."""


app = App()


@app.command(
    help=N_(
        "Forget a person, or remove old rows or texts that were kept long enough; every figure stays what it was."
    )
)
def forget(
    institution: Annotated[str | None, typer.Option(help=N_("The institution's name."))] = None,
    person: Annotated[
        str | None,
        typer.Option(help=N_("A name, or an identifier, as the export writes it.")),
    ] = None,
    platform: Annotated[str | None, typer.Option(help=N_("Only on this platform."))] = None,
    before: Annotated[
        str | None, typer.Option(help=N_("Remove messages and visits of days before this one, for good."))
    ] = None,
    expired: Annotated[
        bool,
        typer.Option(
            "--expired", help=N_("Remove texts of all institutions that have been kept long enough.")
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=N_("Say what would be forgotten and change nothing."))
    ] = False,
) -> None:
    """Forget a person, or old rows."""
    speaker, store = language(), database()
    where = platform_of(platform).key if platform else ""
    if expired and (institution, person, before, platform) == (None, None, None, None):
        typer.echo(speaker.say(EXPIRED, texts=_expire(store, dry_run=dry_run)))
        if dry_run:
            typer.echo(speaker.say(TRIED))
        return
    if expired or institution is None or (person is None) is (before is None):
        raise ForgetWhat
    day = None if before is None else day_of(parse_date(before))
    try:
        lines = _forget(store, institution, person or "", where, day, speaker, dry_run=dry_run)
    except _OnlyTried as tried:
        lines = [*tried.args[0], speaker.say(TRIED)]
    for line in lines:
        typer.echo(line)


def _expire(store: Store, *, dry_run: bool) -> int:
    try:
        with store.writing() as connection:
            gone = expire_in(connection, operator())
            if dry_run:
                raise _OnlyTried(gone)
    except _OnlyTried as tried:
        return int(tried.args[0])
    return gone


def _forget(
    store: Store, name: str, person: str, platform: str, day: int | None, speaker: Language, *, dry_run: bool
) -> list[str]:
    with store.writing() as connection:
        institution: InstitutionRow = institution_named(connection, name)
        if day is None:
            found = forget_person(connection, institution, person, platform)
            lines = [speaker.say(PERSON, messages=found.messages, visits=found.visits)]
        else:
            rows = [row for row in channels(connection, institution.id) if platform in ("", row.platform)]
            sealed = [(row, seal(connection, row.id, day)) for row in rows]
            bump_version(connection, institution.id)
            lines = _removed(sealed, speaker)
        if dry_run:
            raise _OnlyTried(lines)
        # never whom: the audit outlives what was forgotten
        thing = "person" if day is None else f"rows before {date_of(day)}"
        entry = Entry(Action.FORGOTTEN, thing, details={"platform": platform} if platform else {})
        operator().write_down(connection, institution, entry)
    return lines


def _removed(sealed: list[tuple[ChannelRow, Sealed]], speaker: Language) -> list[str]:
    lines = [
        speaker.say(
            CHANNEL,
            channel=Account(row.platform, row.handle),
            messages=each.messages,
            visits=each.visits,
            day=date_of(each.until),
        )
        for row, each in sealed
        if (each.messages or each.visits) and each.until is not None
    ]
    return [*lines, speaker.say(REMOVED)] if lines else [speaker.say(NOTHING)]
