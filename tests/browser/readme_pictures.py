"""The README's pictures: real pages over the sample bank, in Spanish and light.

`python -m tests.browser.readme_pictures` starts the app with a database of its own and writes `docs/pictures/`.
"""

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.support.looking import stand_still
from tests.support.stores import sqlite_url
from tests.support.templates import ROOT
from visiting.browser import Visitor, find_chromium, launch
from visiting.server import RunningApp

FOLDER: Final = ROOT / "docs" / "pictures"
COLOURS: Final = 256
"""Enough for flat colours and letters; a third of the bytes."""


@dataclass(frozen=True)
class Picture:
    """The upper part of a page: its address, and the window's size in pixels."""

    name: str
    address: str
    width: int
    height: int

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name}.png"


PICTURES: Final = (
    Picture("resumen", "/?lang=es", 1280, 1120),
    Picture("respuesta", "/response?lang=es", 1280, 1120),
    Picture("fidelidad", "/loyalty?lang=es", 1280, 1120),
    Picture("resumen-movil", "/?lang=es", 390, 1120),
)


def small(png: bytes) -> bytes:
    """The same picture in few colours: also the rare ones, since a status is told by its colour too."""
    written = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(
            COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
        )
        few.save(written, "PNG", optimize=True)
    return written.getvalue()


def take(picture: Picture, page: Page, address: str) -> None:
    page.set_viewport_size({"width": picture.width, "height": picture.height})
    page.goto(f"{address}{picture.address}")
    stand_still(page)
    picture.path.write_bytes(small(page.screenshot(animations="disabled")))


def main() -> int:
    chromium = find_chromium()
    if chromium is None:
        print("There is no Chromium on the PATH; on Debian: apt-get install chromium.")  # noqa: T201
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        app = RunningApp.start(Path(folder), sqlite_url(Path(folder) / "vinculo.sqlite"))
        browser = launch(playwright, chromium)
        visitor = Visitor.arrive(browser, app.address, locale="es-ES")
        try:
            for picture in PICTURES:
                take(picture, visitor.page, app.address)
                print(picture.path.relative_to(ROOT))  # noqa: T201
        finally:
            browser.close()
            app.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
