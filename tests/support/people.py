"""People who sign in, made by hand, and the roles that they are given."""

from kpi.access.actor import Actor, Place
from kpi.access.door import Access
from kpi.access.people import Kind, grant
from kpi.access.person import Person
from kpi.access.roles import Role
from kpi.store.engine import Store
from kpi.store.institutions import InstitutionRow
from kpi.store.schema import EVERYWHERE

ISSUER = "https://sign-in.example"


def person(name: str, *groups: str, email: str | None = None) -> Person:
    """Somebody called `name`, whose verified address is NAME@bank.example unless told otherwise."""
    return Person(ISSUER, f"subject-{name}", f"{name}@bank.example" if email is None else email, name, groups)


def give(store: Store, who: Person, role: Role, institution: InstitutionRow | None) -> None:
    """Give a role by the person's address; an institution None is the whole server."""
    with store.writing() as connection:
        number = institution.id if institution else EVERYWHERE
        grant(connection, Kind.EMAIL, who.email, number, role, "test")


def give_group(store: Store, group: str, role: Role, institution: InstitutionRow | None) -> None:
    with store.writing() as connection:
        number = institution.id if institution else EVERYWHERE
        grant(connection, Kind.GROUP, group, number, role, "test")


def door(store: Store, who: Person) -> Access:
    """The door of a page for somebody who has signed in."""
    return Access(store, Actor("", Place.PAGE, who), limited=True)
