"""What a manager sees of the overview without scrolling: how it stands, and then what needs attention."""

import pytest
from playwright.sync_api import expect

from kpi.showing.language import Language
from visiting.browser import Visitor

pytestmark = pytest.mark.browser


def test_all_headline_figures_and_what_needs_attention_are_on_the_first_screen(
    visitor: Visitor, language: Language
) -> None:
    visitor.open(f"/?lang={language.locale}")
    tiles, needs = visitor.page.locator(".v-tile"), visitor.page.locator(".st-key-overview_needs")
    expect(tiles).to_have_count(6)
    for tile in tiles.all():
        expect(tile).to_be_in_viewport(ratio=1)
    expect(needs).to_be_in_viewport(ratio=1)
    figures, sentences = tiles.last.bounding_box(), needs.bounding_box()
    assert figures
    assert sentences
    assert figures["y"] + figures["height"] <= sentences["y"]


def test_a_phone_s_first_screen_has_whole_figures(visitor: Visitor, language: Language) -> None:
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    visitor.open(f"/?lang={language.locale}")
    for tile in visitor.page.locator(".v-tile").all()[:2]:
        expect(tile).to_be_in_viewport(ratio=1)
