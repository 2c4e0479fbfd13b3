"""A colleague gets the link to exactly this page; numbers open panels, sentences lead to pages, periods are compared."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from kpi.periods import Period
from kpi.showing.language import Language
from tests.support.barriers import check_no_barriers
from visiting.browser import Visitor
from visiting.server import RunningApp

pytestmark = pytest.mark.browser

OCTOBER = Period.of(date(2026, 10, 1), date(2026, 10, 31))
A_YEAR_BEFORE = Period.of(date(2025, 10, 1), date(2025, 10, 31))
LOOKED_AT = "p=facebook,x&kpi=reply_time_median"
NO_CLIPBOARD = """
    Object.defineProperty(navigator, "clipboard", {value: undefined});
    document.execCommand = () => false;
"""


def test_the_link_that_is_copied_shows_a_colleague_the_same_page(
    visitor: Visitor, language: Language, browser: Browser, app: RunningApp
) -> None:
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.open(f"/platforms?lang={language.locale}&{LOOKED_AT}")
    visitor.page.get_by_role("button", name=language.say("Copy link")).click()
    expect(visitor.page.get_by_role("status")).to_contain_text(
        language.say("The link to this page was copied.")
    )

    link = str(visitor.page.evaluate("navigator.clipboard.readText()"))
    assert urlsplit(link).path == "/platforms"
    assert parse_qs(urlsplit(link).query) == {
        "lang": [language.locale],
        "inst": ["Caja Miravalle"],
        "p": ["facebook,x"],
        "kpi": ["reply_time_median"],
        "from": ["2026-10-01"],
        "to": ["2026-10-31"],
    }
    colleague = Visitor.arrive(browser, app.address)
    colleague.open(link.removeprefix(app.address))
    for seen in (colleague.page.get_by_role("heading", level=1), colleague.page.locator(".v-about")):
        expect(seen.first).to_be_visible()
    mine, theirs = (
        one.page.get_by_test_id("stMain").locator("h1, .v-about, .v-num").all_inner_texts()
        for one in (visitor, colleague)
    )
    colleague.leave()
    assert mine == theirs
    assert len(mine) > 10
    assert colleague.take_complaints() == []


def test_without_a_clipboard_the_link_is_shown_to_be_copied_by_hand(visitor: Visitor) -> None:
    visitor.page.add_init_script(NO_CLIPBOARD)
    visitor.open(f"/platforms?lang=en&{LOOKED_AT}")
    visitor.page.get_by_role("button", name="Copy link").click()
    field = visitor.page.get_by_role("textbox", name="Copy the link from here:")
    expect(field).to_be_focused()
    assert "from=2026-10-01&to=2026-10-31" in field.input_value()
    field.press("Escape")
    expect(field).to_be_hidden()


def test_a_number_opens_its_panel_by_keyboard_and_closes_again(visitor: Visitor, language: Language) -> None:
    visitor.open(f"/?lang={language.locale}")
    expect(visitor.page.locator("html[data-explains]")).to_be_attached()
    number = visitor.page.locator(".v-grid .v-num").first
    number.focus()
    number.press("Enter")
    panel = visitor.page.get_by_role("dialog")
    expect(panel).to_contain_text(language.say("The same number on the command line:"))
    expect(panel).to_contain_text(f"Facebook · {language.period(OCTOBER)}")
    check_no_barriers(visitor.page, "[role=dialog]")
    visitor.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(number).to_be_focused()


def test_what_needs_attention_leads_to_its_page_and_platform(visitor: Visitor, language: Language) -> None:
    visitor.open(f"/?lang={language.locale}")
    visitor.page.locator(".st-key-overview_needs").get_by_role("link").first.click()
    about = f"Caja Miravalle · {language.period(OCTOBER)} · Facebook"
    expect(visitor.page.get_by_text(about, exact=False)).to_be_visible()
    assert "/response" in visitor.page.url


def test_a_period_is_compared_with_the_one_before_or_a_year_before(
    visitor: Visitor, language: Language
) -> None:
    visitor.open(f"/?lang={language.locale}")
    changes = visitor.page.get_by_role("region", name=language.say("Headline figures")).locator(".v-change")
    against_september = changes.all_inner_texts()
    visitor.choose(language.say("Compared with"), language.say("A year before"))
    about = language.say("compared with {period}", period=A_YEAR_BEFORE)
    expect(visitor.page.locator(".v-about").first).to_contain_text(about)
    assert "vs=last_year" in visitor.page.url
    assert changes.all_inner_texts() != against_september


def test_platforms_are_set_side_by_side(visitor: Visitor, language: Language) -> None:
    visitor.open(f"/platforms?lang={language.locale}&inst=Caja+Miravalle&beside=facebook|x")
    table = visitor.page.get_by_role("group", name=language.say("KPI by KPI"))
    expect(table.first.get_by_role("columnheader")).to_have_text([language.say("KPI"), "Facebook", "X"])
    visitor.add(language.say("Platforms to set side by side"), "TikTok")
    expect(table.first.get_by_role("columnheader")).to_have_text(
        [language.say("KPI"), "Facebook", "X", "TikTok"]
    )
    visitor.page.wait_for_url(lambda url: "tiktok" in url)
