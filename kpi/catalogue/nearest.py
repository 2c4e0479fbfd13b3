"""The known names that look most like one that is not known, for whoever mistyped it."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

SHOWN: Final = 3


def nearest(name: str, known: Iterable[str]) -> str:
    """Three names, however unlike, the most alike first."""
    return ", ".join(get_close_matches(name.lower(), list(known), SHOWN, cutoff=0.0))
