"""The platforms with the sample bank: bullets, months on one scale, a table with the same numbers."""

import json

import pytest

from kpi.store.engine import Store
from pages.shared import sidebar
from tests.pages.opened import open_page, trouble, words


@pytest.mark.parametrize(
    ("lang", "title", "leads"),
    [
        ("es", "plataformas cumplen", "va en cabeza"),
        ("en", "platforms meet all of their goals", "leads with"),
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


def test_the_table_holds_every_platform_and_dashes_for_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "platforms", lang="en")
    table = app.dataframe[-1].value
    assert list(table["Platform"])[:2] == ["Facebook", "X"]
    assert len(table) == 8
    assert table["Answered within 24 hours (%)"].between(0, 100).sum() == 4
    assert table["Answered within 24 hours (%)"].isna().sum() == 4


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
