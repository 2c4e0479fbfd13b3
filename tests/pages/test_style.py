"""The page's own style: words on coloured cells can be read, in light and in dark."""

import re
from pathlib import Path

import pytest

import pages
from kpi.showing.charts.palette import TEXT
from tests.kpi.showing.colour import contrast

STYLE = (Path(pages.__file__).parent / "shared" / "style.css").read_text("utf-8")
PLACE = {"light": 0, "dark": 1}


def colours(theme: str) -> dict[str, str]:
    """The style's own colours by name, as they are in a theme."""
    found = re.findall(r"--v-([a-z-]+): light-dark\((#\w{6}), (#\w{6})\);", STYLE)
    return {name: pair[PLACE[theme]] for name, *pair in found}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("status", ["met", "at-risk", "missed"])
def test_words_on_a_cell_of_a_status_are_readable(theme: str, status: str) -> None:
    known = colours(theme)
    words = {known[status], known["text"], known["muted"]}
    faint = {word: contrast(word, known[f"{status}-soft"]) for word in words}
    assert min(faint.values()) >= 4.5, faint


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_cards_are_readable_and_the_texts_are_the_themes(theme: str) -> None:
    known = colours(theme)
    assert (known["text"], known["muted"]) == TEXT[theme]
    for back in ("card", "soft"):
        for word in ("text", "muted", "actual", "met", "at-risk", "missed"):
            assert contrast(known[word], known[back]) >= 4.5, (word, back)
