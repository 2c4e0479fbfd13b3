"""The audit in the reader's words, and as a file. What nobody has declared here stands as it was written down."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from kpi.access.actor import Place
from kpi.access.audit import LABELS, AuditRow, Wanted
from kpi.showing.audit_values import detail_in_words, object_in_words
from kpi.showing.csv_files import Cell, form_for, write_rows
from kpi.showing.dates import instant_text
from kpi.showing.language import Language
from kpi.store.institutions import InstitutionRow
from kpi.words import N_

PLACES: Final[Mapping[str, str]] = {
    Place.PAGE: N_("page"),
    Place.COMMAND_LINE: N_("command line"),
    Place.SERVER: N_("server"),
}
NAMES: Final[Mapping[str, str]] = {
    "actions": N_("what was done"),
    "by": N_("signed as"),
    "campaign": N_("campaign"),
    "data version": N_("data version"),
    "days": N_("days"),
    "days kept": N_("days kept"),
    "fact": N_("kind of data"),
    "file": N_("file"),
    "from": N_("from"),
    "hours": N_("hours"),
    "institution": N_("institution"),
    "kind": N_("given to"),
    "language": N_("language"),
    "layout": N_("layout"),
    "months": N_("months"),
    "permission": N_("needed"),
    "platform": N_("platform"),
    "platforms": N_("platforms"),
    "purpose": N_("purpose"),
    "role": N_("role"),
    "rows read": N_("rows read"),
    "rows skipped": N_("rows skipped"),
    "to": N_("to"),
    "until": N_("until"),
    "value": N_("value"),
    "who": N_("who"),
    "why": N_("why"),
}
HEADINGS: Final = (
    N_("Number"),
    N_("When (UTC)"),
    N_("Who"),
    N_("Issuer"),
    N_("Subject"),
    N_("From where"),
    N_("Institution"),
    N_("What was done"),
    N_("To what"),
    N_("Rows"),
    N_("Details"),
)


def who(row: AuditRow) -> str:
    """Whoever did it: the address, else the subject or the machine's user."""
    return row.email or row.subject or "—"


def place(row: AuditRow, language: Language) -> str:
    return language.say(PLACES[row.place])


def action(row: AuditRow, language: Language) -> str:
    return language.say(LABELS[row.entry.action])


def thing(row: AuditRow, language: Language) -> str:
    """What it was done to."""
    return object_in_words(row.entry.action, row.entry.object, language)


def details(row: AuditRow, language: Language) -> str:
    """Its plain fields in one line: "days: 1 mar 2026 – 31 mar 2026; rows read: 12"."""
    return "; ".join(
        f"{language.say(NAMES[name]) if name in NAMES else name}: {detail_in_words(row.entry.action, name, value, language)}"
        for name, value in row.entry.details.items()
    )


def asked_for(institution: InstitutionRow | None, wanted: Wanted) -> dict[str, str]:
    """Which entries somebody takes away, for the entry of that."""
    days = [
        "" if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"
        for at in (wanted.since, wanted.until)
    ]
    told = {
        "institution": "all" if institution is None else institution.name,
        "who": wanted.who.strip(),
        "actions": ", ".join(wanted.actions),
        "from": days[0],
        "until": days[1],
    }
    return {name: text for name, text in told.items() if text}


def audit_csv(rows: Sequence[AuditRow], language: Language) -> bytes:
    """Every one of `rows` as a line; instants in UTC, as one file may be of institutions in several timezones."""
    lines: list[tuple[Cell, ...]] = [
        (
            row.id,
            instant_text(row.at),
            who(row),
            row.issuer,
            row.subject,
            place(row, language),
            row.institution,
            action(row, language),
            thing(row, language),
            row.entry.rows,
            details(row, language),
        )
        for row in rows
    ]
    return write_rows([language.say(heading) for heading in HEADINGS], lines, form_for(language.locale))
