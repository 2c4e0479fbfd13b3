"""Pictures of every page, in both languages, light and dark, on a desk and on a phone: for people to look at.

`python -m tests.browser.pictures [PAGE…]` starts the app with a database of its own, fills `build/pictures/` and
ends with 1 when a picture could not be taken. Not a test: nothing is compared.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.support.app import RunningApp
from tests.support.browser import find_chromium, launch
from tests.support.stores import sqlite_url
from tests.support.templates import ROOT

FOLDER: Final = ROOT / "build" / "pictures"
PAGES: Final = {
    "overview": "/",
    "platforms": "/platforms",
    "goals": "/goals",
    "data": "/data",
    "snapshot": "/snapshot",
}
LOCALES: Final = {"es": "es-ES", "en": "en-GB"}
THEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
WIDTHS: Final = (1280, 390)
TALLEST: Final = 6_000
PATIENCE_MS: Final = 60_000
STANDING_STILL: Final = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const still = app && app.dataset.testScriptState === "notRunning";
    const waiting = document.querySelectorAll('[data-testid="stSkeleton"], [data-stale="true"]').length;
    return still && !waiting && document.querySelector('h1') !== null;
}"""


@dataclass(frozen=True)
class Picture:
    """One page as one person sees it."""

    page: str
    locale: str
    theme: Literal["light", "dark"]
    width: int

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.page}-{self.locale}-{self.theme}-{self.width}.png"


def take(picture: Picture, browser: Browser, address: str, query: str = "") -> None:
    """Open the page, wait until nothing moves any more, and save all of it."""
    context = browser.new_context(
        color_scheme=picture.theme,
        locale=LOCALES[picture.locale],
        viewport={"width": picture.width, "height": 900},
        device_scale_factor=1,
    )
    try:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{address}{PAGES[picture.page]}?lang={picture.locale}{query}")
        page.wait_for_function(STANDING_STILL)
        _show_all(page, picture.width)
        page.screenshot(path=picture.path, animations="disabled")
    finally:
        context.close()


def _show_all(page: Page, width: int) -> None:
    """Make the window as tall as the page: Streamlit scrolls inside, so a full-page picture would end early."""
    for _ in range(2):  # what comes into sight may make the page taller
        tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        page.set_viewport_size({"width": width, "height": min(int(tall) + 8, TALLEST)})
        page.wait_for_function(STANDING_STILL)
        page.wait_for_timeout(700)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", choices=[*PAGES, []], help="all of them, if none is named")
    parser.add_argument("--query", default="", help="more of the address, for example '&period=year'")
    asked = parser.parse_args(arguments)
    chromium = find_chromium()
    if chromium is None:
        print("There is no Chromium on the PATH; on Debian: apt-get install chromium.")  # noqa: T201
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    failed = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = RunningApp.start(Path(folder), sqlite_url(Path(folder) / "vinculo.sqlite"))
        browser = launch(playwright, chromium)
        try:
            for page, locale, theme, width in product(asked.pages or PAGES, LOCALES, THEMES, WIDTHS):
                picture = Picture(page, locale, theme, width)
                try:
                    take(picture, browser, app.address, asked.query)
                    print(picture.path.relative_to(ROOT))  # noqa: T201
                except Error as problem:
                    failed += 1
                    print(f"{picture.path.name}: {problem.message.splitlines()[0]}")  # noqa: T201
        finally:
            browser.close()
            app.stop()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
