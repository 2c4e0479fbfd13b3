"""What was done by whom, and what was refused: written down in the transaction that does it, and never changed.

The database refuses to change or delete an entry (migration 0013). Nothing of a customer belongs in one.
"""

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, Connection, Row, func, insert, or_, select

from kpi.access.actor import Actor
from kpi.periods import Period
from kpi.store.institutions import InstitutionRow
from kpi.store.schema import EVERYWHERE, metadata
from kpi.words import N_

AUDIT: Final = metadata.tables["audit"]


class Action(StrEnum):
    """What can be written down."""

    SIGNED_IN = "signed-in"
    SIGNED_OUT = "signed-out"
    IMPORTED = "imported"
    UNDONE = "undone"
    GOAL_SET = "goal-set"
    GOAL_WITHDRAWN = "goal-withdrawn"
    PURPOSE_SET = "purpose-set"
    EVENT_KEPT = "event-kept"
    EVENT_REMOVED = "event-removed"
    POSTS_TAGGED = "posts-tagged"
    LAYOUT_KEPT = "layout-kept"
    LAYOUT_FORGOTTEN = "layout-forgotten"
    HOURS_SET = "hours-set"
    HOURS_REMOVED = "hours-removed"
    FORGOTTEN = "forgotten"
    EXPIRED = "expired"
    TEXTS_READ = "texts-read"
    REKEYED = "rekeyed"
    EXPORTED = "exported"
    ROLE_GIVEN = "role-given"
    ROLE_TAKEN = "role-taken"
    SETTING_CHANGED = "setting-changed"
    INSTITUTION_MADE = "institution-made"
    INSTITUTION_REMOVED = "institution-removed"
    BACKED_UP = "backed-up"
    RESTORED = "restored"
    COUNTED_AGAIN = "counted-again"
    REFUSED = "refused"


LABELS: Final[Mapping[Action, str]] = {
    Action.SIGNED_IN: N_("signed in"),
    Action.SIGNED_OUT: N_("signed out"),
    Action.IMPORTED: N_("imported a file"),
    Action.UNDONE: N_("took an import back"),
    Action.GOAL_SET: N_("set a goal"),
    Action.GOAL_WITHDRAWN: N_("withdrew a goal"),
    Action.PURPOSE_SET: N_("said what a platform is for"),
    Action.EVENT_KEPT: N_("kept an event"),
    Action.EVENT_REMOVED: N_("removed an event"),
    Action.POSTS_TAGGED: N_("tagged posts"),
    Action.LAYOUT_KEPT: N_("kept a layout"),
    Action.LAYOUT_FORGOTTEN: N_("forgot a layout"),
    Action.HOURS_SET: N_("changed service hours"),
    Action.HOURS_REMOVED: N_("removed service hours"),
    Action.FORGOTTEN: N_("forgot a person or old rows"),
    Action.EXPIRED: N_("removed what had been kept long enough"),
    Action.TEXTS_READ: N_("read texts of messages"),
    Action.REKEYED: N_("made pseudonyms anew"),
    Action.EXPORTED: N_("took a file away"),
    Action.ROLE_GIVEN: N_("gave a role"),
    Action.ROLE_TAKEN: N_("took a role away"),
    Action.SETTING_CHANGED: N_("changed a setting"),
    Action.INSTITUTION_MADE: N_("made an institution"),
    Action.INSTITUTION_REMOVED: N_("removed an institution"),
    Action.BACKED_UP: N_("wrote a backup"),
    Action.RESTORED: N_("put a backup in the database's place"),
    Action.COUNTED_AGAIN: N_("corrected the measures by counting again"),
    Action.REFUSED: N_("was refused"),
}


@dataclass(frozen=True)
class Entry:
    """What is done: to which object, over how many rows, and what else is worth knowing, as plain texts."""

    action: Action
    object: str = ""
    rows: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)


def days_of(period: Period) -> str:
    """Days as an entry keeps them: "2026-03-01 – 2026-03-31"."""
    return f"{period.first} – {period.last}"


@dataclass(frozen=True)
class AuditRow:
    """An entry as it was written down; `at` in epoch seconds."""

    id: int
    at: int
    issuer: str
    subject: str
    email: str
    place: str
    institution_id: int
    institution: str
    entry: Entry

    @property
    def who(self) -> str:
        return self.email or self.subject


@dataclass(frozen=True)
class Wanted:
    """Which entries: of one institution (None: of all, and of the server itself), of some kinds, by somebody, in time.

    `who` is a part of an address, a subject or a machine's user. `since` and `until` are epoch seconds, half-open.
    """

    institution_id: int | None = None
    actions: Sequence[Action] = ()
    who: str = ""
    since: int | None = None
    until: int | None = None


def append(connection: Connection, actor: Actor, institution: InstitutionRow | None, entry: Entry) -> None:
    """Write down what `actor` does in `institution` (None: to the server), in the transaction that does it."""
    connection.execute(
        insert(AUDIT).values(
            at=int(time.time()),
            issuer=actor.issuer,
            subject=actor.subject,
            email=actor.email,
            place=actor.place,
            institution_id=institution.id if institution else EVERYWHERE,
            institution=institution.name if institution else "",
            action=entry.action,
            object=entry.object,
            rows=entry.rows,
            details=json.dumps(dict(entry.details), ensure_ascii=False),
        )
    )


def count_entries(connection: Connection, wanted: Wanted) -> int:
    found: int = connection.execute(
        select(func.count()).select_from(AUDIT).where(*_conditions(wanted))
    ).scalar_one()
    return found


def entries(
    connection: Connection, wanted: Wanted, *, first: int = 0, most: int | None = None
) -> list[AuditRow]:
    """The entries that are wanted, newest first: `most` of them, from the one at place `first` on."""
    query = select(AUDIT).where(*_conditions(wanted)).order_by(AUDIT.c.id.desc()).offset(first).limit(most)
    return [_row(row) for row in connection.execute(query)]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.institution_id is not None:
        found.append(AUDIT.c.institution_id == wanted.institution_id)
    if wanted.actions:
        found.append(AUDIT.c.action.in_(wanted.actions))
    if who := wanted.who.strip():
        found.append(
            or_(*(column.icontains(who, autoescape=True) for column in (AUDIT.c.email, AUDIT.c.subject)))
        )
    if wanted.since is not None:
        found.append(AUDIT.c.at >= wanted.since)
    if wanted.until is not None:
        found.append(AUDIT.c.at < wanted.until)
    return found


def _row(row: Row[tuple[object, ...]]) -> AuditRow:
    of = row._mapping  # noqa: SLF001  (SQLAlchemy's documented way to columns by name)
    entry = Entry(Action(of["action"]), of["object"], of["rows"], json.loads(of["details"]))
    return AuditRow(
        of["id"],
        of["at"],
        of["issuer"],
        of["subject"],
        of["email"],
        of["place"],
        of["institution_id"],
        of["institution"],
        entry,
    )
