"""What the policy lets a browser do on every page, and that hostile names are only text."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from tests.doors.hostile import NAME
from tests.doors.test_sign_in import enter
from visiting.browser import Visitor
from visiting.server import RunningApp

pytestmark = pytest.mark.browser

PAGES: Final = (
    "",
    "platforms",
    "response",
    "loyalty",
    "content",
    "goals",
    "snapshot",
    "data",
    "hours",
    "events",
    "people",
    "audit",
)
LISTENS: Final = """
window.violations = [];
document.addEventListener("securitypolicyviolation",
  event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
# A library of Streamlit's tries whether there is WebAssembly, and does without.
TRIED: Final = {"script-src wasm-eval"}
REACHED: Final = """() => ({
  pwned: window.pwned ?? null,
  elements: document.querySelectorAll("[onerror], [onload], img[src*='evil.example'], a[href^='javascript:']").length,
  links: [...document.links].filter(
    link => link.host.endsWith("evil.example") && !link.textContent.startsWith("https://evil.example")).length,
  scripts: [...document.scripts].filter(script => script.textContent.includes("pwned")).length,
})"""
NOTHING: Final = {"pwned": None, "elements": 0, "links": 0, "scripts": 0}
# A bare address in a text is a link that leads where it says; one under other words is none.


@pytest.fixture(scope="module")
def person(guarded: RunningApp, browser: Browser) -> Iterator[Visitor]:
    """Ana, signed in; her browser remembers whatever the policy kept from happening."""
    visitor = Visitor.arrive(browser, guarded.address)
    visitor.page.context.add_init_script(LISTENS)
    enter(visitor)
    yield visitor
    visitor.leave()


def violations(visitor: Visitor) -> set[str]:
    return set(visitor.page.evaluate("window.violations"))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_works_with_the_policy(person: Visitor, page: str) -> None:
    person.open(f"/{page}?lang=en&inst=Caja+Miravalle")
    if page in ("", "platforms", "response", "loyalty", "content"):
        expect(person.page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    expect(person.page.locator("html[lang=en]")).to_have_count(1)
    assert violations(person) <= TRIED
    assert [said for said in person.complaints if "Content Security Policy" in said] == []


def test_what_we_wrote_in_script_works_with_the_policy(person: Visitor) -> None:
    person.open("/platforms?lang=en&inst=Caja+Miravalle")
    expect(person.page.locator("html[data-explains]")).to_be_attached()
    person.page.locator("[data-explain]").first.click()
    expect(person.page.get_by_role("dialog")).to_be_visible()
    person.page.keyboard.press("Escape")
    with person.page.expect_download() as picture:
        person.page.get_by_role("button", name="Download this chart as PNG").first.click()
    assert picture.value.suggested_filename.endswith(".png")
    person.page.get_by_role("button", name="Copy link").click()
    expect(person.page.locator(".v-bubble").first).to_be_visible()
    assert violations(person) <= TRIED


@pytest.mark.parametrize("page", PAGES)
def test_hostile_names_are_text(person: Visitor, page: str) -> None:
    person.open(f"/{page}?lang=en&inst={quote(NAME)}&from=2026-10-01&to=2026-10-31")
    expect(person.page.get_by_role("combobox", name="Institution")).to_have_value(NAME)
    for closed in person.page.locator("summary").all():
        if closed.is_visible():
            closed.click()
    person.settle()
    assert person.page.evaluate(REACHED) == NOTHING
    assert violations(person) <= TRIED
    assert [url for url in person.foreign if "evil" in url] == []


def test_a_hostile_address_is_text(person: Visitor) -> None:
    attack = quote(
        "<img src=x onerror=window.pwned=7>![x](https://evil.example/d.png)[e](javascript:window.pwned=8)"
    )
    person.open(f"/?lang={attack}&inst={attack}&period={attack}&vs={attack}&p={attack}&explain={attack}")
    assert person.page.evaluate(REACHED) == NOTHING
    assert violations(person) <= TRIED
