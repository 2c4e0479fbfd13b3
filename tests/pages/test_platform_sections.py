"""The platforms page's sections: purposes that are set in place, ranking, and platforms or institutions side by side."""

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from kpi.answers.question import By, Question
from kpi.answers.value import Missing
from kpi.answers.values import answer
from kpi.periods import Period, parse_date
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institution_named
from kpi.store.purposes import purpose_history
from pages.platforms.beside import cell, side_by_side
from tests.kpi.showing.values import value
from tests.pages.opened import html_of, open_page, trouble, words

EN, ES = Language("en"), Language("es")
OCTOBER = Period.of(parse_date("2026-10-01"), parse_date("2026-10-31"))


def plain(markup: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", markup)).replace("\N{NO-BREAK SPACE}", " ")


def section(app: AppTest, css: str) -> str:
    return plain(next(each for each in html_of(app) if f'class="{css}"' in each))


@pytest.mark.parametrize(
    ("lang", "said", "verdict"),
    [
        ("es", "El 57,4 % vuelve a Comunidad en 30 días, objetivo 52,0 %   ● cumplido", "Comunidad: cumple"),
        ("en", "57.4% come back to Community within 30 days, goal 52.0%   ● met", "Community: serves it"),
    ],
)
def test_a_platforms_purpose_is_told_with_a_verdict(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store, lang: str, said: str, verdict: str
) -> None:
    app = open_page(monkeypatch, sample_store, "platforms", lang=lang, p="community")
    assert trouble(app) == []
    card = section(app, "v-purposes")
    assert said in card
    assert f"● {verdict}" in card


def test_a_purpose_is_changed_in_place_and_who_changed_it_is_listed(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "platforms", lang="en", p="x")
    assert "X · Customer care" in section(app, "v-purposes")
    app.radio(key="platforms.purpose.key.x.1").set_value("brand")
    app.text_input(key="platforms.purpose.note.x.1").set_value("News first")
    (save,) = [each for each in app.button if each.label == "Save"]
    save.click().run()
    assert trouble(app) == []
    assert "X · Brand" in section(app, "v-purposes")
    assert "Saved what X is for." in words(app)
    with sample_store.reading() as connection:
        latest = purpose_history(connection, institution_named(connection, "Caja Miravalle").id)[-1]
    assert (latest.platform, latest.purpose, latest.note, latest.version) == ("x", "brand", "News first", 2)


def test_a_platform_without_a_purpose_says_so(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    app = open_page(monkeypatch, sample_store, "platforms", lang="en", p="x")
    app.radio(key="platforms.purpose.key.x.1").set_value("")
    next(each for each in app.button if each.label == "Save").click().run()
    assert "Nobody has said yet what it is for." in section(app, "v-purposes")


def test_the_ranking_is_by_goals_or_by_a_kpi_of_the_address(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    def ranked(**query: str) -> list[str]:
        app = open_page(monkeypatch, sample_store, "platforms", lang="en", **query)
        assert trouble(app) == []
        markup = next(each for each in html_of(app) if "v-rank" in each)
        return re.findall(r"</th><td>(\w+)", markup)

    assert ranked()[:2] == ["LinkedIn", "Instagram"]
    assert ranked(rank="reply_time_median") == ["X", "Instagram", "Community", "Facebook"]


def test_platforms_stand_side_by_side_with_the_values_that_the_answers_give(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "platforms", lang="es", beside="instagram|x")
    assert trouble(app) == []
    markup = next(each for each in html_of(app) if "v-beside" in each)
    assert re.findall(r'<th scope="col">([^<]+)', markup) == ["KPI", "Instagram", "X"]
    with sample_store.reading() as connection:
        bank = institution_named(connection, "Caja Miravalle").id
        question = Question(bank, OCTOBER, ("instagram", "x"), ("answered_within_24h",), by=By.PLATFORM)
        found = {one.platform: one for one in answer(connection, question)}
    row = next(row for row in markup.split("<tr>") if "Respondido en 24 horas<" in row)
    for one in found.values():
        assert ES.value(one.value, one.unit) in row
    assert "+11,8" in row


def test_what_cannot_be_compared_says_why() -> None:
    first = value("answered_within_24h", 0.5, platform="x")
    none = value("answered_within_24h", None, platform="facebook", missing=Missing.NO_CASES)
    other = value("answered_within_24h", 0.7, platform="facebook")._replace(definition="views")
    assert "there was no case to count" in plain(cell(none, first, "X", EN))
    assert "the platform counted impressions" in plain(cell(other, first, "X", EN))
    assert "+20.0 points" in plain(cell(other, first._replace(definition="views"), "X", EN))
    assert plain(cell(first, None, "X", EN)).split() == ["50.0%"]


def test_kpis_that_nobody_has_are_left_out() -> None:
    x = {key: value(key, 1.0) for key in ("followers", "backlog")}
    tiktok = {"followers": value("followers", 2.0), "backlog": value("backlog", None)}
    nobody = {"X": {**x, "backlog": value("backlog", None)}, "TikTok": tiktok}
    assert len(side_by_side(nobody, ["followers", "backlog"], EN)["KPI"]) == 1
    assert len(side_by_side({"X": x, "TikTok": tiktok}, ["followers", "backlog"], EN)["KPI"]) == 2


def test_institutions_stand_side_by_side_where_there_are_several(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    with sample_store.writing() as connection:
        create_institution(connection, "Banco Vacío")
    app = open_page(monkeypatch, sample_store, "platforms", lang="en", inst="Caja Miravalle")
    assert trouble(app) == []
    (chooser,) = [each for each in app.multiselect if each.key == "platforms.with"]
    assert chooser.value == ["Banco Vacío"]
    markup = [each for each in html_of(app) if "v-beside" in each][-2]
    assert re.findall(r'<th scope="col">([^<]+)', markup) == ["KPI", "Caja Miravalle", "Banco Vacío"]
    assert "nothing was imported for it" in markup
