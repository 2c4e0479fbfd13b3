"""docs/adding-a-layout.md tells every key that a layout can have, and none that it cannot."""

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from kpi.importing.layout import Conversation, Layout
from kpi.importing.layout_parts import Chart, Column, Ignore, Span, Title, Where

MODELS: tuple[type[BaseModel], ...] = (Layout, Title, Column, Where, Ignore, Span, Chart, Conversation)
TEXT = Path(__file__).parents[1].joinpath("docs/adding-a-layout.md").read_text(encoding="utf-8")
SECTION = TEXT[TEXT.index("## Every key") :]


def rows() -> Iterator[tuple[str, str]]:
    """(keys, meaning in English) of each row of the table."""
    for line in SECTION.splitlines():
        if line.startswith("| `"):
            keys, english, _ = line.strip("| ").split(" | ")
            yield keys, english


def words(text: str) -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", text))


def test_every_key_is_told() -> None:
    told = words(" ".join(f"{keys} {english}" for keys, english in rows()) + " `fields`")
    missing = {f"{model.__name__}.{key}" for model in MODELS for key in model.model_fields if key not in told}
    assert not missing


def test_no_row_is_of_a_key_that_is_gone() -> None:
    known = {key for model in MODELS for key in model.model_fields}
    assert {key for keys, _ in rows() for key in words(keys)} <= known
