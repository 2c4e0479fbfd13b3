"""Which people and groups have which role where. Nothing here asks whether somebody may change it: the door does."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, Delete, bindparam, delete, insert, select, tuple_

from kpi.access.actor import Actor
from kpi.access.roles import Permission, Role, permitted
from kpi.errors import KpiError
from kpi.store.institutions import InstitutionRow, institutions
from kpi.store.schema import EVERYWHERE, metadata
from kpi.words import N_

MEMBERSHIP: Final = metadata.tables["membership"]
Grants = Mapping[int, frozenset[Permission]]
"""By institution, what somebody may do there; EVERYWHERE goes for all of them."""


class NotAnEmail(KpiError):
    template = N_("“{name}” is not an e-mail address. Write it as the sign-in tells it: name@bank.example.")


class NamelessGroup(KpiError):
    template = N_("A group needs its name, as the sign-in tells it.")


class UnknownRole(KpiError):
    template = N_("“{name}” is not a role. Use one of: {known}.")


class NoSuchGrant(KpiError):
    template = N_(
        "“{name}” has no role here that could be taken away. The list of roles shows who has which where."
    )


class Kind(StrEnum):
    """Who a role is given to."""

    EMAIL = "email"
    GROUP = "group"


@dataclass(frozen=True)
class MembershipRow:
    """A role that was given; `granted_at` in epoch seconds."""

    kind: Kind
    name: str
    institution_id: int
    role: Role
    granted_by: str
    granted_at: int


_COLUMNS: Final = [MEMBERSHIP.c[field.name] for field in fields(MembershipRow)]
_OF_SOMEBODY: Final = select(MEMBERSHIP.c.institution_id, MEMBERSHIP.c.role).where(
    tuple_(MEMBERSHIP.c.kind, MEMBERSHIP.c.name).in_(bindparam("names", expanding=True))
)


def role_named(name: str) -> Role:
    """The role of that key, however it is written: "data steward", "data_steward".

    Raises:
        UnknownRole: there is none.
    """
    try:
        return Role(name.strip().casefold().replace(" ", "-").replace("_", "-"))
    except ValueError:
        raise UnknownRole(name=name, known=", ".join(Role)) from None


def stored_name(kind: Kind, name: str) -> str:
    """A name as it is stored: addresses in lower case, groups as they are.

    Raises:
        NotAnEmail: it is no address.
        NamelessGroup: it is blank.
    """
    bare = name.strip()
    if kind is Kind.GROUP:
        if not bare:
            raise NamelessGroup
        return bare
    local, at, domain = bare.casefold().partition("@")
    if not (local and at and domain) or "@" in domain or any(sign.isspace() for sign in bare):
        raise NotAnEmail(name=name)
    return bare.casefold()


def grants_of(connection: Connection, actor: Actor) -> Grants:
    """What somebody may do where, as it is now: by the address, and by the groups that the sign-in tells."""
    if not actor.grants:
        return {}
    found: dict[int, frozenset[Permission]] = {}
    for institution_id, role in connection.execute(_OF_SOMEBODY, {"names": sorted(actor.grants)}):
        given = permitted(Role(role), everywhere=institution_id == EVERYWHERE)
        found[institution_id] = found.get(institution_id, frozenset()) | given
    return found


def own_institutions(connection: Connection, actor: Actor) -> list[InstitutionRow]:
    """The institutions in which somebody was given a role by name, and not by one for the whole server."""
    grants = grants_of(connection, actor)
    return [row for row in institutions(connection) if row.id in grants]


def members(connection: Connection, institution_id: int | None = None) -> list[MembershipRow]:
    """Who has a role in an institution, or anywhere where none is named; those for the whole server first."""
    query = select(*_COLUMNS).order_by(MEMBERSHIP.c.institution_id, MEMBERSHIP.c.kind, MEMBERSHIP.c.name)
    if institution_id is not None:
        query = query.where(MEMBERSHIP.c.institution_id.in_((EVERYWHERE, institution_id)))
    return [
        MembershipRow(Kind(kind), name, institution, Role(role), by, at)
        for kind, name, institution, role, by, at in connection.execute(query)
    ]


def grant(connection: Connection, kind: Kind, name: str, institution_id: int, role: Role, by: str) -> None:
    """Give a role, in place of the one that was given by this name before."""
    named = stored_name(kind, name)
    connection.execute(_of(kind, named, institution_id))
    values = {"kind": kind, "name": named, "institution_id": institution_id, "role": role}
    connection.execute(insert(MEMBERSHIP).values(**values, granted_by=by, granted_at=int(time.time())))


def revoke(connection: Connection, kind: Kind, name: str, institution_id: int) -> None:
    """Take a role away; the next click is refused.

    Raises:
        NoSuchGrant: nothing was given by this name.
    """
    if not connection.execute(_of(kind, stored_name(kind, name), institution_id)).rowcount:
        raise NoSuchGrant(name=name)


def _of(kind: Kind, name: str, institution_id: int) -> Delete:
    return delete(MEMBERSHIP).where(
        MEMBERSHIP.c.kind == kind,
        MEMBERSHIP.c.name == name,
        MEMBERSHIP.c.institution_id == institution_id,
    )
