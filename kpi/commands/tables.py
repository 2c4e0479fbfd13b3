"""Tables for a terminal: columns aligned by the width that people see."""

import unicodedata
from collections.abc import Iterable, Sequence


def aligned(headings: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Lines of `headings` and `rows`, columns two blanks apart; those in `right` are set to the right."""
    lines = [list(headings), *map(list, rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    to_right = set(right)
    return "\n".join(
        "  ".join(
            _padded(cell, widths[number], to_right=number in to_right) for number, cell in enumerate(line)
        ).rstrip()
        for line in lines
    )


def width(text: str) -> int:
    """The columns of a terminal that `text` takes: marks above a letter take none, wide letters two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _padded(text: str, to: int, *, to_right: bool) -> str:
    blanks = " " * (to - width(text))
    return blanks + text if to_right else text + blanks
