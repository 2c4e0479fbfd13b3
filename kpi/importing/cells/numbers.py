"""Counts and other numbers, in the form that the layout declares: a sign in another place is refused."""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from kpi.importing.cells.spot import EXACT_DIGITS, Read, Spot
from kpi.importing.errors import BadCell, ForeignNumber
from kpi.importing.layout import Layout
from kpi.importing.readers.grid import Native
from kpi.words import N_

WHOLE_AS_DECIMAL: Final = re.compile(r"([0-9]+)\.0{1,2}")  # "1.000" may be a thousand
TOO_MANY: Final = 10**EXACT_DIGITS
NOT_WHOLE: Final = N_("“{value}” is not a whole number as this export writes it, for example {example}.")
NOT_NUMBER: Final = N_("“{value}” is not a number as this export writes it, for example {example}.")
FOREIGN: Final = re.compile(r"[+-]?\d{1,3}(?:[.,'\s]\d{3})+(?:[.,]\d+)?|[+-]?\d+,\d+")
EITHER: Final = "either"
"""The decimal sign of layouts in which people write numbers by hand or with a spreadsheet of any country."""

MAY_BE_THOUSANDS: Final = N_(
    "“{value}” may be a thousand times as much, if its sign parts thousands. "
    "Write it without a thousands sign, and with other than three decimals."
)
TOO_LARGE: Final = N_("“{value}” is too large to be a count.")


def whole(spot: Spot, layout: Layout, thousands: str | None = None) -> Read:
    """A count; None where it is missing. `thousands` is the sign that this column has instead of the layout's.

    What it gives raises:
        BadCell: the text is no such count, or larger than any can be.
        ForeignNumber: it is one as other countries write it, so that other cells may be too.
    """
    index = spot.index
    sign = layout.thousands if thousands is None else thousands
    written = _thousands(sign)
    lowest = -TOO_MANY if layout.net else 0
    example = "1234" if not sign else f"1{sign}234"

    def slow(value: Native) -> int | None:
        if isinstance(value, float) and value.is_integer() and value >= lowest:
            return _countable(spot, value, int(value))
        text = spot.text(value)
        if not text:
            return None
        decimal = WHOLE_AS_DECIMAL.fullmatch(text) if layout.whole_as_decimal else None
        plain_digits = decimal[1] if decimal else written(text)
        digits = plain_digits.removeprefix("-") if layout.net else plain_digits
        if not (digits.isascii() and digits.isdigit()):
            raise _wrong(spot, value, text, NOT_WHOLE, example)
        return _countable(spot, value, int(plain_digits))

    def read(cells: Sequence[Native]) -> int | None:
        value = cells[index]
        if value.__class__ is str and value.isdigit() and value.isascii() and len(value) <= EXACT_DIGITS:
            return int(value)
        return slow(value)

    return read


def _wrong(spot: Spot, value: Native, text: str, template: str, example: str) -> BadCell:
    bad = spot.bad(value, template, example=example)
    return ForeignNumber(bad.column, bad.value, bad.reason) if FOREIGN.fullmatch(text) else bad


def _countable(spot: Spot, value: Native, number: int) -> int:
    if abs(number) >= TOO_MANY:
        raise spot.bad(value, TOO_LARGE)
    return number


def _thousands(sign: str) -> Callable[[str], str]:
    """Takes the thousands signs out of a number that has them where they belong; leaves other text alone."""
    if not sign:
        return lambda text: text
    shape = re.compile(rf"\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+(?!\d)")
    return lambda text: shape.sub(lambda found: found[0].replace(sign, ""), text)


def number(spot: Spot, layout: Layout) -> Read:
    """A number with decimals, a per cent as its share of 1; None where it is missing.

    What it gives raises:
        BadCell: the text is no such number, or may be a thousand times as much.
        ForeignNumber: it is one as other countries write it, so that other cells may be too.
    """
    decimal = layout.decimal or "."
    signs = "[.,]" if decimal == EITHER else re.escape(decimal)
    shape = re.compile(rf"[+-]?\d+(?:{signs}\d+)?", re.ASCII)
    written = _thousands(layout.thousands)
    doubtful = re.compile(rf"[+-]?[1-9]\d{{0,2}}{signs}\d{{3}}")
    example = "0.9" if decimal == EITHER else f"0{decimal}9"

    def read(cells: Sequence[Native]) -> float | None:
        value = cells[spot.index]
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        text = spot.text(value)
        if not text:
            return None
        percent = layout.percent and text.endswith("%")
        digits = written(text.rstrip("%").strip() if percent else text)
        if shape.fullmatch(digits) is None:
            raise _wrong(spot, value, text, NOT_NUMBER, example)
        if not layout.thousands and doubtful.fullmatch(digits):
            raise spot.bad(value, MAY_BE_THOUSANDS)
        number = Decimal(digits.replace(",", "."))
        return float(number.scaleb(-2) if percent else number)  # 1.8 % is 0.018, as in any other file

    return read
