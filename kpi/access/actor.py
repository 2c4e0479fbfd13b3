"""Who acts, and from where: a person who has signed in, or the user of the machine."""

import getpass
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kpi.access.person import Person


class Place(StrEnum):
    """Where something was done."""

    PAGE = "page"
    COMMAND_LINE = "command-line"
    SERVER = "server"


@dataclass(frozen=True)
class Actor:
    """Who acts. `person` None is whoever works at the machine: `subject` is that user's name then."""

    subject: str
    place: Place
    person: Person | None = None

    @classmethod
    def signed_in(cls, person: Person) -> "Actor":
        return cls(person.subject, Place.PAGE, person)

    @classmethod
    def of_machine(cls, place: Place) -> "Actor":
        return cls(machine_user(), place)

    @property
    def issuer(self) -> str:
        return self.person.issuer if self.person else ""

    @property
    def email(self) -> str:
        return self.person.email if self.person else ""

    @property
    def name(self) -> str:
        """For the histories of goals, imports and purposes."""
        return (self.person.email or self.person.name) if self.person else self.subject

    @property
    def grants(self) -> frozenset[tuple[str, str]]:
        """What memberships may name this person by: kind and name, as they are stored."""
        if self.person is None:
            return frozenset()
        email = {("email", self.person.email.casefold())} if self.person.email else set()
        return frozenset(email | {("group", group) for group in self.person.groups})


@cache
def machine_user() -> str:
    """The user whom this program runs as; "" where there is none, as in some containers."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
