"""Numbers, shares and durations as a locale writes them."""

from functools import lru_cache
from typing import Final

from babel import Locale
from babel.numbers import format_decimal

NOTHING: Final = "—"
"""What stands where there is no value. Missing is not zero."""

NO_BREAK: Final = "\N{NO-BREAK SPACE}"
REMEMBERED: Final = 16_384
"""Numbers whose text is remembered: a page writes the same ones on each rerun, and Babel takes 0.1 ms for each."""
EXACT: Final = 1e-9
MINUTE: Final = 60
HOUR: Final = 3_600
DAY: Final = 86_400


def number(x: float | None, decimals: int | None, locale: Locale) -> str:
    """`x` with grouping; `decimals` fixed, or at most as many as its size calls for."""
    return NOTHING if x is None else _number(x, decimals, str(locale))


@lru_cache(maxsize=REMEMBERED)
def _number(x: float, decimals: int | None, locale: str) -> str:
    """Keyed by plain values alone: Python's garbage collector looks at no such key."""
    if decimals is None:
        pattern = "#,##0." + "#" * (0 if abs(x) >= 100 else 1 if abs(x) >= 10 else 2)
    else:
        pattern = "#,##0." + "0" * decimals
    text: str = format_decimal(x, format=pattern.rstrip("."), locale=locale)
    return text.replace("-", "\N{MINUS SIGN}")


def share_decimals(x: float) -> int:
    """How many decimals a share shows in per cent: more for the small rates that banks have, none from 100 %."""
    per_cent = abs(x) * 100
    if per_cent in (0, 100) or per_cent > 100:
        return 0
    return 1 if round(per_cent, 1) >= 1 else 2


def share(x: float, locale: Locale, *, trim: bool = False) -> str:
    """A share from 0 to 1 in per cent: "12,3 %" in Spanish, "12.3%" in English.

    `trim` drops zeros at the end, and keeps the second decimal of a level that was set with two: "1,25 %".
    """
    decimals = 2 if trim and _has_two_decimals(x * 100) else share_decimals(x)
    pattern = None if trim and decimals < 2 else decimals
    text = number(round(x * 100, decimals), pattern, locale)
    sign: str = locale.percent_formats[None].pattern.removeprefix("#,##0")
    return text + sign


def _has_two_decimals(per_cent: float) -> bool:
    return abs(per_cent - round(per_cent, 2)) < EXACT < abs(per_cent - round(per_cent, 1))


def duration(seconds: float, locale: Locale) -> str:
    """The two largest units that matter: "45 s", "12 min", "3 h 12 min", "2 d 4 h"."""
    whole = round(seconds)
    if whole < MINUTE:
        decimals = None if 0 < abs(seconds) < 10 else 0
        return number(round(seconds, 1) if decimals is None else whole, decimals, locale) + NO_BREAK + "s"
    if whole < 10 * MINUTE:
        return _two(whole, MINUTE, "min", 1, "s", locale)
    if whole < HOUR - MINUTE // 2:
        return f"{round(whole / MINUTE)}{NO_BREAK}min"
    if whole < 2 * DAY:
        return _two(whole, HOUR, "h", MINUTE, "min", locale)
    return _two(whole, DAY, "d", HOUR, "h", locale)


def _two(seconds: int, large: int, large_name: str, small: int, small_name: str, locale: Locale) -> str:
    smalls = round(seconds / small)
    first, rest = divmod(smalls, large // small)
    text = f"{number(first, 0, locale)}{NO_BREAK}{large_name}"
    return f"{text} {rest}{NO_BREAK}{small_name}" if rest else text
