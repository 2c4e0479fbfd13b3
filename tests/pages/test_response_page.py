"""The response page: its finding, its figures beside what `values` says, and each state that it can be in."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from kpi.answers.question import By, Question
from kpi.answers.values import answer
from kpi.rollup.run import rebuild
from kpi.showing.charts.words import value_text
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.store.institutions import institutions
from pages.response.choosing import CLOCK_WIDGET, EACH_WIDGET
from pages.response.numbers import MEDIAN, P90, SHARES, WAITING
from pages.response.still_waiting import WIDGET as OPEN_WIDGET
from tests.kpi.answers.bank import period
from tests.kpi.answers.care_bank import HOUR, MINUTE, CareBank
from tests.pages.opened import html_of, open_page, trouble, words

Open = Callable[..., AppTest]
OCTOBER = period("2026-10-01", "2026-10-31")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Open:
    def opened(store: Store, **query: str) -> AppTest:
        app = open_page(monkeypatch, store, "response", **query)
        assert trouble(app) == []
        return app

    return opened


def alts(app: AppTest) -> list[str]:
    return [str(each.proto.alt) for each in app.get("plotly_chart")]


def figure(app: AppTest, key: str) -> dict[str, Any]:
    """The chart whose key, which Streamlit puts at the end of its id, is `key`."""
    (found,) = [each for each in app.get("plotly_chart") if str(each.proto.id).endswith(key)]
    spec: dict[str, Any] = json.loads(found.proto.spec)
    return spec


@pytest.mark.parametrize(
    ("lang", "title", "waits", "event"),
    [
        (
            "es",
            "Octubre de 2026: se respondió al 86,7 % de las preguntas en 24 horas; se prometió el 90,0 %",
            "Llegaron 751 preguntas.",
            "Vuelta a la normalidad desde el",
        ),
        (
            "en",
            "October 2026: 86.7% of questions answered within 24 hours, 90.0% were promised",
            "751 questions came in.",
            "Back to normal from",
        ),
    ],
)
def test_the_page_finds_in_both_languages(
    opened: Open, sample_store: Store, lang: str, title: str, waits: str, event: str
) -> None:
    app = opened(sample_store, lang=lang)
    assert app.title[0].value.replace("\N{NO-BREAK SPACE}", " ") == title
    said = words(app)
    assert waits in said
    assert event in said
    assert said.count('class="v-tile"') == 6
    assert len(alts(app)) == 12
    assert all(alts(app))
    assert said.count('class="v-closed"') >= len(
        alts(app)
    )  # a table beneath each chart, and one in each event


def test_every_figure_is_the_one_that_values_says(opened: Open, sample_store: Store) -> None:
    """The tiles, and the table by platform, cell by cell."""
    keys = (*MEDIAN.values(), *P90.values(), *SHARES, *WAITING)
    language = Language("en")
    with sample_store.reading() as connection:
        bank = institutions(connection)[0]
        question = Question(bank.id, OCTOBER, kpis=keys)
        total = list(answer(connection, question))
        by_platform = list(answer(connection, Question(bank.id, OCTOBER, kpis=keys, by=By.PLATFORM)))
    app = opened(sample_store, lang="en")
    (tiles,) = [each for each in html_of(app) if "v-tiles" in each]
    on_tiles = ("reply_time_median", "reply_time_p90", *SHARES, "backlog")
    for value in total:
        if value.key in on_tiles:
            assert f">{language.value(value.value, value.unit)}</button>" in tiles
    (table,) = [each for each in html_of(app) if "Oldest open turn</th>" in each and ">Facebook</th>" in each]
    for value in (*total, *by_platform):
        if value.value is not None:
            assert value_text(value, language).replace(" ", "\N{NO-BREAK SPACE}") in table


def test_the_bars_are_the_answer_s_classes(opened: Open, sample_store: Store) -> None:
    app = opened(sample_store, lang="en")
    bars = figure(app, "response.distribution")
    with sample_store.reading() as connection:
        care = CareBank.of(connection)
        (within,) = care.values(care.asks_of("2026-10-01", "2026-10-31"), "answered_within_1h")
    assert sum(bars["data"][0]["x"][:4]) == pytest.approx((within.numerator or 0) / 751)
    assert len(bars["data"][0]["x"]) == 12
    assert [note["text"] for note in bars["layout"]["annotations"]][-1].endswith("September 2026")


def test_another_clock_and_another_grain_stand_in_the_address(opened: Open, sample_store: Store) -> None:
    app = opened(sample_store, lang="en", clock="business", each="week")
    said = words(app)
    assert "Reply time in service hours, median" in said
    assert "How the waits are spread, in service hours" in said
    assert len(figure(app, "response.reply_time_median_business")["data"][1]["x"]) == 26
    app.segmented_control(key=CLOCK_WIDGET).set_value("calendar").run()
    app.segmented_control(key=EACH_WIDGET).set_value("day").run()
    assert trouble(app) == []
    assert "clock" not in app.query_params
    assert app.query_params["each"] in ("day", ["day"])
    assert len(figure(app, "response.reply_time_median")["data"][1]["x"]) == 31


def test_late_answers_old_waits_and_another_plan_can_be_chosen(opened: Open, sample_store: Store) -> None:
    app = opened(sample_store, lang="en")
    assert "How long half of each hour’s questions waited" in words(app)
    assert "needs **3 agents**" in words(app)
    app = opened(sample_store, lang="en", seen="late", open="all", aht="1800", within="900", share="0.9")
    said = words(app)
    assert "How many of each hour’s questions waited over 24 hours" in said
    assert "4 Nov 2024 10:06" in said
    assert "within 15\N{NO-BREAK SPACE}min, at 30\N{NO-BREAK SPACE}min of work each" in said
    assert "needs **3 agents**" not in said
    app.segmented_control(key="response.seen").set_value("wait").run()
    app.segmented_control(key=OPEN_WIDGET).set_value("30d").run()
    assert trouble(app) == []
    assert "4 Nov 2024 10:06" not in words(app)


def test_one_platform_needs_no_table_of_platforms(opened: Open, sample_store: Store) -> None:
    app = opened(sample_store, lang="en", p="x")
    assert (
        app.title[0].value == "October 2026: 93.3% of questions answered within 24 hours, as promised (90.0%)"
    )
    assert "By platform" not in [each.value for each in app.header]
    assert "CajaMiravalle" in words(app) or "Nobody has been waiting" in words(app)


def test_a_running_month_is_compared_with_its_part_and_drawn_hollow(
    opened: Open, sample_store: Store
) -> None:
    app = opened(sample_store, lang="en", period="month")
    assert app.title[0].value.startswith("1–20 Nov 2026: ")
    line = figure(app, "response.reply_time_median")["data"][1]
    assert line["marker"]["symbol"][-1] == "circle-open"


def test_platforms_without_messages_say_what_is_missing(opened: Open, sample_store: Store) -> None:
    app = opened(sample_store, lang="es", p="linkedin")
    assert app.title[0].value == "Todavía no hay mensajes"
    assert not app.get("plotly_chart")


def test_a_period_without_messages_says_where_they_are(opened: Open, sample_store: Store) -> None:
    app = opened(sample_store, lang="en", **{"from": "2019-01-01", "to": "2019-01-31"})
    assert app.title[0].value == "No questions in this period"
    assert "from 1 Nov 2024 to 20 Nov 2026" in words(app)


def test_a_bank_without_service_hours_is_shown_where_to_set_them(opened: Open, store: Store) -> None:
    """One platform, no goal, no event, a question that nobody answered."""
    with store.writing() as connection:
        care = CareBank.open(connection)
        page = care.bank.channel("facebook", "caja")
        care.question(page, "2026-10-05 10:00", 10 * MINUTE)
        care.question(page, "2026-10-30 10:00", 2 * HOUR)
        care.question(page, "2026-10-31 10:00")
        rebuild(connection)
    for lang, hours, never in (
        ("es", "Definir el horario de servicio", "No hay ningún evento anotado"),
        ("en", "Set the service hours", "No event is noted"),
    ):
        app = opened(store, lang=lang, clock="business")
        said = words(app)
        assert hours in [str(each.proto.label) for each in app.get("page_link")]
        assert never in said
        assert "response.clock" not in [each.key for each in app.get("button_group")]
    assert "3 questions came in." in said
    assert "1 still has no answer." in said
    assert "Service hours are not known, so the desk is open round the clock here." in said
    assert "No reply time was promised for this time" in said


def test_while_nobody_was_answered_there_are_no_waits(opened: Open, store: Store) -> None:
    with store.writing() as connection:
        care = CareBank.open(connection)
        care.question(care.bank.channel("x", "caja_es"), "2026-10-05 10:00")
        rebuild(connection)
    said = words(opened(store, lang="en"))
    assert "None of the questions has an answer yet." in said
    assert "1 question is open at the end of the data, 5 Oct 2026 10:00" in said
