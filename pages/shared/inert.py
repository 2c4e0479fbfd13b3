"""Names that people and files bring along, made harmless for Streamlit's Markdown.

Markdown of Streamlit's takes no HTML, but it makes links and pictures: a file's name could lead elsewhere under words of
its own, or fetch a picture. An invisible joiner between the two brackets leaves both as they were written. A bare
address stays a link, as it leads where it says.
"""

from collections.abc import Mapping
from typing import Any, Final

from kpi.words import Message

SIGNS: Final = str.maketrans({sign: f"\\{sign}" for sign in r"\`*_[]~$:<>#|"})
"""What Markdown would take for its own."""
LINK: Final = "]("
JOINED: Final = "]\u2060("


def inert(text: str) -> str:
    """The text as it stands, without links and pictures."""
    return text.replace(LINK, JOINED)


def plain(text: str) -> str:
    """The text as it stands, where a piece of Markdown is put together around it."""
    return text.translate(SIGNS)


def inert_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """A sentence's values, however deep their texts lie."""
    return {name: _inert(value) for name, value in values.items()}


def _inert(value: Any) -> Any:
    if isinstance(value, str):
        return inert(value)
    if isinstance(value, Message):
        return Message(value.template, inert_values(value.values))
    if isinstance(value, (tuple, list)):
        return type(value)(_inert(one) for one in value)
    return value
