"""Times that are all written alike, read at once: as the first is written, so must all the others be.

What a format means is said in `kpi.importing.moments`; here its own pattern finds where the first text has its
year, its month and so on, and the digits at these places are read in all texts together.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from kpi.importing.moments import month_of, offset_of, pattern_of, plausible_years
from kpi.importing.readers.by_column import letters as letters_of
from kpi.importing.weekdays import weekday_of
from kpi.periods import SECONDS_IN_DAY

Ints = npt.NDArray[np.int64]
Letters = npt.NDArray[np.uint8]

_NUMBERS: Final = ("year", "month", "day", "hour", "minute", "second", "fraction")
_NEEDED: Final = ("day", "hour", "minute")
_SEEN: Final = {*_NUMBERS, "name", "weekday", "offset"}
ASCII: Final = 128
_MOST: Final = {"hour": 23, "minute": 59, "second": 59}


def walls(format: str, texts: Sequence[str] | pa.StringArray) -> tuple[Ints, Ints | None] | None:  # noqa: A002 (strptime's own word)
    """(wall-clock seconds since 1970-01-01, offset from UTC in seconds or None where no text has one).

    None if the first text has not that format, or any other is not written just as the first, is no date,
    is not the weekday beside it, or lies outside of the years that an export can hold.
    """
    found = pattern_of(format).fullmatch(str(texts[0]))
    if found is None:
        return None
    spans = {name: found.span(name) for name, text in found.groupdict().items() if text is not None}
    if not spans.keys() <= _SEEN or not spans.keys() >= {*_NEEDED, "year"}:
        return None
    letters = _letters(texts)
    if letters is None or not _alike(letters, spans):
        return None
    wall = _wall(letters, spans)
    if wall is None or "offset" not in spans:
        return None if wall is None else (wall, None)
    offset = _each(letters, spans["offset"], offset_of)
    return None if offset is None else (wall, offset)


def _letters(texts: Sequence[str] | pa.StringArray) -> Letters | None:
    """A row for each text, a column for each of its letters; None where they are not equally long, or not ASCII."""
    if isinstance(texts, pa.Array):
        lengths = np.asarray(pc.binary_length(texts))
        found = np.frombuffer(letters_of(texts), np.uint8)
        alike = (lengths == lengths[0]).all() and (found < ASCII).all()
        return found.reshape(len(texts), -1) if alike else None
    joined = "".join(texts)
    if not joined.isascii() or set(map(len, texts)) != {len(texts[0])}:
        return None
    return np.frombuffer(joined.encode("ascii"), np.uint8).reshape(len(texts), -1)


def _alike(letters: Letters, spans: dict[str, tuple[int, int]]) -> bool:
    """Digits where the first text has the digits of a number, letters where it has a name's, the rest the same."""
    rest = np.ones(letters.shape[1], np.bool_)
    for name, (start, end) in spans.items():
        rest[start:end] = False
        part = letters[:, start:end]
        if name in _NUMBERS and not (part - ord("0") <= 9).all():
            return False
        if name in ("name", "weekday") and not ((part | 32) - ord("a") <= 25).all():
            return False
    return bool((letters[:, rest] == letters[0, rest]).all())


def _wall(letters: Letters, spans: dict[str, tuple[int, int]]) -> Ints | None:
    number = {name: _number(letters[:, slice(*spans[name])]) for name in _NUMBERS if name in spans}
    month = _each(letters, spans["name"], month_of) if "name" in spans else number.get("month")
    if month is None or month.min() < 1 or month.max() > 12:
        return None
    if any(number[name].max() > most for name, most in _MOST.items() if name in number):
        return None
    if not plausible_years(number["year"].min(), number["year"].max()):
        return None
    months = ((number["year"] - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (number["day"] - 1)
    if (days.astype("datetime64[M]") != months).any():
        return None
    if "weekday" in spans and not _agree(_each(letters, spans["weekday"], weekday_of), days):
        return None
    seconds = number["hour"] * 3600 + number["minute"] * 60 + number.get("second", np.int64(0))
    wall: Ints = days.astype(np.int64) * SECONDS_IN_DAY + seconds
    return wall


def _agree(weekdays: Ints | None, days: Any) -> bool:
    """Whether each day is the weekday that stands beside it; the first of 1970 was a Thursday."""
    return weekdays is not None and bool((weekdays == (days.astype(np.int64) + 3) % 7).all())


def _number(digits: Letters) -> Ints:
    number = np.zeros(len(digits), np.int64)
    for place in range(digits.shape[1]):
        number = number * 10 + (digits[:, place] - ord("0"))
    return number


def _each(letters: Letters, span: tuple[int, int], meaning: Any) -> Ints | None:
    """What each of a few different texts means; None if one of them means nothing."""
    part = np.ascontiguousarray(letters[:, slice(*span)]).view(f"S{span[1] - span[0]}").ravel()
    texts, which = np.unique(part, return_inverse=True)
    known = [meaning(text.decode("ascii")) for text in texts]
    return None if None in known else np.array(known, np.int64)[which]
