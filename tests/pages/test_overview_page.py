"""The overview with the sample bank: a finding, tiles, the grid, the chart; the same numbers as the answers."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from streamlit.testing.v1 import AppTest

from kpi.answers.anomalies import RULE
from kpi.answers.comparison import Against
from kpi.answers.question import Question
from kpi.answers.values import answer
from kpi.periods import Period, day_of, parse_date
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.store.institutions import institutions
from kpi.store.schema import metadata
from pages.shared import sidebar
from tests.pages.opened import html_of, open_page, trouble, words

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


def test_what_needs_attention_is_said_with_its_cause_and_leads_to_its_page(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "overview", lang="es", p="instagram")
    assert trouble(app) == []
    (way,) = [each.proto for each in app.get("page_link") if "24 horas" in each.proto.label]
    assert spoken(way.label) == (
        "**▲ casi cumplido** Instagram responde el 81,5 % en 24 horas, objetivo 87,0 %: sobre todo los fines de semana "
        "(puede ser casualidad, n = 135)"
    )
    assert way.query_string == "p=instagram"


def test_the_three_worst_come_first_and_misses_before_risks(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "overview", lang="en")
    spoken_of = [spoken(each.proto.label) for each in app.get("page_link")]
    labels = [label for label in spoken_of if label.startswith(("**■", "**▲"))]
    assert len(labels) == 3
    said = "**■ missed** Facebook answers half of the questions in 5 h 54 min or less, goal: at most 3 h: above all questions that come in the afternoon and evening"
    assert labels[0] == said
    rows = re.findall(r'<th scope="row">(\w+)', markup(app, GRID))
    assert rows[:3] == ["Facebook", "Community", "YouTube"]
    assert rows[-1] == "LinkedIn"


def test_how_fresh_the_data_are_is_said_under_the_title(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "overview", lang="en")
    assert "Data up to 20 Nov 2026; no source ends a week before that." in words(app)
    with sample_store.writing() as connection:
        video = metadata.tables["channel"].c
        (youtube,) = connection.scalars(select(video.id).where(video.platform == "youtube"))
        daily = metadata.tables["daily_measure"]
        late = parse_date("2026-11-01")
        connection.execute(delete(daily).where(daily.c.channel_id == youtube, daily.c.day > day_of(late)))
        bank = metadata.tables["institution"]
        connection.execute(update(bank).values(data_version=bank.c.data_version + 1))
    app = open_page(monkeypatch, sample_store, "overview", lang="en")
    assert (
        "A week or more behind: YouTube (posts, until 29 Oct 2026), YouTube (channel days, until 1 Nov 2026)."
        in words(app)
    )


def test_the_period_is_compared_with_the_same_one_last_year(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "overview", lang="en")
    assert "than in September" in markup(app, "v-tiles")
    app.selectbox(key=sidebar.AGAINST).set_value(Against.LAST_YEAR.value).run()
    assert trouble(app) == []
    assert "compared with October 2025" in words(app)
    assert "than in October 2025" in markup(app, "v-tiles")
    assert "than in September" not in markup(app, "v-tiles")
    assert app.query_params["vs"] in ("last_year", ["last_year"])


def test_what_moved_a_kpi_is_asked_for_only_when_somebody_wants_it(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "overview", lang="en", kpi="answered_within_24h")
    assert "Its part in the change" not in words(app)
    app.segmented_control(key="overview.moved").set_value("platform").run()
    assert trouble(app) == []
    table = markup(app, "Its part in the change")
    assert "All together" in table
    assert table.count('<th scope="row">') == 5
    assert "The parts add up to the change against September 2026." in words(app)


def test_days_that_stand_out_are_marked_in_the_daily_chart_with_the_rule(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    query = {"kpi": "reply_time_median", "each": "day"}
    app = open_page(monkeypatch, sample_store, "overview", lang="en", **query)
    assert trouble(app) == []
    line, odd = charts(app)[0][1:]
    assert len(line["x"]) == 31
    assert odd["x"] == ["2026-10-12"]
    assert "**◇ 1 day stands out**" in words(app)
    assert "on 12 Oct 2026: more than the" in words(app)
    assert str(RULE) in words(app)


def test_a_split_that_does_not_add_up_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    query = {"kpi": "returning_visitor_share", "moved": "weekday"}
    app = open_page(monkeypatch, sample_store, "overview", lang="en", **query)
    assert "come for several days at once" in words(app)
    assert "Its part in the change" not in words(app)


def test_medians_have_no_parts_to_split(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    app = open_page(monkeypatch, sample_store, "overview", lang="en", kpi="reply_time_median")
    assert not [each for each in app.get("button_group") if each.key == "overview.moved"]


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


def spoken(label: str) -> str:
    """A label without the signs that keep Markdown from reading it, and with plain spaces."""
    return label.replace("\\", "").replace("\N{NO-BREAK SPACE}", " ")


def markup(app: AppTest, css: str) -> str:
    """Our own HTML with that class."""
    return next(each for each in html_of(app) if css in each)


def charts(app: AppTest) -> list[Any]:
    return [json.loads(each.proto.spec)["data"] for each in app.get("plotly_chart")]
