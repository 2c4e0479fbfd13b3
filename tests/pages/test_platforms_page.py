"""The platforms with the sample bank: bullets, months on one scale, a table with the same numbers."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from kpi.store.engine import Store
from pages.shared import sidebar
from tests.pages.opened import html_of, open_page, trouble, words


@pytest.mark.parametrize(
    ("lang", "title", "leads"),
    [
        ("es", "1 de 8 plataformas cumple todos", "va en cabeza"),
        ("en", "1 of 8 platforms meets all of its goals", "leads with"),
    ],
)
def test_goal_stands_beside_actual(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store, lang: str, title: str, leads: str
) -> None:
    app = open_page(monkeypatch, sample_store, "platforms", lang=lang)
    assert trouble(app) == []
    assert title in app.title[0].value
    assert words(app).count(leads) >= 5
    assert len(app.get("plotly_chart")) == 7  # six KPIs, and the months


def test_the_table_speaks_the_readers_language_and_dashes_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    rows = table_rows(open_page(monkeypatch, sample_store, "platforms", lang="es"))
    assert [row[0] for row in rows][:2] == ["Facebook", "X"]
    assert len(rows) == 8
    answered = [row[2] for row in rows]
    assert sum(cell == "—" for cell in answered) == 4
    assert all("," in cell and "%" in cell for cell in answered if cell != "—")


def test_the_table_is_sorted_as_the_address_says_best_first(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "platforms", lang="en", sort="reply_time_median")
    names = [row[0] for row in table_rows(app)]
    assert names[:4] == ["X", "Instagram", "Community", "Facebook"]
    app.selectbox(key="platforms.sort").select("answered_within_24h").run()
    assert trouble(app) == []
    assert table_rows(app)[0][0] == "X"
    assert "answered_within_24h" in app.query_params["sort"]
    assert "en" in app.query_params["lang"]


def test_an_unknown_order_in_the_address_is_the_platforms_own(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "platforms", lang="en", sort="nonsense")
    assert trouble(app) == []
    assert table_rows(app)[0][0] == "Facebook"


def test_each_panel_may_have_its_own_scale_and_says_so(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "platforms", lang="es")
    assert len(scales(app)) == 1
    app.segmented_control(key="platforms.months.scale").select("own").run()
    assert trouble(app) == []
    assert len(scales(app)) > 1
    assert "no compares alturas" in words(app)


def table_rows(app: AppTest) -> list[list[str]]:
    """The cells of the big table as people read them, without pictures and changes."""
    (markup,) = [each for each in html_of(app) if "v-all" in each]
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", markup)
    return [
        [
            re.sub(r"<svg.*?</svg>|<small.*?</small>|<[^>]+>", "", cell)
            for cell in re.split(r"</t[hd]>", row)[:-1]
        ]
        for row in rows
    ]


def scales(app: AppTest) -> set[str]:
    """The different scales of the months' panels."""
    layout = json.loads(app.get("plotly_chart")[-1].proto.spec)["layout"]
    return {str(axis["range"]) for name, axis in layout.items() if name.startswith("yaxis")}


def test_facebook_stands_beside_the_two_per_cent(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "platforms", lang="en")
    specs = [each.proto.spec for each in app.get("plotly_chart")]
    assert any("Iberm" in spec and "2012" in spec for spec in specs)


def test_one_platform_can_be_looked_at_alone(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    app = open_page(monkeypatch, sample_store, "platforms", lang="en", p="youtube")
    assert trouble(app) == []
    assert app.pills(key=sidebar.PLATFORMS).value == ["youtube"]
    assert "YouTube meets" in app.title[0].value
    rows = [len(json.loads(each.proto.spec)["data"][0]["y"]) for each in app.get("plotly_chart")[:-1]]
    assert set(rows) == {1}
