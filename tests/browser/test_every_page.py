"""Every page as people see it, in both languages, light and dark, on a desk and on a phone.

Each page is opened once in each language; what there is to see is gathered, and then asked about. The pictures stay in
`build/pictures/`, or in the folder that KPI_PICTURES names, for people to look at.
"""

import os
import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.support.barriers import Barrier, Rules, barriers
from tests.support.english import english
from tests.support.looking import (
    Look,
    addresses,
    errors,
    show_as,
    stand_still,
    tables_open,
    take_picture,
    wider_than_the_window,
    words,
)
from tests.support.templates import ROOT
from visiting.browser import Visitor
from visiting.server import RunningApp

pytestmark = pytest.mark.browser

PICTURES: Final = Path(os.environ.get("KPI_PICTURES") or ROOT / "build" / "pictures")
DESK, PHONE = Look("light", 1280), Look("light", 390)
DESK_AT_NIGHT, PHONE_AT_NIGHT = Look("dark", 1280), Look("dark", 390)
LOOKS: Final = {"es": (DESK, DESK_AT_NIGHT, PHONE_AT_NIGHT, PHONE), "en": (DESK, PHONE)}
# Colours are pairs of a light and a dark one, and a phone has elements that a desk has not: judging the light ones on
# a desk and the dark ones on a phone sees each pair and each element. English differs in its words alone.
RULES: Final[dict[tuple[str, Look], Rules]] = {
    ("es", DESK): "all",
    ("es", PHONE_AT_NIGHT): "contrast",
    ("es", PHONE): "all but contrast",
    ("en", DESK): "all but contrast",
}
PAGES: Final = list(product(LOOKS, addresses()))
FEW_COLOURS: Final = 20
"""What an empty picture has, at most."""
# Streamlit's own words are put into the reader's language a moment after it has written them
# (pages/shared/streamlit_words.js), but not everywhere. These are read aloud, or seen by whoever moves by keyboard.
STREAMLIT_SAYS: Final = re.compile(
    r"Skip to main content|Navigate to home page|App pages|Help for .+|(Previous|Next) page|Copy to clipboard"
)


@dataclass
class Seen:
    """What was found on one page in one language, under each look."""

    name: str
    language: str
    words: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    pictures: dict[Look, Path] = field(default_factory=dict)
    wider: dict[Look, list[str]] = field(default_factory=dict)
    barriers: dict[Look, list[Barrier]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def readers(app: RunningApp, browser: Browser) -> Iterator[dict[str, Visitor]]:
    """Somebody who reads Spanish and somebody who reads English."""
    visitors = {
        "es": Visitor.arrive(browser, app.address, locale="es-ES"),
        "en": Visitor.arrive(browser, app.address, locale="en-GB"),
    }
    yield visitors
    for visitor in visitors.values():
        visitor.leave()


@pytest.fixture(scope="module", params=PAGES, ids="-".join)
def seen(request: pytest.FixtureRequest, readers: dict[str, Visitor]) -> Seen:
    language, name = request.param
    visitor, found = readers[language], Seen(name, language)
    page = visitor.page
    if page.url == "about:blank":
        visitor.open(f"{addresses()[name]}?lang={language}")
    else:
        show_as(page, DESK)
        visitor.walk(addresses()[name])
    for look in LOOKS[language]:
        show_as(page, look)
        found.pictures[look] = PICTURES / f"{name}-{language}-{look}.png"
        take_picture(page, found.pictures[look])
        found.wider[look] = wider_than_the_window(page)
        if rules := RULES.get((language, look)):
            with tables_open(page) if rules == "all" else nullcontext():
                found.barriers[look] = barriers(page, rules)
    with tables_open(page):
        found.words = words(page)
    found.errors = [*errors(page), *visitor.take_complaints()]
    return found


def test_a_page_shows_no_error_and_asks_no_other_machine(seen: Seen) -> None:
    assert not seen.errors


def test_nothing_is_wider_than_the_window(seen: Seen) -> None:
    assert not {str(look): names for look, names in seen.wider.items() if names}


def test_axe_finds_nothing_of_ours(seen: Seen) -> None:
    ours = [f"{look}: {one}" for look, found in seen.barriers.items() for one in found if one.excuse is None]
    assert not ours, "\n".join(ours)


def test_no_spanish_page_shows_english(seen: Seen) -> None:
    said = [line for line in english(seen.words) if not STREAMLIT_SAYS.fullmatch(line)]
    assert bool(said) is (seen.language == "en")


def test_pictures_of_it_are_kept(seen: Seen) -> None:
    for look, path in seen.pictures.items():
        with Image.open(path) as picture:
            assert picture.width == look.width
            assert len(picture.getcolors(picture.width * picture.height) or ()) > FEW_COLOURS


def test_what_is_wrong_is_noticed(visitor: Visitor) -> None:
    """The checks above, on a page that has been spoilt."""
    page = visitor.page
    visitor.open("/hours?lang=es")
    stand_still(page)
    page.get_by_role("heading", level=1).evaluate(
        """title => title.insertAdjacentHTML("afterend", `<div style="width: 3000px"><img src="data:,"></div>
            <p style="color: #999; background: #fff">How it is computed</p>`)"""
    )
    assert wider_than_the_window(page)
    assert english(words(page)).count("How it is computed") == 1
    found = {one.rule for one in barriers(page) if one.excuse is None}
    assert {"image-alt", "color-contrast"} <= found
