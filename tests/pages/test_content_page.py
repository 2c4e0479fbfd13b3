"""Content with the sample bank: which kind earns most, when, and the posts behind the numbers."""

import pytest
from streamlit.testing.v1 import AppTest

from kpi.answers.question import Question
from kpi.answers.values import answer
from kpi.importing.run import Target, import_file
from kpi.importing.source import Source
from kpi.periods import Period, day_of, parse_date
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.store.institutions import institutions
from tests.pages.opened import html_of, open_page, trouble, words

OCTOBER = Period(day_of(parse_date("2026-10-01")), day_of(parse_date("2026-10-31")) + 1)


@pytest.mark.parametrize(
    ("lang", "title", "basket"),
    [
        ("es", "Comunidad consigue la mayor tasa", "no lo da"),
        ("en", "Community earns the highest engagement rate", "not reported"),
    ],
)
def test_the_page_says_what_earns_most_and_what_counts(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store, lang: str, title: str, basket: str
) -> None:
    app = open_page(monkeypatch, sample_store, "content", lang=lang)
    assert trouble(app) == []
    assert app.title[0].value.startswith(title)
    assert basket in words(app)
    assert len(app.get("plotly_chart")) == 2


def test_of_one_platform_the_formats_are_compared(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "content", lang="en", p="instagram")
    assert app.title[0].value.startswith("Carousel earns the highest engagement rate")
    assert "choose one platform" not in words(app)


@pytest.mark.parametrize("kpi", ["engagement_rate_views", "engagement_rate_reach", "engagements_per_post"])
def test_the_posts_behind_a_kpi_add_up_to_the_value_of_the_command_line(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store, kpi: str
) -> None:
    app = open_page(monkeypatch, sample_store, "content", lang="en", p="instagram", behind=kpi)
    with sample_store.reading() as connection:
        (bank,) = institutions(connection)
        (value,) = answer(connection, Question(bank.id, OCTOBER, ("instagram",), (kpi,)))
    english = Language("en")
    division = f"{english.write(value.numerator)} ÷ {english.write(value.denominator)}"
    assert division in words(app)
    assert english.value(value.value, value.unit) in words(app)


def test_posts_are_filtered_sorted_and_paged_as_the_address_says(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(
        monkeypatch, sample_store, "content", lang="en", campaign="Tus cuentas, claras", sort="published"
    )
    assert trouble(app) == []
    assert "1 to 17 of 17 posts" in words(app)
    assert all("Tus cuentas, claras" in row for row in table(app))
    app.selectbox(key="content.sort").select("rate").run()
    assert trouble(app) == []
    assert "rate" in app.query_params["sort"]


def test_the_second_page_of_posts_has_its_address(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "content", lang="en", format="video", posts_page="2")
    assert trouble(app) == []
    assert "26 to 30 of 30 posts" in words(app)
    assert len(table(app)) == 5


def test_purposes_are_named_and_a_purpose_that_nobody_gave_is_said(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    app = open_page(monkeypatch, sample_store, "content", lang="es", cut="purpose")
    assert "Educación financiera" in words(app)
    assert "Sin propósito indicado" in words(app)
    none = open_page(monkeypatch, sample_store, "content", lang="es", cut="purpose", p="x")
    assert "Nadie ha dicho para qué son estas publicaciones" in words(none)


def test_an_address_that_asks_for_nonsense_stands_at_what_is_there(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    query = {
        "cut": "x",
        "sort": "y",
        "posts_page": "99",
        "behind": "followers",
        "format": "z",
        "times": "web",
    }
    app = open_page(monkeypatch, sample_store, "content", lang="en", **query)
    assert trouble(app) == []
    assert "1 to 25 of 173 posts" in words(app)


def test_platforms_without_posts_say_so(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    for lang, title in (("es", "No hay publicaciones en esta selección"), ("en", "No posts in this choice")):
        app = open_page(monkeypatch, sample_store, "content", lang=lang, p="web")
        assert trouble(app) == []
        assert app.title[0].value == title


def test_few_posts_are_said_and_no_hour_is_called_good(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    text = "platform,channel,post_id,published_at,format,title,permalink,views,reactions\n"
    text += "facebook,caja,p1,2026-10-05 09:30,photo,<b>Bold</b>,javascript:alert(1),100,4\n"
    text += "facebook,caja,p2,2026-10-06,video,Two,https://example.com/2,50,1\n"
    import_file(store, Source("posts.csv", text.encode()), Target("Banco Ejemplo"))
    app = open_page(monkeypatch, store, "content", lang="en", **{"from": "2026-10-01", "to": "2026-10-31"})
    assert trouble(app) == []
    assert app.title[0].value == "What earns engagement?"
    assert "too few to tell good hours from bad ones" in words(app)
    assert "1 post is left out" in words(app)
    assert "javascript:" not in words(app)
    assert "&lt;b&gt;Bold" in words(app)
    assert 'href="https://example.com/2"' in words(app)


def test_an_empty_store_asks_for_a_first_import(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    app = open_page(monkeypatch, store, "content", lang="es")
    assert trouble(app) == []
    assert app.get("plotly_chart") == []


def table(app: AppTest) -> list[str]:
    """The rows of the table of posts."""
    (markup,) = [each for each in html_of(app) if 'aria-label="The posts"' in each]
    return markup.split("<tbody>")[1].split("</tr>")[:-1]
