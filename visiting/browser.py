"""A visitor with a browser: opens pages, waits until they stand still, and notices what must not happen."""

import os
import re
import shutil
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, expect

PATIENCE_MS: Final = 60_000
QUIET: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Streamlit's own browser side looks for its server beneath a deep link first, and finds it at the root then.
NOT_OURS: Final = re.compile(r"/\w+/_stcore/(health|host-config)$")


def find_chromium() -> str | None:
    """Debian's browser, or another Chromium on the PATH."""
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def launch(playwright: Playwright, path: str) -> Browser:
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()  # Chromium's sandbox refuses root
    return playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])


@dataclass
class Visitor:
    """A page of the app in a browser, and what went wrong on it: `foreign` requests, `complaints`."""

    page: Page
    address: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def arrive(
        cls,
        browser: Browser,
        address: str,
        *,
        width: int = 1280,
        height: int = 900,
        locale: str | None = None,
    ) -> "Visitor":
        context = browser.new_context(
            viewport={"width": width, "height": height}, accept_downloads=True, locale=locale
        )
        context.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        visitor = cls(context.new_page(), address)
        visitor.page.on("request", lambda request: visitor._note(request.url))
        visitor.page.on("websocket", lambda socket: visitor._note(socket.url))
        visitor.page.on("console", visitor._listen)
        visitor.page.on("pageerror", lambda error: visitor.complaints.append(str(error)))
        return visitor

    def _note(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urlsplit(self.address).netloc:
            self.foreign.append(url)

    def _listen(self, said: ConsoleMessage) -> None:
        source = said.location.get("url", "")
        if said.type == "error" and not NOT_OURS.search(source):
            self.complaints.append(f"{said.text} ({source})")

    def open(self, path: str = "/") -> None:
        self.page.goto(f"{self.address}{path}")
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run, and nothing on the page is a leftover of the run before."""
        expect(
            self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')
        ).to_be_visible()
        expect(self.page.locator('[data-stale="true"]')).to_have_count(0)

    def choose(self, label: str, option: str) -> None:
        """Pick `option` in the select box called `label`."""
        self.page.get_by_role("combobox", name=label).click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.settle()

    def add(self, label: str, option: str) -> None:
        """Add `option` to those chosen in the box called `label`, by typing: a long list shows only its beginning.

        Key by key, as people do: the box empties itself when it is entered, and takes back what was put in at once.
        """
        box = self.page.get_by_role("combobox", name=label)
        box.focus()
        box.press_sequentially(option)
        expect(self.page.get_by_role("option", name=option, exact=True)).to_be_visible()
        box.press("Enter")
        box.press(
            "Tab"
        )  # while the list is open, everything beside it is hidden from screen readers, and from tests
        self.settle()

    def go(self, title: str) -> None:
        """Follow the menu to the page called `title`, which may stand in a group of it."""
        link = self.page.get_by_role("link", name=title, exact=True)
        if link.count() == 0:
            self.page.get_by_test_id("stTopNavSection").click()
            link = self.page.get_by_role("menuitem", name=title, exact=True)
        link.click()
        self.settle()

    def walk(self, path: str) -> None:
        """Follow the menu to the page at `path`, another one than this, without loading the app again."""
        before = self.page.get_by_role("heading", level=1).inner_text()
        link = self.page.locator(
            f'nav a[href="{self.address}{path}"], [role="menuitem"][href="{self.address}{path}"]'
        )
        if link.count() == 0:
            self.page.get_by_test_id("stTopNavSection").click()
        link.click()
        expect(self.page.get_by_role("heading", level=1)).not_to_have_text(before)
        self.settle()

    def take_complaints(self) -> list[str]:
        """What went wrong since this was last asked, requests to other machines among it."""
        found = [*self.complaints, *(f"asked another machine: {url}" for url in self.foreign)]
        self.complaints.clear()
        self.foreign.clear()
        return found

    def leave(self) -> None:
        self.page.context.close()
