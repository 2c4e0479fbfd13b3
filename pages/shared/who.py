"""Whose name goes into the history."""

from pages.shared.signed_in import signed_in


def who() -> str:
    """The person's verified e-mail, else their name; "" where the server runs without sign-in."""
    person = signed_in()
    return (person.email or person.name) if person else ""
