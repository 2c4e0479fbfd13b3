"""Purpose and campaign of posts, set on the page Content."""

import pytest
from streamlit.testing.v1 import AppTest

from kpi.store.engine import Store
from tests.pages.opened import open_page, press, trouble, words

FORM = "content.tags"


def opened(monkeypatch: pytest.MonkeyPatch, store: Store, **query: str) -> AppTest:
    october = {"from": "2026-10-01", "to": "2026-10-31"}
    return open_page(monkeypatch, store, "content", lang="en", p="x", **october, **query)


def test_chosen_posts_get_a_purpose_and_give_it_back(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = opened(monkeypatch, sample_store, cut="purpose")
    assert "Nobody has said what these posts are for" in words(app)
    posts = app.multiselect(key=f"{FORM}.posts.0")
    posts.set_value(posts.options[:2])
    app.selectbox(key=f"{FORM}.purpose.0").set_value("talent")
    app = press(app, "content_tags_save")
    assert trouble(app) == []
    assert "2 posts were changed." in words(app)
    assert "Nobody has said what these posts are for" not in words(app)
    assert words(app).count("set by hand") == 2
    assert "People and jobs" in words(app)


def test_all_that_the_filters_leave_get_a_new_campaign(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = opened(monkeypatch, sample_store)
    app.radio(key=f"{FORM}.which.0").set_value("all")
    app.text_input(key=f"{FORM}.new.0").set_value("Invoices")
    app = press(app, "content_tags_save")
    assert trouble(app) == []
    shown = opened(monkeypatch, sample_store, campaign="Invoices")
    assert "Invoices" in words(shown)
    assert "No post is like that" not in words(shown)


def test_nothing_chosen_is_said(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    app = press(opened(monkeypatch, sample_store), "content_tags_save")
    assert "Choose at least one post." in words(app)
    app.radio(key=f"{FORM}.which.0").set_value("all")
    assert "Choose a purpose or a campaign." in words(press(app, "content_tags_save"))
