"""A page that is open goes from light to dark with the browser, its charts among it."""

import re

import pytest
from playwright.sync_api import expect

from kpi.showing.charts.palette import BACKGROUND, DARK, LIGHT, Palette
from tests.support.looking import Theme
from visiting.browser import Visitor

pytestmark = pytest.mark.browser

LINES = ".js-plotly-plot .scatterlayer .js-line"


def rgb(colour: str) -> str:
    """A colour of six hexadecimal digits as a browser tells it."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgb({red}, {green}, {blue})"


def test_charts_follow_the_browser_to_dark_and_back(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/?lang=es&kpi=followers")
    expect(page.locator("html[style*=color-scheme]")).to_be_attached()  # from now on the page is told
    line = page.locator(LINES).last
    turns: tuple[tuple[Theme, Palette], ...] = (("dark", DARK), ("light", LIGHT))
    for theme, palette in turns:
        page.emulate_media(color_scheme=theme)
        expect(page.locator(".stApp")).to_have_css("background-color", rgb(BACKGROUND[theme][0]))
        expect(line).to_have_css("stroke", rgb(palette.actual))
        visitor.settle()


def test_another_theme_closes_no_dialog(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/?lang=en")
    expect(page.locator("html[data-explains]")).to_be_attached()
    page.locator(".v-how").first.click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_text(re.compile("python -m kpi values"))).to_be_visible()
    expect(page.locator("html[style*=color-scheme]")).to_be_attached()
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    visitor.settle()
    expect(panel).to_be_visible()


def test_the_links_under_a_long_page_s_title_lead_to_its_sections(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("/response?lang=es")
    links = page.get_by_role("navigation", name="En esta página").get_by_role("link")
    expect(links).to_have_count(9)
    links.last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Cuántos agentes hacen falta para cumplir")).to_be_in_viewport()
