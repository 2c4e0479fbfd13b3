"""A colleague gets the link to exactly this page; any number opens its panel; a sentence leads to its page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.support.browser import Visitor

pytestmark = pytest.mark.browser

LOOKED_AT = "/platforms?lang=en&p=facebook,x&kpi=reply_time_median"
NO_CLIPBOARD = """
    Object.defineProperty(navigator, "clipboard", {value: undefined});
    document.execCommand = () => false;
"""


def test_the_link_that_is_copied_names_the_page_its_filters_and_its_days(visitor: Visitor) -> None:
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.open(LOOKED_AT)
    visitor.page.get_by_role("button", name="Copy link").click()
    expect(visitor.page.get_by_role("status")).to_contain_text("was copied")

    link = urlsplit(str(visitor.page.evaluate("navigator.clipboard.readText()")))
    assert link.path == "/platforms"
    assert parse_qs(link.query) == {
        "lang": ["en"],
        "inst": ["Caja Miravalle"],
        "p": ["facebook,x"],
        "kpi": ["reply_time_median"],
        "from": ["2026-10-01"],
        "to": ["2026-10-31"],
    }

    title = visitor.page.get_by_role("heading", level=1).inner_text()
    visitor.open(f"{link.path}?{link.query}")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text(title)


def test_without_a_clipboard_the_link_is_shown_to_be_copied_by_hand(visitor: Visitor) -> None:
    visitor.page.add_init_script(NO_CLIPBOARD)
    visitor.open(LOOKED_AT)
    visitor.page.get_by_role("button", name="Copy link").click()
    field = visitor.page.get_by_role("textbox", name="Copy the link from here:")
    expect(field).to_be_focused()
    assert "from=2026-10-01&to=2026-10-31" in field.input_value()
    field.press("Escape")
    expect(field).to_be_hidden()


def test_a_page_in_a_group_of_the_menu_is_found(visitor: Visitor) -> None:
    visitor.open("/?lang=en")
    visitor.go("Service hours")
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("ervice hours")
    assert "/hours" in visitor.page.url


def test_a_number_opens_its_panel_by_keyboard_and_closes_again(visitor: Visitor) -> None:
    visitor.open("/?lang=en")
    expect(visitor.page.locator("html[data-explains]")).to_be_attached()
    number = visitor.page.locator(".v-grid .v-num").first
    number.focus()
    number.press("Enter")
    panel = visitor.page.get_by_role("dialog")
    expect(panel).to_contain_text("The same number on the command line:")
    expect(panel).to_contain_text("Facebook · October 2026")
    visitor.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(number).to_be_focused()


def test_what_needs_attention_leads_to_its_page_and_platform(visitor: Visitor) -> None:
    visitor.open("/?lang=en")
    visitor.page.locator(".st-key-overview_needs").get_by_role("link").first.click()
    visitor.settle()
    assert "/response" in visitor.page.url
    expect(visitor.page.get_by_text("Caja Miravalle · October 2026 · Facebook", exact=False)).to_be_visible()
