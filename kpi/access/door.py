"""The one door between a person and the data: whoever wants to read or write comes through it, each time anew.

Roles are read from the store at every call, so that what was taken away is refused at the next click, also in a
tab that was open before. What belongs to an institution that somebody may not see does not exist for them: the
sentence is the same. Every refusal is written down.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from kpi.access.actor import Actor, Place
from kpi.access.audit import Action, Entry, append
from kpi.access.people import Grants, grants_of
from kpi.access.person import Person
from kpi.access.roles import LABELS, TO_DO, Permission, least_role
from kpi.access.settings import beside_others
from kpi.errors import KpiError, UnknownInstitution
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow, find_institution, institutions
from kpi.store.schema import EVERYWHERE
from kpi.words import N_, Message, quoted

log = logging.getLogger("vinculo")

EVERYTHING = frozenset(Permission)


class NotAllowed(KpiError):
    template = N_(
        "You may not {do} in {institution}: that takes the role “{role}” there. Ask one of its administrators."
    )


class NotAllowedHere(KpiError):
    template = N_("You may not {do}: that takes an administrator of the whole server.")


class Access:
    """What one person may do with a store. `limited` False: nobody signs in, and everything is allowed.

    The store itself is handed out to `kpi.acts` alone (`store_for`), which does and writes down.
    """

    def __init__(self, store: Store, actor: Actor, *, limited: bool) -> None:
        self.actor = actor
        self.limited = limited
        self._store = store

    @classmethod
    def of(cls, store: Store, person: Person | None) -> "Access":
        """The door of a page: for a person who has signed in, or for whoever sits at a machine without sign-in."""
        if person is None:
            return cls(store, Actor.of_machine(Place.PAGE), limited=False)
        return cls(store, Actor.signed_in(person), limited=True)

    @classmethod
    def of_operator(cls, store: Store) -> "Access":
        """The door of the command line: whoever may read the database may do everything; it is written down."""
        return cls(store, Actor.of_machine(Place.COMMAND_LINE), limited=False)

    @property
    def by(self) -> str:
        """Who acts, for the histories; "" at a page without sign-in, where it is always the same person."""
        return "" if self.actor.place is Place.PAGE and not self.limited else self.actor.name

    @property
    def address(self) -> str:
        """The store's address, by which what was computed from one is told from another's. Not to be shown."""
        return self._store.engine.url.render_as_string(hide_password=False)

    def institutions(self) -> list[InstitutionRow]:
        """The institutions that may be seen now, by name."""
        with self._store.reading() as connection:
            return self._visible(connection)

    def institution(self, name: str) -> InstitutionRow:
        """The institution called `name`, in any spelling.

        Raises:
            UnknownInstitution: there is none, or it may not be seen; the sentence lists those that may.
        """
        with self._store.reading() as connection:
            visible = self._visible(connection)
            found = find_institution(connection, name)
        if found is not None and all(found.id != row.id for row in visible):
            self.refuse(Permission.SEE, found, "")
            found = None
        if found is None:
            known = quoted(row.name for row in visible)
            raise UnknownInstitution(name=name, known=known or "–")
        return found

    def allowed(self, institution: InstitutionRow | None) -> frozenset[Permission]:
        """What may be done in an institution now (None: with the whole server), to show no button in vain."""
        if not self.limited:
            return EVERYTHING
        with self._store.reading() as connection:
            return _here(grants_of(connection, self.actor), institution)

    def administers(self) -> list[InstitutionRow]:
        """The institutions in which people may be decided on."""
        with self._store.reading() as connection:
            return self._visible(connection, Permission.PEOPLE)

    def comparable(self, institution: InstitutionRow) -> list[InstitutionRow]:
        """The other institutions whose numbers may stand beside this one's: both have to allow it.

        Without sign-in that is allowed unless an institution decided otherwise; with it, only where they did.
        """
        with self._store.reading() as connection:
            decided, rows = beside_others(connection), self._visible(connection)
        return [
            row
            for row in rows
            if row.id != institution.id
            and all(decided.get(one, not self.limited) for one in (row.id, institution.id))
        ]

    def check(self, permission: Permission, institution: InstitutionRow | None, thing: str = "") -> None:
        """Refuse unless `permission` is had in `institution` (None: for the whole server); `thing` is what is asked for.

        Raises:
            UnknownInstitution: the institution may not even be seen.
            NotAllowed, NotAllowedHere: it may be seen, and this not be done.
        """
        if permission not in self.allowed(institution):
            raise self.refusal(permission, institution, thing)

    @contextmanager
    def reading(self, institution: InstitutionRow) -> Iterator[Connection]:
        """A connection to read what belongs to `institution`.

        Raises:
            UnknownInstitution: it may not be seen.
        """
        with self._store.reading() as connection:
            if self._permits(connection, Permission.SEE, institution):
                yield connection
                return
        raise self.refusal(Permission.SEE, institution)

    @contextmanager
    def writing(
        self, permission: Permission, institution: InstitutionRow | None, entry: Entry | None
    ) -> Iterator[Connection]:
        """A transaction that changes what belongs to `institution`, and writes `entry` down with it.

        `entry` None is for an act that knows only at its end what it did, and calls `write_down` itself.

        Raises:
            UnknownInstitution, NotAllowed, NotAllowedHere: as `check`.
        """
        with self._store.writing() as connection:
            if self._permits(connection, permission, institution):
                yield connection
                if entry is not None:
                    self.write_down(connection, institution, entry)
                return
        raise self.refusal(permission, institution, entry.object if entry else "")

    def store_for(self, permission: Permission, institution: InstitutionRow | None, thing: str = "") -> Store:
        """The store itself, for an act that opens its own transaction.

        Raises:
            UnknownInstitution, NotAllowed, NotAllowedHere: as `check`.
        """
        self.check(permission, institution, thing)
        return self._store

    def note(self, permission: Permission, institution: InstitutionRow | None, entry: Entry) -> None:
        """Write down what changes nothing in the store, such as a file that is handed out, or refuse it.

        Raises:
            UnknownInstitution, NotAllowed, NotAllowedHere: as `check`.
        """
        with self.writing(permission, institution, entry):
            pass

    def write_down(self, connection: Connection, institution: InstitutionRow | None, entry: Entry) -> None:
        """Add an entry to the audit, in the transaction of what it is about."""
        append(connection, self.actor, institution, entry)

    def refusal(
        self, permission: Permission, institution: InstitutionRow | None, thing: str = ""
    ) -> KpiError:
        """Write down that something was refused, and say it: as unknown where the institution may not be seen."""
        self.refuse(permission, institution, thing)
        if institution is None or Permission.SEE in self.allowed(institution):
            return not_allowed(permission, institution)
        known = quoted(row.name for row in self.institutions())
        return UnknownInstitution(name=institution.name, known=known or "–")

    def refuse(self, permission: Permission, institution: InstitutionRow | None, thing: str = "") -> None:
        """Write down that something was refused."""
        entry = Entry(Action.REFUSED, thing or permission.value, details={"permission": permission.value})
        try:
            with self._store.writing() as connection:
                self.write_down(connection, institution, entry)
        except KpiError as error:  # what cannot be written down is refused all the same
            log.warning("A refusal could not be written down: %s", error)

    def _visible(
        self, connection: Connection, permission: Permission = Permission.SEE
    ) -> list[InstitutionRow]:
        rows = institutions(connection)
        if not self.limited:
            return rows
        grants = grants_of(connection, self.actor)
        return [row for row in rows if permission in _here(grants, row)]

    def _permits(
        self, connection: Connection, permission: Permission, institution: InstitutionRow | None
    ) -> bool:
        return not self.limited or permission in _here(grants_of(connection, self.actor), institution)


def not_allowed(permission: Permission, institution: InstitutionRow | None) -> KpiError:
    """What to say to somebody who may see an institution and not do something in it (None: to the whole server)."""
    do = Message(TO_DO[permission])
    if institution is None:
        return NotAllowedHere(do=do)
    role = Message(LABELS[least_role(permission)])
    return NotAllowed(do=do, institution=institution.name, role=role)


def _here(grants: Grants, institution: InstitutionRow | None) -> frozenset[Permission]:
    everywhere = grants.get(EVERYWHERE, frozenset[Permission]())
    if institution is None:
        return everywhere
    return everywhere | grants.get(institution.id, frozenset())
