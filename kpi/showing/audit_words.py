"""The audit in the reader's words, and as a file. What nobody has declared here stands as it was written down."""

from collections.abc import Mapping, Sequence
from typing import Final

from kpi.access.actor import Place
from kpi.access.audit import LABELS, Action, AuditRow
from kpi.access.people import Kind
from kpi.access.roles import LABELS as ROLES
from kpi.access.roles import TO_DO, Permission, Role
from kpi.showing.csv_files import Cell, form_for, write_rows
from kpi.showing.dates import instant_text
from kpi.showing.language import Language
from kpi.words import N_

PLACES: Final[Mapping[str, str]] = {
    Place.PAGE: N_("page"),
    Place.COMMAND_LINE: N_("command line"),
    Place.SERVER: N_("server"),
}
KINDS: Final[Mapping[Kind, str]] = {Kind.EMAIL: N_("e-mail address"), Kind.GROUP: N_("group of the sign-in")}
NAMES: Final[Mapping[str, str]] = {
    "by": N_("signed as"),
    "campaign": N_("campaign"),
    "data version": N_("data version"),
    "days": N_("days"),
    "days kept": N_("days kept"),
    "fact": N_("kind of data"),
    "file": N_("file"),
    "from": N_("from"),
    "hours": N_("hours"),
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
    "value": N_("value"),
    "why": N_("why"),
}
TEXTS: Final[Mapping[str, str]] = {
    "all": N_("all of them"),
    "audit": N_("the audit"),
    "beside_others": N_("numbers beside those of other institutions"),
    "events": N_("the events"),
    "goals": N_("the goals"),
    "idle": N_("nothing was done for too long"),
    "layout": N_("a layout"),
    "message_texts": N_("texts of messages"),
    "no": N_("no"),
    "posts": N_("posts"),
    "report": N_("the report"),
    "signed out": N_("by their own wish"),
    "xlsx": N_("the workbook"),
    "yes": N_("yes"),
    "zip": N_("the CSV files"),
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
    known = {str(permission): text for permission, text in TO_DO.items()}
    if row.entry.action is Action.REFUSED and row.entry.object in known:
        return language.say(known[row.entry.object])
    return language.say(TEXTS[row.entry.object]) if row.entry.object in TEXTS else row.entry.object


def details(row: AuditRow, language: Language) -> str:
    """Its plain fields in one line: "days: 1 – 31; rows read: 12"."""
    return "; ".join(
        f"{language.say(NAMES[name]) if name in NAMES else name}: {_detail(name, value, language)}"
        for name, value in row.entry.details.items()
    )


def _detail(name: str, value: str, language: Language) -> str:
    if name == "role":
        return language.say(ROLES[Role(value)])
    if name == "kind":
        return language.say(KINDS[Kind(value)])
    if name == "permission":
        return language.say(TO_DO[Permission(value)])
    return language.say(TEXTS[value]) if value in TEXTS else value


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
