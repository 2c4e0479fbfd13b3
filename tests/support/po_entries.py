"""The Spanish catalogues entry by entry, with both forms of a plural."""

from pathlib import Path

from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po


def entries(part: Path) -> list[Entry]:
    with part.open("rb") as file:
        return [entry for entry in read_po(file, locale="es", abort_invalid=True) if entry.id]


def identifiers(entry: Entry) -> tuple[str, ...]:
    """The English sentence, or its two forms."""
    return _forms(entry.id)


def translated(entry: Entry) -> tuple[str, ...]:
    """The Spanish sentence, or its forms."""
    return _forms(entry.string)


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, (tuple, list)) else (str(text),)
