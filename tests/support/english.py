"""Whether a line of a Spanish page is English: a sentence of ours that nobody translated, or words of English."""

import re
from collections.abc import Iterator
from functools import cache
from string import Formatter
from typing import Final

from kpi.showing.catalogues import parts
from tests.support.po_entries import entries, identifiers, translated

LETTERS: Final = 4
"""So many letters has a template beside its values, at least, to tell English from Spanish by it."""
# Words that every English sentence is made of, and no Spanish one.
ENGLISH_WORDS: Final = frozenset(
    [
        "the",
        "of",
        "and",
        "with",
        "is",
        "are",
        "was",
        "were",
        "for",
        "from",
        "this",
        "that",
        "not",
        "by",
        "its",
        "which",
        "there",
        "when",
        "what",
        "your",
        "have",
        "has",
        "to",
    ]
)
_WORD: Final = re.compile(r"(?<![\w.@/-])[a-z]+(?![\w@/-]|\.\w)")


def english(lines: list[str]) -> list[str]:
    """Those of `lines` that are English."""
    return [line for line in lines if _is_template(line) or _has_english_words(line)]


def _has_english_words(line: str) -> bool:
    """Words in small letters, or the line's first: the others with a capital are names ("That Random Agency")."""
    first = line[:1].lower() + line[1:]
    return not ENGLISH_WORDS.isdisjoint(_WORD.findall(first))


def _is_template(line: str) -> bool:
    plain, patterns = _templates()
    return line.casefold() in plain or any(
        all(part in line for part in literals) and pattern.fullmatch(line) for literals, pattern in patterns
    )


@cache
def _templates() -> tuple[frozenset[str], tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]]:
    """Sentences whose Spanish form differs: those without values as they stand, the others as patterns."""
    spanish = {form.casefold() for _, form in _pairs()}
    differing = {one for one, form in _pairs() if one.casefold() not in spanish}
    plain = frozenset(one.replace("*", "").casefold() for one in differing if "{" not in one)
    patterns = tuple(_pattern(one.replace("*", "")) for one in differing if "{" in one and _tells(one))
    return plain, patterns


def _pairs() -> Iterator[tuple[str, str]]:
    for part in parts("es"):
        for entry in entries(part):
            forms = translated(entry)
            yield from (
                (one, forms[min(place, len(forms) - 1)]) for place, one in enumerate(identifiers(entry))
            )


def _tells(template: str) -> bool:
    return sum(character.isalpha() for text in _literals(template) for character in text) >= LETTERS


def _literals(template: str) -> list[str]:
    return [text for text, *_ in Formatter().parse(template) if text]


def _pattern(template: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    parsed = Formatter().parse(template)
    parts_ = [re.escape(text) + (".+" if name is not None else "") for text, name, *_ in parsed]
    return tuple(_literals(template)), re.compile("".join(parts_))
