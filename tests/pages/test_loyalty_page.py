"""Loyalty with the sample bank: who comes back, with intervals; what the community brings, and what is not proven."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpi.answers.question import By, Question
from kpi.answers.values import answer
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.periods import Period, day_of, parse_date
from kpi.store.engine import Store
from kpi.store.institutions import institutions
from tests.pages.opened import open_page, trouble, words

CHARTS = ("loyalty.returning", "loyalty.audiences", "loyalty.triangle", "loyalty.visitors")


@pytest.mark.parametrize(
    ("lang", "title", "sentence"),
    [
        ("es", "Comunidad: el 57,4", "Concuerda con la cifra publicada"),
        ("en", "Community: 57.4%", "That agrees with the published figure"),
    ],
)
def test_who_comes_back_is_said_with_its_interval_and_beside_the_published_figure(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store, lang: str, title: str, sentence: str
) -> None:
    app = open_page(monkeypatch, sample_store, "loyalty", lang=lang)
    assert trouble(app) == []
    assert app.title[0].value.startswith(title)
    assert sentence in words(app)
    assert "Juan Liedo" in words(app)
    assert set(CHARTS) <= set(charts(app))


def test_the_figures_are_those_of_the_command_line(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "loyalty", lang="en", days="7", who="likers")
    october = Period(day_of(parse_date("2026-10-01")), day_of(parse_date("2026-10-31")) + 1)
    with sample_store.reading() as connection:
        (bank,) = institutions(connection)
        question = Question(bank.id, october, kpis=("revisit_rate_likers_7d",), by=By.PLATFORM)
        known = [value for value in answer(connection, question) if value.value is not None]
    (points,) = charts(app)["loyalty.returning"]["data"]
    assert points["x"] == [value.value for value in known]
    assert points["error_x"]["array"] == pytest.approx([(v.high or 0) - (v.value or 0) for v in known])


def test_the_reference_is_drawn_only_beside_the_same_definition(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    month = open_page(monkeypatch, sample_store, "loyalty", lang="en")
    assert "2% come back" in said_under(month, "loyalty.returning")
    week = open_page(monkeypatch, sample_store, "loyalty", lang="en", days="7")
    assert "2% come back" not in said_under(week, "loyalty.returning")
    assert "a week is too short" in words(week)


def test_cells_whose_days_have_not_passed_are_empty(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "loyalty", lang="en", cohorts="community")
    (triangle,) = charts(app)["loyalty.triangle"]["data"]
    october, september = triangle["z"][-1], triangle["z"][-2]
    assert [cell is None for cell in october] == [False, False, False, False, True, True, True]
    assert [cell is None for cell in september] == [False] * 5 + [True, True]
    assert october[:4] == sorted(october[:4])


def test_members_stand_beside_other_customers_with_the_warning(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "loyalty", lang="en")
    assert "of the members 105 of 4,121 took up a product" in words(app)
    assert "it may be chance" in words(app)
    assert "more than chance would make of it" in words(app)
    assert "Members choose to join" in app.warning[0].value
    assert "Members buy 80% more products" in words(app)
    assert "loyalty.uptake.months" in charts(app)


def test_a_part_of_a_month_has_no_month_of_customers(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    query = {"from": "2026-10-05", "to": "2026-10-20"}
    app = open_page(monkeypatch, sample_store, "loyalty", lang="es", **query)
    assert trouble(app) == []
    assert "Un mes de clientes cuenta en un periodo que lo contiene entero" in words(app)


@pytest.mark.parametrize(
    ("lang", "nothing", "uptake"),
    [("es", "Nada de esta página tiene datos", "—"), ("en", "Nothing of this page has data", "—")],
)
def test_platforms_without_any_of_it_say_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store, lang: str, nothing: str, uptake: str
) -> None:
    app = open_page(monkeypatch, sample_store, "loyalty", lang=lang, p="x,linkedin")
    assert trouble(app) == []
    assert nothing in words(app)
    assert charts(app) == {}


def test_a_part_of_it_is_shown_and_the_rest_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    visits = "platform,visitor,visited_at,kind\n" + "".join(
        f"facebook,v{person},2026-09-{day:02} 10:00,{kind}\n"
        for person in range(9)
        for day, kind in ((10 + person, "like"), (20, "visit" if person < 4 else "like"))
    )
    import_file(store, Source("visits.csv", visits.encode()), Target("Banco Ejemplo"))
    app = open_page(
        monkeypatch, store, "loyalty", lang="en", **{"from": "2026-09-01", "to": "2026-09-20"}, days="7"
    )
    assert trouble(app) == []
    assert "Nobody counted new and returning visitors" in words(app)
    assert "The bank’s own systems can count it" in words(app)
    assert "do not count yet" in words(app)


def test_an_address_that_asks_for_nonsense_stands_at_what_is_usual(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    query = {"days": "5", "who": "x", "by": "y", "cohorts": "web", "each": "day"}
    app = open_page(monkeypatch, sample_store, "loyalty", lang="en", **query)
    assert trouble(app) == []
    assert "within 30 days" in app.title[0].value
    assert set(CHARTS) <= set(charts(app))


def test_an_empty_store_asks_for_a_first_import(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    app = open_page(monkeypatch, store, "loyalty", lang="es")
    assert trouble(app) == []
    assert "loyalty.returning" not in charts(app)


def charts(app: AppTest) -> dict[str, Any]:
    """The figures by key."""
    return {
        chart.proto.id.rsplit("-", 1)[-1]: json.loads(chart.proto.spec) for chart in app.get("plotly_chart")
    }


def said_under(app: AppTest, key: str) -> str:
    layout = charts(app)[key]["layout"]
    return " ".join(str(words["text"]) for words in layout["annotations"])


def test_uptake_that_the_filter_leaves_out_is_not_called_unknown(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "loyalty", lang="en", p="facebook")
    assert "It is counted on Community, which the filter in the sidebar leaves out." in words(app)
    assert "Not known yet." not in words(app)
