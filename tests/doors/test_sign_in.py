"""Signing in and out with a browser, at a provider that is a program of its own."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_journey import POSTS
from tests.support.identity import sign_in
from visiting.browser import Visitor
from visiting.server import RunningApp

if TYPE_CHECKING:
    from playwright._impl._api_structures import SetCookieParam

pytestmark = pytest.mark.browser


@pytest.fixture
def stranger(guarded: RunningApp, browser: Browser) -> Iterator[Visitor]:
    visitor = Visitor.arrive(browser, guarded.address)
    yield visitor
    visitor.leave()


def enter(visitor: Visitor, path: str = "/?lang=en", subject: str = "ana") -> None:
    visitor.page.goto(f"{visitor.address}{path}")
    visitor.page.get_by_role("link", name="Sign in with your organisation's account").click()
    visitor.page.get_by_role("button", name=subject, exact=True).click()
    visitor.settle()


def status(page: Page, path: str) -> int:
    return page.request.get(path, max_redirects=0).status


def test_somebody_signs_in_works_and_signs_out(
    stranger: Visitor, guarded: RunningApp, tmp_path: Path
) -> None:
    page = stranger.page
    enter(stranger, "/content?lang=en")
    assert "/content" in page.url  # where they wanted to go
    expect(page.get_by_text("Signed in as Ana Ruiz")).to_be_visible()

    stranger.go("Data")
    file = tmp_path / "october.csv"
    file.write_text(POSTS)
    page.get_by_test_id("stFileUploader").locator(
        'input[type="file"]:not([webkitdirectory])'
    ).first.set_input_files(file)
    expect(page.get_by_text("october.csv").first).to_be_visible()

    stranger.go("Take away")
    page.get_by_role("button", name="Prepare the ZIP").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download the ZIP").click()
    link = coming.value.url
    assert status(page, link) == 200
    with sign_in(guarded.address, "nico") as somebody_else:
        assert somebody_else.get(link).status_code == 404

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button").first.click()  # the provider asks whether it was meant
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    for path in (link, f"{stranger.address}/", f"{stranger.address}/_stcore/metrics"):
        assert status(page, path) == 401


def test_a_tab_that_stayed_open_hears_at_the_next_click_that_the_session_is_over(
    stranger: Visitor, guarded: RunningApp
) -> None:
    enter(stranger)
    kept = stranger.page.context.cookies()
    other = stranger.page.context.new_page()
    other.goto(f"{guarded.address}/auth/logout")
    stranger.page.get_by_test_id("stSidebar").get_by_role("button", name="Facebook", exact=True).click()
    expect(stranger.page.get_by_role("heading", name="Sign in")).to_be_visible()

    stranger.page.context.add_cookies(
        cast("list[SetCookieParam]", kept)
    )  # a thief's copy of the cookie opens nothing any more
    assert status(stranger.page, f"{guarded.address}/_stcore/metrics") == 401


def test_somebody_without_a_role_is_told_so_and_sees_no_figure(stranger: Visitor) -> None:
    enter(stranger, subject="nico")
    expect(stranger.page.get_by_role("heading", name="Nothing is open to you yet")).to_be_visible()
    expect(stranger.page.get_by_text("Caja Miravalle")).to_have_count(0)
    expect(stranger.page.get_by_role("button", name="Sign out")).to_have_count(2)
