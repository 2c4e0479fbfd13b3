"""Streamlit's own words are put into the reader's language by a script of the page."""

import re

import pytest

from kpi.store.engine import Store
from pages.shared.streamlit_words import WORDS
from tests.pages.opened import open_page

SAID = re.compile(r"Object\.entries\((.*?)\)\.map")


def script(monkeypatch: pytest.MonkeyPatch, store: Store, lang: str) -> str:
    pieces = [str(each.proto.body) for each in open_page(monkeypatch, store, "data", lang=lang).get("html")]
    (found,) = [piece for piece in pieces if "vinculoWatch" in piece]
    return found


def test_spanish_pages_bring_every_word(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    found = script(monkeypatch, store, "es")
    (words,) = SAID.findall(found)
    assert '"{name} more": "{name} más"' in words
    assert [word for word in WORDS if f'"{word}"' not in words] == []
    assert 'documentElement.lang = "es"' in found


def test_english_pages_take_them_back(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    found = script(monkeypatch, store, "en")
    assert SAID.findall(found) == ["{}"]
    assert 'documentElement.lang = "en"' in found
