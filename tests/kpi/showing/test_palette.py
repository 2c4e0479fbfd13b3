"""Everyone can read the charts: contrast in both themes, and colours that stay apart when some are not seen."""

import tomllib
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from kpi.showing.charts.palette import BACKGROUND, DARK, LIGHT, SCREEN, TEXT, Palette
from tests.kpi.showing.colour import SEEN_BY, contrast, distance

CONFIG = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text())
THEMES = [("light", LIGHT), ("dark", DARK)]


@pytest.mark.parametrize(("theme", "palette"), THEMES)
def test_the_theme_holds_the_palette(theme: str, palette: Palette) -> None:
    settings = CONFIG["theme"][theme]
    assert tuple(settings["chartCategoricalColors"]) == palette.ten
    assert tuple(settings["chartSequentialColors"]) == palette.shades
    assert (settings["backgroundColor"], settings["secondaryBackgroundColor"]) == BACKGROUND[theme]
    assert settings["textColor"] == TEXT[theme][0]


@pytest.mark.parametrize(("theme", "palette"), THEMES)
def test_every_chart_colour_stands_out_from_its_background(theme: str, palette: Palette) -> None:
    weak = {
        (c, b): round(contrast(c, b), 2) for c in palette.ten for b in BACKGROUND[theme] if contrast(c, b) < 3
    }
    assert weak == {}


@pytest.mark.parametrize(("theme", "palette"), THEMES)
def test_text_and_words_of_status_are_readable(theme: str, palette: Palette) -> None:
    words = (*TEXT[theme], palette.met, palette.at_risk, palette.missed)
    weak = {
        (c, b): round(contrast(c, b), 2) for c in words for b in BACKGROUND[theme] if contrast(c, b) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("seen_by", SEEN_BY)
@pytest.mark.parametrize(("theme", "palette"), THEMES)
def test_colours_that_share_a_chart_stay_apart(theme: str, palette: Palette, seen_by: str) -> None:
    together = (
        (palette.actual, palette.past, palette.goal),
        (palette.met, palette.at_risk, palette.missed),
        palette.lines,
    )
    close = {
        pair: round(distance(*pair, seen_by), 1)
        for group in together
        for pair in combinations(group, 2)
        if distance(*pair, seen_by) < 8
    }
    assert close == {}


@pytest.mark.parametrize("seen_by", SEEN_BY)
@pytest.mark.parametrize(("theme", "palette"), THEMES)
def test_shades_are_in_order_and_stay_apart(theme: str, palette: Palette, seen_by: str) -> None:
    against = [contrast(shade, BACKGROUND[theme][0]) for shade in palette.shades]
    assert against == sorted(against)
    five = palette.ramp(5)
    assert len(five) == 5
    assert min(distance(*pair, seen_by) for pair in pairwise(five)) > 8


def test_screen_charts_are_painted_by_the_theme() -> None:
    assert SCREEN.actual == "#000001"
    assert SCREEN.fifth == "#000010"
    assert len(set(SCREEN.ten)) == 10
    assert SCREEN.shades[0] == "#000011"
    assert len({*SCREEN.ten, *SCREEN.shades}) == 20
