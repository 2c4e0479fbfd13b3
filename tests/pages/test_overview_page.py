"""The overview with the sample bank: a finding, tiles, the grid, the chart; the same numbers as the answers."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpi.answers.question import Question
from kpi.answers.values import answer
from kpi.periods import Period, parse_date
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.store.institutions import institutions
from pages.shared import sidebar
from tests.pages.opened import open_page, trouble, words

GRID = "v-grid"


@pytest.mark.parametrize(
    ("lang", "title", "tile", "how"),
    [
        ("es", "Octubre de 2026: se cumplen", "Respondido en 24 horas", "Cómo se calcula"),
        ("en", "October 2026:", "Answered within 24 hours", "How it is computed"),
    ],
)
def test_the_overview_finds_and_explains(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store, lang: str, title: str, tile: str, how: str
) -> None:
    app = open_page(monkeypatch, sample_store, "overview", lang=lang)
    assert trouble(app) == []
    assert app.title[0].value.startswith(title)
    tiles = markup(app, "v-tiles")
    assert tiles.count('class="v-tile"') == 6
    assert tiles.count(f">{how}</button>") == 6
    assert tile in tiles
    assert "v-status" in tiles


def test_a_tile_shows_what_the_answer_says(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    october = Period.of(parse_date("2026-10-01"), parse_date("2026-10-31"))
    with sample_store.reading() as connection:
        bank = institutions(connection)[0]
        (expected,) = answer(connection, Question(bank.id, october, kpis=("answered_within_24h",)))
    app = open_page(monkeypatch, sample_store, "overview", lang="es")
    assert Language("es").value(expected.value, expected.unit) in markup(app, "v-tiles")


def test_the_grid_has_a_row_for_every_platform(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    grid = markup(open_page(monkeypatch, sample_store, "overview", lang="en"), GRID)
    assert grid.count('<th scope="row">') == 8
    assert "■ missed" in grid
    assert "● met" in grid


def test_the_chart_follows_the_filter(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    app = open_page(monkeypatch, sample_store, "overview", lang="en")
    before = charts(app)[0]
    app.pills(key=sidebar.PLATFORMS).set_value(["x"]).run()
    assert trouble(app) == []
    assert charts(app)[0] != before
    assert markup(app, GRID).count('<th scope="row">') == 1


def test_a_period_before_the_data_says_where_they_are(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    query = {"from": "2019-01-01", "to": "2019-01-31"}
    app = open_page(monkeypatch, sample_store, "overview", lang="en", **query)
    assert trouble(app) == []
    assert "Its data reach from 1 Nov 2024 to " in words(app)


def test_the_chart_has_words_for_who_cannot_see_it(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "overview", lang="es")
    assert "de " in app.get("plotly_chart")[0].proto.alt


def markup(app: AppTest, css: str) -> str:
    """Our own HTML with that class."""
    return next(str(each.value) for each in app.markdown if css in str(each.value))


def charts(app: AppTest) -> list[Any]:
    return [json.loads(each.proto.spec)["data"] for each in app.get("plotly_chart")]
