"""What people type into a form, read in their own units: "90 %", "2 h 30 min", "1.200".

The opposite of `Language.value`. The language's own decimal sign counts; the other sign only groups digits by
three. What could be read in two ways is refused with a sentence, never guessed.
"""

import re
from typing import Final

from kpi.catalogue.units import Unit
from kpi.showing.language import Language
from kpi.words import N_, Message

_SECONDS: Final = {"d": 86_400, "h": 3_600, "m": 60, "s": 1}
_PART: Final = re.compile(
    r"([\d.,]+)\s*(d|days?|d[ií]as?|h|hours?|horas?|min|minut[eo]s?|s|seg|sec|seconds?|segundos?)(?![a-zí])\.?\s*",
    re.IGNORECASE,
)
_CLOCK: Final = re.compile(r"(\d{1,4}):([0-5]\d)")
_EXAMPLES: Final = {
    Unit.SHARE: N_("Write a percentage, for example {example}."),
    Unit.SECONDS: N_("Write a time with its unit, for example {example}."),
    Unit.COUNT: N_("Write a number, for example {example}."),
    Unit.PER_POST: N_("Write a number, for example {example}."),
    Unit.DAYS: N_("Write a number of days, for example {example}."),
}
_EXAMPLE_VALUES: Final = {
    Unit.SHARE: 0.905,
    Unit.SECONDS: 9_000.0,
    Unit.COUNT: 1_200.0,
    Unit.PER_POST: 4.5,
    Unit.DAYS: 7.0,
}


def example(unit: Unit, language: Language) -> str:
    """A value of `unit` as it may be typed: "90,5 %", "2 h 30 min"."""
    if unit in (Unit.SHARE, Unit.SECONDS):
        return language.value(_EXAMPLE_VALUES[unit], unit)
    return language.number(_EXAMPLE_VALUES[unit])


def typed(value: float | None, unit: Unit, language: Language) -> str:
    """`value` as a form shows it for editing, without loss: reading it back gives the same; "" when missing."""
    if value is None:
        return ""
    if unit is Unit.SHARE:
        return _plain(value * 100, language) + ("\N{NO-BREAK SPACE}%" if language.locale == "es" else "%")
    if unit is not Unit.SECONDS:
        return _plain(value, language)
    rest, parts = value, []
    for name in ("h", "min"):
        whole, rest = divmod(rest, _SECONDS[name[0]])
        if whole:
            parts.append(f"{int(whole)} {name}")
    if rest or not parts:
        parts.append(f"{_plain(rest, language)} s")
    return " ".join(parts)


def read_typed(text: str, unit: Unit, language: Language) -> float | Message:
    """The value in `unit` that `text` says, or the sentence that tells what to write instead."""
    clean = " ".join(text.split())
    value = _duration(clean, language) if unit is Unit.SECONDS else _number(clean.removesuffix("%"), language)
    if value is None or ("%" in clean and unit is not Unit.SHARE):
        return Message(_EXAMPLES[unit], {"example": example(unit, language)})
    return round(value / 100, 12) if unit is Unit.SHARE else value


def _duration(text: str, language: Language) -> float | None:
    clock = _CLOCK.fullmatch(text)
    if clock:
        return int(clock[1]) * _SECONDS["h"] + int(clock[2]) * _SECONDS["m"]
    total, at = 0.0, 0
    while part := _PART.match(text, at):
        number = _number(part[1], language)
        if number is None:
            return None
        total += number * _SECONDS[part[2][0].casefold()]
        at = part.end()
    return total if at == len(text) and at else None


def _number(text: str, language: Language) -> float | None:
    decimal, group = (",", ".") if language.locale == "es" else (".", ",")
    clean = text.strip().replace("\N{MINUS SIGN}", "-")
    pattern = rf"[+-]?(\d+|\d{{1,3}}([{group}\u00a0\u202f ]\d{{3}})+)({re.escape(decimal)}\d+)?"
    if not re.fullmatch(pattern, clean):
        return None
    digits = re.sub(rf"[{group}\u00a0\u202f ]", "", clean)
    return float(digits.replace(decimal, "."))


def _plain(value: float, language: Language) -> str:
    text = f"{round(value, 10):f}".rstrip("0").rstrip(".")
    return text.replace(".", "," if language.locale == "es" else ".")
