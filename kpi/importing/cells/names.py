"""Identifiers, codes, accounts and platforms: text that has to be exactly one of something."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from kpi.errors import UnknownPlatform
from kpi.importing.cells.numbers import FOREIGN, WHOLE_AS_DECIMAL
from kpi.importing.cells.spot import EXACT_DIGITS, Read, Spot, remembering
from kpi.importing.errors import BadCell, ForeignNumber
from kpi.importing.headers import plain
from kpi.importing.layout import Layout
from kpi.importing.layout_parts import Column
from kpi.importing.readers.grid import Native
from kpi.platforms import PLATFORMS
from kpi.words import N_, Message

FLAGS: Final = {
    "true": True, "1": True, "yes": True, "sí": True, "si": True, "verdadero": True,
    "false": False, "0": False, "no": False, "falso": False,
}  # fmt: skip
_PLATFORMS: Final = {
    **{platform.key: platform.key for platform in PLATFORMS},
    **{plain(platform.label): platform.key for platform in PLATFORMS},
    "twitter": "x", "comunidad": "community", "sitio web": "web", "página web": "web",
    "red de empleados": "employee_network",
}  # fmt: skip
_LINK: Final = re.compile(
    r"https?://(?:[a-z]+\.)?(?:x|twitter|instagram|tiktok|facebook)\.com/@?([^/?#]+)/", re.IGNORECASE
)
_POST_LINK: Final = re.compile(
    r"https?://(?:[a-z]+\.)?(?:x|twitter)\.com/[^/?#\s]+/status(?:es)?/(\d+)(?:[/?#].*)?", re.IGNORECASE
)
_NOBODY: Final = {"i", "p", "reel", "reels", "stories", "watch", "permalink.php", "groups"}
_AT: Final = re.compile("^'?@+")
_ROUNDED: Final = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d+")
ROUNDED: Final = N_(
    "“{value}” is not the whole identifier: a spreadsheet has rounded it. "
    "Export the file again and import it without opening it before."
)
REFORMATTED: Final = N_("“{value}” is a number with signs in it, not the identifier as it was exported.")
ODD_DIGITS: Final = N_(
    "“{value}” is a number in other signs than 0 to 9: it may be read as another identifier. "
    "Export the file again and import it as it was downloaded."
)
NOT_DIGITS: Final = N_(
    "“{value}” is not an identifier as this export writes it, for example {example}. "
    "Export the file again and import it as it was downloaded."
)
EXAMPLE_ID: Final = "1234567"
NOT_A_CHOICE: Final = N_("“{value}” is not one of: {known}.")


def identifier(spot: Spot, layout: Layout, *, digits: bool = False) -> Read:
    """An identifier; with `digits` of digits alone, as numbers that a spreadsheet may have rewritten."""
    index, missing = spot.index, spot.missing
    one = _one_identifier(spot, layout, digits=digits)

    def read(cells: Sequence[Native]) -> str | None:
        value = cells[index]
        if value.__class__ is str and value not in missing:
            if value.isascii() and value.isdigit():
                return value
            if not digits and value.isascii() and value.isalnum() and "e" not in value.lower():
                return value
        text = spot.text(value)
        return one(value, text) if text else None

    return read


def _one_identifier(spot: Spot, layout: Layout, *, digits: bool) -> Callable[[Native, str], str]:
    """Reads one identifier from its text.

    One that is a number has to stand there as it was exported: with a sign in it, or in other digits, it would
    be another post, and its links would lead to others.
    """
    of_numbers = digits or layout.whole_as_decimal or layout.fact == "post"

    def one(value: Native, text: str) -> str:
        inexact = isinstance(value, int | float) and abs(value) >= 10**EXACT_DIGITS
        if inexact or (("E" in text or "e" in text) and _ROUNDED.fullmatch(text)):
            raise spot.bad(value, ROUNDED)
        if layout.whole_as_decimal and (decimal := WHOLE_AS_DECIMAL.fullmatch(text)):
            return decimal[1]
        if of_numbers and FOREIGN.fullmatch(text):
            bad = spot.bad(value, REFORMATTED)
            raise ForeignNumber(bad.column, bad.value, bad.reason)
        if not text.isascii() and all(sign.isnumeric() or sign in ".,' " for sign in text):
            raise spot.bad(value, ODD_DIGITS)
        if digits and not (text.isascii() and text.isdigit()):
            raise spot.bad(value, NOT_DIGITS, example=EXAMPLE_ID)
        return text

    return one


def in_link(link: Spot, read: Read) -> Read:
    """The identifier that the link of a post on X ends with; what `read` finds where it is no such link."""

    def of_post(cells: Sequence[Native]) -> Any:
        found = _POST_LINK.fullmatch(link.text(cells[link.index]))
        return found[1] if found else read(cells)

    return of_post


def identifiers(spot: Spot, layout: Layout, *, digits: bool = False) -> Read:
    """A list of identifiers with commas between them."""
    one = _one_identifier(spot, layout, digits=digits)

    def read(cells: Sequence[Native]) -> tuple[str, ...]:
        value = cells[spot.index]
        text = spot.text(value)
        if not text:
            return ()
        return tuple(one(value, part) for part in map(str.strip, text.split(",")) if part)

    return read


def text(spot: Spot) -> Read:
    """Text on one line, its blanks collapsed."""
    index = spot.index
    return lambda cells: " ".join(spot.text(cells[index]).split())


def handle(spot: Spot) -> Read:
    """An account's name, without the @ that some exports put before it, or '@ so that no spreadsheet calculates it."""
    index = spot.index
    known = remembering(lambda value: _AT.sub("", spot.text(value), count=1) or None)
    return lambda cells: known(cells[index])


def choice(spot: Spot, choices: Mapping[str, Any], otherwise: Any) -> Read:
    index = spot.index

    def slow(value: Native) -> Any:
        text = spot.text(value)
        if not text:
            return None
        found = choices.get(plain(text), otherwise)
        if found is None:
            raise spot.bad(value, NOT_A_CHOICE, known=", ".join(choices))
        return found

    known = remembering(slow)
    return lambda cells: known(cells[index])


def platform(spot: Spot) -> Read:
    index = spot.index

    def slow(value: Native) -> str | None:
        text = spot.text(value)
        if not text:
            return None
        found = _PLATFORMS.get(plain(text))
        if found is None:
            values = {"name": text[:200], "known": ", ".join(platform.key for platform in PLATFORMS)}
            raise BadCell(spot.name, text[:200], Message(UnknownPlatform.template, values))
        return found

    known = remembering(slow)
    return lambda cells: known(cells[index])


def where(spot: Spot, equals: Sequence[str], read: Read) -> Read:
    """`read`, in rows where the column says one of `equals`; nothing in all others."""
    values = {plain(each) for each in equals}
    return lambda cells: read(cells) if plain(spot.text(cells[spot.index])) in values else None


def prefix(spot: Spot, column: Column) -> Read:
    """A code that depends on how the text begins."""

    def read(cells: Sequence[Native]) -> str:
        text = spot.text(cells[spot.index])
        return next(
            (code for start, code in column.choices.items() if text.startswith(start)), column.otherwise or ""
        )

    return read


def handle_in_link(spot: Spot) -> Read:
    def read(cells: Sequence[Native]) -> str | None:
        found = _LINK.match(spot.text(cells[spot.index]))
        return found[1] if found and found[1].casefold() not in _NOBODY else None

    return read
