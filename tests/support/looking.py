"""What somebody sees of a page, gathered in the browser: its words, what does not fit, its errors, its picture."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from playwright.sync_api import Page

from tests.support.templates import ROOT

Theme = Literal["light", "dark"]
TALLEST: Final = 8_000
FRAMES: Final = 12
"""How many pictures in a row the browser paints alike before a page counts as standing still."""

# Streamlit scrolls inside its own element, so the document itself is never taller than the window.
_SCROLLER: Final = '[data-testid="stMain"]'
_STILL: Final = """async frames => {
    await document.fonts.ready;
    const app = () => document.querySelector('[data-testid="stApp"]');
    const working = () => app()?.dataset.testScriptState !== "notRunning"
        || document.querySelector('[data-testid="stSkeleton"], [data-stale="true"]') !== null
        || document.querySelector("h1, [role=dialog]") === null;
    const sizes = '[data-testid="stMain"], [data-testid="stElementContainer"], .main-svg';
    const form = () => [...document.querySelectorAll(sizes)].map(one => [one.getBoundingClientRect(), one.scrollHeight])
        .reduce((sum, [at, tall]) => (sum * 31 + at.width * 7 + at.height + tall) % 1000000007, window.innerWidth);
    let same = 0, before = NaN;
    while (same < frames) {
        await new Promise(requestAnimationFrame);
        const now = working() ? NaN : form();
        same = now === before ? same + 1 : 0;
        before = now;
    }
}"""
_WIDER: Final = """() => {
    const main = document.querySelector('[data-testid="stMain"]'), root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth && main.scrollWidth <= main.clientWidth) return [];
    const edge = main.getBoundingClientRect().right + 1;
    const reaching = [...main.querySelectorAll("*")].filter(one => one.getBoundingClientRect().right > edge);
    const innermost = reaching.filter(one => !reaching.some(other => other !== one && one.contains(other)));
    const names = innermost.map(one => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""}`);
    return names.length ? [...new Set(names)] : ["the document"];
}"""
# What is read and what is read aloud. Icons are letters of a font, and what is set in size 0 is put in other words by
# our style sheet.
_WORDS: Final = """() => {
    const said = new Set([document.title]);
    const names = ["aria-label", "title", "placeholder", "alt"];
    for (const one of document.body.querySelectorAll("*")) {
        if (one.closest("script, style, code, pre, [translate=no]") || !one.checkVisibility()) continue;
        names.forEach(name => said.add((one.getAttribute(name) ?? "").trim()));
        const direct = [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (!direct || getComputedStyle(one).fontSize === "0px") continue;
        (one.innerText ?? one.textContent).split("\\n").forEach(line => said.add(line.trim()));
    }
    said.delete("");
    return [...said];
}"""
_OPEN: Final = "() => document.querySelectorAll('details:not([open])').forEach(one => one.open = one.dataset.shut = true)"
_SHUT: Final = "() => document.querySelectorAll('details[data-shut]').forEach(one => one.open = false)"
_ERRORS: Final = '[data-testid="stException"], [data-testid="stAlertContentError"]'


@dataclass(frozen=True)
class Look:
    """How somebody looks at a page: the colours and the window's width in pixels."""

    theme: Theme
    width: int

    def __str__(self) -> str:
        return f"{self.theme}-{self.width}"


def addresses() -> dict[str, str]:
    """The name of every page there is, by its folder, and its address; a new page is found by itself."""
    names = sorted(path.parent.name for path in (ROOT / "pages").glob("*/page.py"))
    return {name: "/" if name == "overview" else f"/{name}" for name in names}


def stand_still(page: Page) -> None:
    """Wait until the script has run and the browser paints the same form several times in a row."""
    page.evaluate(_STILL, FRAMES)


def show_as(page: Page, look: Look) -> None:
    """Give the page these colours, and a window of this width that is as tall as the page."""
    page.emulate_media(color_scheme=look.theme)
    page.set_viewport_size({"width": look.width, "height": 900})
    stand_still(page)
    tall = page.locator(_SCROLLER).evaluate("main => main.scrollHeight")
    page.set_viewport_size({"width": look.width, "height": max(900, min(int(tall) + 8, TALLEST))})
    stand_still(page)


def take_picture(page: Page, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, animations="disabled")


def wider_than_the_window(page: Page) -> list[str]:
    """The elements that reach over the page's right edge, where the page scrolls sideways; none where it does not."""
    found: list[str] = page.evaluate(_WIDER)
    return found


def errors(page: Page) -> list[str]:
    return page.locator(_ERRORS).all_inner_texts()


@contextmanager
def tables_open(page: Page) -> Iterator[None]:
    """The tables under charts are open meanwhile."""
    page.evaluate(_OPEN)
    yield
    page.evaluate(_SHUT)


def words(page: Page) -> list[str]:
    """Every line that can be read or is read aloud, once."""
    found: list[str] = page.evaluate(_WORDS)
    return found
