"""Goals counted in words, and what the pages say while it is too early for a verdict."""

import pytest

from kpi.answers.status import too_early
from kpi.answers.value import Status, Value
from kpi.catalogue.references import references_for
from kpi.showing.charts.bullets import bullets
from kpi.showing.charts.multiples import multiples
from kpi.showing.findings import sentence, title
from kpi.showing.language import Language
from pages.platforms.words import title as platforms_title
from pages.shared.tiles import Tile, tile_html
from tests.kpi.showing.values import month, value

ES, EN = Language("es"), Language("en")


def answered(x: float, platform: str = "x", target: float = 0.9) -> Value:
    return value("answered_within_24h", x, platform=platform, target=target)


def early() -> Value:
    revisits = value("revisit_rate_30d", 0.2, platform="facebook", target=0.3, cases=(2, 10))
    return revisits._replace(pending=30, status=Status.NO_DATA, status_reason=too_early(10, 30))


@pytest.mark.parametrize(
    ("results", "said"),
    [
        ((0.95, 0.8, 0.8), "se cumple 1 de 3 objetivos"),
        ((0.95, 0.95, 0.8), "se cumplen 2 de 3 objetivos"),
        ((0.8, 0.8), "se cumplen 0 de 2 objetivos"),
        ((0.95, 0.95), "se cumplen los 2 objetivos"),
        ((0.95,), "se cumple el único objetivo"),
        ((0.8,), "no se cumple el único objetivo"),
    ],
)
def test_goals_are_counted_as_spanish_counts(results: tuple[float, ...], said: str) -> None:
    assert title([answered(x) for x in results], [], month(2026, 10), ES).endswith(said)


def test_platforms_are_counted_by_those_that_keep_their_goals() -> None:
    values = [answered(0.95, "x"), answered(0.8, "facebook"), answered(0.8, "instagram")]
    assert "1 de 3 plataformas cumple todos" in platforms_title(values, month(2026, 10), ES)
    assert "1 of 3 platforms meets all" in platforms_title(values, month(2026, 10), EN)


def test_only_what_there_is_is_counted() -> None:
    said = sentence([], [answered(0.95), answered(0.8), early()], ES)
    assert said == (
        "Por plataforma hay 3 objetivos: 1 cumplido, 1 incumplido, 1 que aún es pronto para juzgar."
    )


def test_a_tile_says_that_it_is_too_early_and_why() -> None:
    before = value("revisit_rate_30d", 0.2, month(2026, 9), platform="facebook")
    markup = tile_html(Tile(early(), before, []), ES)
    assert "○ aún es pronto" in markup
    assert "han pasado los días de 10 de 40 casos" in markup
    assert "(2 de 10)" in markup
    assert "sin datos" not in markup


def test_a_bullet_says_that_it_is_too_early_for_a_verdict() -> None:
    chart = bullets([early()], EN)
    assert "too early to say" in chart.alt
    assert any("too early to say" in str(each.text) for each in chart.figure.layout.annotations)


def test_the_reference_of_a_bullet_stands_under_the_axis_and_names_its_platform() -> None:
    (two_percent,) = references_for("revisit_rate_30d", "facebook")
    facebook = value("revisit_rate_30d", 0.02, platform="facebook", reference=two_percent)
    community = value("revisit_rate_30d", 0.5, platform="community")
    with_note, without = bullets([facebook, community], ES), bullets([community, community], ES)
    (note,) = [each for each in with_note.figure.layout.annotations if "2012" in each.text]
    assert note.text.startswith("┊ Facebook: ")
    assert (note.yref, note.yanchor) == ("paper", "top")
    assert with_note.figure.layout.height > without.figure.layout.height


def test_panels_share_a_scale_unless_each_is_given_its_own() -> None:
    rows = {
        "x": [value("engagement_rate_views", 0.01, month(2026, m), platform="x") for m in (8, 9)],
        "community": [
            value("engagement_rate_views", 0.1, month(2026, m), platform="community") for m in (8, 9)
        ],
    }
    same, own = multiples(rows, ES).figure.layout, multiples(rows, ES, one_scale=False).figure.layout
    assert same.yaxis.range == same.yaxis2.range
    assert own.yaxis.range != own.yaxis2.range


def test_a_goal_set_with_two_decimals_keeps_them() -> None:
    said = [
        ES.value(x, answered(0.9).unit, trim=True).replace("\N{NO-BREAK SPACE}", " ")
        for x in (0.0125, 0.012, 0.012345)
    ]
    assert said == ["1,25 %", "1,2 %", "1,2 %"]
