"""A person, as the identity provider vouches for them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody who has signed in.

    `issuer` and `subject` together are who it is: both are stable, and no provider can speak for another's subjects.
    An `email` can pass from one person to the next. It is "" unless the provider says that it was verified, so that
    nobody gets a role by writing an address into a profile. `name` is for reading only and decides nothing.
    """

    issuer: str
    subject: str
    email: str
    name: str
    groups: tuple[str, ...]

    @property
    def identity(self) -> tuple[str, str]:
        """What people are told apart by."""
        return self.issuer, self.subject
