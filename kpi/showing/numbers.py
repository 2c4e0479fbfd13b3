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
MOST_DECIMALS: Final = 9
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


def share(x: float, locale: Locale, *, trim: bool = False, decimals: int | None = None) -> str:
    """A share from 0 to 1 in per cent: "12,3 %" in Spanish, "12.3%" in English.

    `trim` drops zeros at the end, and keeps the second decimal of a level that was set with two: "1,25 %";
    `decimals` are those of a share that stands beside another (`decimals_of_two`).
    """
    pattern = decimals
    if decimals is None:
        set_with_two = trim and _has_two_decimals(x * 100)
        decimals = 2 if set_with_two else share_decimals(x)
        pattern = None if trim and not set_with_two else decimals
    text = number(round(x * 100, decimals), pattern, locale)
    sign: str = locale.percent_formats[None].pattern.removeprefix("#,##0")
    return text + sign


def decimals_of_two(value: float, goal: float, *, trim: bool = False) -> int:
    """How many decimals a share and its goal show in per cent, both the same.

    As many as either needs, and more until two different shares look different: what is short of its goal by a hair
    must not read as the goal.
    """
    goal_needs = 2 if _has_two_decimals(goal * 100) else share_decimals(goal)
    needs = (_trimmed(value, share_decimals(value)), _trimmed(goal, goal_needs)) if trim else (
        share_decimals(value), goal_needs
    )  # fmt: skip
    return apart(value * 100, goal * 100, max(needs))


def apart(value: float, goal: float, least: int) -> int:
    """The fewest decimals, `least` at least, with which two different numbers look different."""
    found = (more for more in range(least, MOST_DECIMALS) if round(value, more) != round(goal, more))
    return next(found, least)


def _trimmed(x: float, decimals: int) -> int:
    """Of so many decimals those that are not zeros at the end."""
    shown = round(x * 100, decimals)
    return next((fewer for fewer in range(decimals) if round(shown, fewer) == shown), decimals)


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


def exact_duration(seconds: float, locale: Locale) -> str:
    """To the second, where two durations would look alike otherwise: "2 h 0 min 20 s"."""
    minutes, rest = divmod(round(seconds), MINUTE)
    hours, minutes = divmod(minutes, HOUR // MINUTE)
    parts = [f"{number(hours, 0, locale)}{NO_BREAK}h"] if hours else []
    return " ".join([*parts, f"{minutes}{NO_BREAK}min", f"{rest}{NO_BREAK}s"])


def _two(seconds: int, large: int, large_name: str, small: int, small_name: str, locale: Locale) -> str:
    smalls = round(seconds / small)
    first, rest = divmod(smalls, large // small)
    text = f"{number(first, 0, locale)}{NO_BREAK}{large_name}"
    return f"{text} {rest}{NO_BREAK}{small_name}" if rest else text
