"""Any number opens its panel: what it is, how it was computed, from which rows and files; a link opens it too."""

import pytest
from streamlit.testing.v1 import AppTest

from kpi.answers.question import By, Question
from kpi.answers.value import Missing, Value
from kpi.answers.values import answer
from kpi.periods import Period, parse_date
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.store.institutions import create_institution, institution_named
from pages.shared.explain import PARAMETER, Asked, asked, number, reference
from tests.kpi.showing.values import month, value
from tests.pages.opened import html_of, open_page, trouble, words

ES, EN = Language("es"), Language("en")
OCTOBER = Period.of(parse_date("2026-10-01"), parse_date("2026-10-31"))


def explained(monkeypatch: pytest.MonkeyPatch, store: Store, one: Value, lang: str = "en") -> str:
    """What the page says that a link to this number opens."""
    app = follow(open_page(monkeypatch, store, "overview", lang=lang), one)
    assert trouble(app) == []
    return next(each for each in html_of(app) if "v-panel" in each)


def follow(app: AppTest, one: Value) -> AppTest:
    """The page after a link to this number."""
    app.query_params[PARAMETER] = reference(one)
    return app.run()


def of_sample(store: Store, key: str, platform: str) -> Value:
    with store.reading() as connection:
        bank = institution_named(connection, "Caja Miravalle")
        question = Question(bank.id, OCTOBER, (platform,), (key,), by=By.PLATFORM)
        return answer(connection, question)[0]


def test_a_number_is_a_button_that_names_what_it_is_of() -> None:
    one = value("answered_within_24h", 0.5, month(2026, 10), platform="x")._replace(institution="Ana & Cía")
    markup = number(one, EN)
    assert markup.startswith('<button class="v-num" data-explain="kpi=answered_within_24h&amp;platform=x')
    assert markup.endswith(">50.0%</button>")
    assert asked(reference(one)) == Asked("answered_within_24h", "x", None, OCTOBER, "Ana & Cía")


def test_a_missing_number_can_be_asked_too_and_says_why() -> None:
    one = value("answered_within_24h", None, month(2026, 10), platform="x", missing=Missing.NO_CASES)
    assert 'title="There was nothing to divide by in this period."' in number(one, EN)


@pytest.mark.parametrize("text", ["", "kpi=nonsense", "kpi=followers&from=2026-10-01&to=soon"])
def test_what_no_number_is_called_asks_for_none(text: str) -> None:
    assert asked(text) is None


def test_the_panel_tells_everything_that_the_answer_knows(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    one = of_sample(sample_store, "answered_within_24h", "instagram")
    panel = explained(monkeypatch, sample_store, one)
    assert one.numerator is not None
    assert one.low is not None
    assert one.high is not None
    for said in (
        "Caja Miravalle · Instagram · October 2026",
        f"{EN.value(one.value, one.unit)} <small",
        f"<dd>{EN.number(one.numerator)} · Turns answered within 24 hours</dd>",
        f"<dd>{EN.number(one.n)}</dd>",
        f"<dd>{EN.value(one.low, one.unit)} to {EN.value(one.high, one.unit)} (Wilson)</dd>",
        "<dt>Against September 2026</dt>",
        "<dt>Goal</dt><dd>▲ came close",
        "31 of 31 days have data",
        "mensajes_2025-11_2026-10.csv",
        "<dt>Version of the definition</dt>",
        "--platform instagram --kpi answered_within_24h --by platform",
    ):
        assert said in panel


def test_the_rows_behind_a_number_can_be_seen(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    app = open_page(monkeypatch, sample_store, "snapshot", lang="en")
    app = follow(app, of_sample(sample_store, "engagement_rate_views", "tiktok"))
    ways = {each.proto.label: each.proto.query_string for each in app.get("page_link")}
    assert ways["See the posts"] == "p=tiktok"
    assert "See the imports" in ways
    app = follow(app, of_sample(sample_store, "answered_within_24h", "x"))
    assert "See the posts" not in [each.proto.label for each in app.get("page_link")]


def test_the_panel_speaks_spanish(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    panel = explained(
        monkeypatch, sample_store, of_sample(sample_store, "revisit_rate_30d", "facebook"), "es"
    )
    for said in ("Numerador", "Intervalo del 95 %", "Ibermática", "visitas", "La misma cifra"):
        assert said in panel


def test_why_two_periods_are_not_compared_is_said(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    one = of_sample(sample_store, "revisit_rate_30d", "community")
    first = one._replace(period=month(2025, 2))
    assert "No comparison: there is no value for January 2025" in explained(monkeypatch, sample_store, first)


def test_a_reference_of_another_definition_is_named_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    panel = explained(monkeypatch, sample_store, of_sample(sample_store, "engagement_rate_views", "tiktok"))
    assert (
        "<dt>Not beside it</dt><dd>TikTok: Financial services: 1.6% a post "
        "(Hootsuite / That Random Agency, 2025): it counts clicks and direct messages as engagements, and ours does not.</dd>"
    ) in panel


def test_a_number_of_another_institution_is_its_own(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    with sample_store.writing() as connection:
        create_institution(connection, "Banco Vacío")
    app = open_page(monkeypatch, sample_store, "overview", inst="Banco Vacío")
    one = of_sample(sample_store, "followers", "x")
    assert "Caja Miravalle · X · octubre de 2026" in words(follow(app, one))
    app = open_page(monkeypatch, sample_store, "overview", lang="en")
    assert "No imported file has it for this period." in words(
        follow(app, one._replace(institution="Banco Vacío"))
    )


def test_a_platform_that_does_not_exist_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    wrong = of_sample(sample_store, "followers", "x")._replace(platform="myspace")
    app = follow(open_page(monkeypatch, sample_store, "overview", lang="en"), wrong)
    assert "“myspace” is not a platform" in app.error[0].value
