"""Sentences that people read, kept as a template and its values until the reader's language is known.

The template is English and is the key of the gettext catalogues in `kpi/showing/locale`. `N_` marks it for
extraction and changes nothing; `kpi.showing.language` turns a `Message` into the reader's language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


def N_(template: str) -> str:  # noqa: N802  (gettext's own name for "mark, do not translate yet")
    """Mark `template` for translation and return it unchanged."""
    return template


@dataclass(frozen=True)
class Message:
    """An English template and the values that belong in it; `str()` is the English sentence.

    A value may be a tuple of names: a sentence lists them, and a program has them one by one.
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        listed = {
            name: ", ".join(map(str, value)) if isinstance(value, tuple) else value
            for name, value in self.values.items()
        }
        return self.template.format(**listed)


def quoted(names: Iterable[str]) -> tuple[Message, ...]:
    """Names for a sentence that lists them, each in the quotation marks of the reader's language."""
    return tuple(Message(N_("“{one}”"), {"one": name}) for name in names)
