"""Names of weekdays. A date in words that holds one has to agree with it: else one of its letters or digits changed."""

from datetime import date
from typing import Final

_NAMES: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBER_OF: Final = {form: number for number, name in enumerate(_NAMES) for form in (name, name[:3])}


def weekday_of(name: str) -> int | None:
    """0 for Monday; None for a name in another language than the exports that write them."""
    return _NUMBER_OF.get(name.casefold().rstrip("."))


def contradicts(name: str | None, day: date) -> bool:
    """Whether `name` is a weekday's, and not that of `day`."""
    number = weekday_of(name) if name else None
    return number is not None and number != day.weekday()
