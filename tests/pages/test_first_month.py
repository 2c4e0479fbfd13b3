"""An institution with the data of its first month alone: what is drawn, and what cannot be said yet."""

import pytest
from streamlit.testing.v1 import AppTest

from kpi.importing.run import Options, Target, import_file
from kpi.importing.source import Source
from kpi.store.engine import Store
from tests.pages.opened import open_page, trouble, words

BANK = "Caja Nueva"
POSTS = b"platform,post_id,published_at,views,reactions\nx,p1,2026-10-05,100,5\nx,p2,2026-10-20,100,7\n"
VISITS = b"platform,visitor,visited_at,kind\nx,a,2026-10-05T10:00:00Z,like\nx,b,2026-10-20T10:00:00Z,like\n"
MESSAGES = (
    b"platform,conversation_id,message_id,sent_at,direction,automated,author\n"
    b"x,c1,m1,2026-10-05T10:00:00Z,in,0,a\nx,c1,m2,2026-10-05T11:00:00Z,out,0,\nx,c2,m3,2026-10-20T10:00:00Z,in,0,b\n"
)


@pytest.fixture
def first_month(store: Store) -> Store:
    for name, content in (("posts", POSTS), ("visits", VISITS), ("messages", MESSAGES)):
        report = import_file(
            store, Source(f"{name}.csv", content), Target(BANK), Options(layout=f"vinculo_{name}")
        )
        assert report.rows_saved, report
    return store


def charts(app: AppTest) -> int:
    return len(app.get("plotly_chart"))


def test_the_overview_draws_days_where_months_are_one_point(
    monkeypatch: pytest.MonkeyPatch, first_month: Store
) -> None:
    app = open_page(monkeypatch, first_month, "overview", lang="en")
    assert trouble(app) == []
    assert charts(app) == 1
    assert "Day by day" in words(app)
    assert "No comparison" not in " ".join(each.value for each in app.markdown if each.value.startswith("**"))


def test_the_response_page_draws_days_too(monkeypatch: pytest.MonkeyPatch, first_month: Store) -> None:
    app = open_page(monkeypatch, first_month, "response", lang="en")
    assert trouble(app) == []
    (each,) = [group for group in app.button_group if group.key == "response.each"]
    assert each.value == "day"


def test_revisits_whose_days_have_not_passed_are_said_and_drawn_empty(
    monkeypatch: pytest.MonkeyPatch, first_month: Store
) -> None:
    app = open_page(monkeypatch, first_month, "loyalty", lang="en")
    assert trouble(app) == []
    assert charts(app) >= 1
