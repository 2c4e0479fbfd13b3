"""Sentences that people read, kept as a template and its values until the reader's language is known.

The template is English and is the key of the gettext catalogues in `kpi/showing/locale`. `N_` marks it for
extraction and changes nothing; `kpi.showing.language` turns a `Message` into the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


def N_(template: str) -> str:  # noqa: N802  (gettext's own name for "mark, do not translate yet")
    """Mark `template` for translation and return it unchanged."""
    return template


class Listed(tuple[str, ...]):
    """Names in a sentence: written one after the other, and still single names for a program."""

    def __str__(self) -> str:
        return ", ".join(self)


@dataclass(frozen=True)
class Message:
    """An English template and the values that belong in it; `str()` is the English sentence."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.values)
