"""Roles are given and taken by somebody who may. An institution None stands for the whole server."""

from kpi.access import people
from kpi.access.audit import Action, Entry
from kpi.access.door import Access
from kpi.access.people import Kind, MembershipRow
from kpi.access.roles import Permission, Role
from kpi.store.institutions import InstitutionRow
from kpi.store.schema import EVERYWHERE


def members(access: Access, institution: InstitutionRow) -> list[MembershipRow]:
    """Who has a role in the institution, also by having one for the whole server.

    Raises:
        UnknownInstitution, NotAllowed: it is not allowed.
    """
    access.check(Permission.PEOPLE, institution)
    with access.reading(institution) as connection:
        return people.members(connection, institution.id)


def grant(access: Access, institution: InstitutionRow | None, kind: Kind, name: str, role: Role) -> None:
    """Give a role in place of the one that was given by this name before.

    Raises:
        UnknownInstitution, NotAllowed, NotAllowedHere: it is not allowed.
        NotAnEmail, NamelessGroup: the name is none.
    """
    stored = people.stored_name(kind, name)
    entry = Entry(Action.ROLE_GIVEN, stored, details={"kind": kind.value, "role": role.value})
    with access.writing(Permission.PEOPLE, institution, entry) as connection:
        people.grant(connection, kind, stored, _number(institution), role, access.actor.name)


def revoke(access: Access, institution: InstitutionRow | None, kind: Kind, name: str) -> None:
    """Take a role away; the next click is refused.

    Raises:
        UnknownInstitution, NotAllowed, NotAllowedHere: it is not allowed.
        NoSuchGrant: nothing was given by this name.
    """
    entry = Entry(Action.ROLE_TAKEN, people.stored_name(kind, name), details={"kind": kind.value})
    with access.writing(Permission.PEOPLE, institution, entry) as connection:
        people.revoke(connection, kind, name, _number(institution))


def _number(institution: InstitutionRow | None) -> int:
    return institution.id if institution else EVERYWHERE
