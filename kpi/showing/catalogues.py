"""gettext catalogues: the `.po` parts of a locale, merged and read once. No `.mo` files, so nothing to compile."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

FOLDER: Final = Path(__file__).parent / "locale"

Translations = Mapping[str, tuple[str, ...]]
"""English template (the singular one, where there are two) to the locale's forms, in the order of its plurals."""


@cache
def translations(locale: str) -> Translations:
    """Everything that is translated into `locale`; empty for English, which the templates are written in."""
    merged: dict[str, tuple[str, ...]] = {}
    for part in parts(locale):
        merged.update(read_part(part))
    return merged


def parts(locale: str) -> list[Path]:
    """The `.po` files of `locale`, in the order in which they are merged."""
    return sorted((FOLDER / locale / "LC_MESSAGES").glob("*.po"))


def read_part(path: Path) -> dict[str, tuple[str, ...]]:
    """The translated entries of one `.po` file; entries left empty or marked fuzzy are not translated."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.parent.parent.name, abort_invalid=True)
    found: dict[str, tuple[str, ...]] = {}
    for entry in catalogue:
        forms = tuple(entry.string) if isinstance(entry.string, (tuple, list)) else (str(entry.string),)
        if entry.id and all(forms) and not entry.fuzzy:
            key = entry.id[0] if isinstance(entry.id, (tuple, list)) else entry.id
            found[str(key)] = forms
    return found
