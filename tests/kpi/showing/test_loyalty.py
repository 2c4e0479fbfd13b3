"""Coming back and buying, in charts and words: intervals are drawn, and chance is called chance."""

import pytest

from kpi.answers.cohort_base import Base
from kpi.answers.triangle import Cohort, Returned
from kpi.answers.value import Missing, Value
from kpi.catalogue.references import references_for
from kpi.showing.charts.cohorts import cohorts
from kpi.showing.charts.dots import Dot, cases_text, dots
from kpi.showing.charts.palette import LIGHT
from kpi.showing.charts.two_groups import two_groups
from kpi.showing.charts.visitors import visitors
from kpi.showing.charts.words import has_few_cases
from kpi.showing.language import Language
from kpi.showing.loyalty import beside_reference, public_and_private, title, verdict
from tests.kpi.showing.values import month, value

EN, ES = Language("en"), Language("es")


def share(x: float | None, low: float, high: float, *, platform: str = "facebook", **more: object) -> Value:
    found = value("revisit_rate_30d", x, platform=platform, cases=(6, 307), **more)  # type: ignore[arg-type]
    return found._replace(low=low, high=high)


def lift(x: float, low: float | None, high: float | None) -> Value:
    return value("product_uptake_lift", x)._replace(low=low, high=high)


def test_a_dot_has_its_interval_and_the_reference_its_stroke() -> None:
    (two_percent,) = references_for("revisit_rate_30d", "facebook")
    rows = [
        Dot("Facebook", share(0.02, 0.009, 0.042, reference=two_percent)),
        Dot("X", value("revisit_rate_30d", None)),
    ]
    chart = dots(rows, EN, title="Who comes back")
    (points,) = chart.figure.data
    assert (list(points.x), list(points.y)) == ([0.02], [0])
    assert points.error_x.array[0] == pytest.approx(0.022)
    assert points.error_x.arrayminus[0] == pytest.approx(0.011)
    assert [shape.x0 for shape in chart.figure.layout.shapes] == [0.02]
    assert "6 of 307, between 0.90% and 4.2%" in chart.alt
    assert "X: No imported file has it for this period" in chart.alt


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0.009, 0.042, "agrees with"), (0.021, 0.05, "is more than"), (0.001, 0.019, "is less than")],
)
def test_a_share_agrees_with_a_published_one_that_lies_in_its_interval(
    low: float, high: float, said: str
) -> None:
    (two_percent,) = references_for("revisit_rate_30d", "facebook")
    assert said in beside_reference(share(0.02, low, high, reference=two_percent), EN)
    assert beside_reference(share(0.02, low, high), EN) == ""


def test_what_may_be_chance_is_called_chance() -> None:
    assert "it may be chance" in verdict(lift(0.19, -0.02, 0.45), EN)
    assert "más de lo que haría el azar" in verdict(lift(0.55, 0.47, 0.63), ES)
    assert verdict(lift(-1.0, None, None), EN) == "That is 100% less."


def test_how_much_more_there_is_of_something_has_no_cases_of_a_whole() -> None:
    few = value("product_uptake_lift", 0.5, cases=(2, 4))
    assert not has_few_cases(few)
    assert cases_text(few, EN) == ""
    assert has_few_cases(value("revisit_rate_30d", 0.5, cases=(2, 4)))


def test_the_title_names_who_comes_back_most_and_least() -> None:
    community = share(0.57, 0.5, 0.64, platform="community")
    assert (
        title([share(0.02, 0.009, 0.042), community], 30, EN)
        == "Community: 57.0% come back within 30 days; Facebook: 2.0%"
    )
    assert title([value("revisit_rate_30d", None)], 30, ES) == "¿Quién vuelve?"
    public, private = share(0.02, 0, 1), share(0.574, 0, 1)
    alike = public_and_private((public, Base.LIKERS), (private, Base.LIKERS), EN)
    assert "29 times the 2.0%" in alike
    other = public_and_private((public, Base.LIKERS), (private, Base.FIRST_VISITORS), EN)
    assert "times" not in other
    assert "There whoever came for the first time counts, here whoever clicked Like" in other


def test_a_cohort_whose_days_have_not_passed_leaves_its_cells_empty() -> None:
    known = Returned(1, 2, 0.2, 0.06, 0.5)
    rows = [Cohort(month(2026, 10), 10, (known, Returned(30, missing=Missing.NOT_COMPLETE)))]
    chart = cohorts(rows, EN, title="Back", palette=LIGHT)
    (cells,) = chart.figure.data
    assert [list(row) for row in cells.z] == [[0.2, None]]
    edges = [edge for edge, _ in cells.colorscale]
    assert edges == sorted(edges)
    assert (edges[0], edges[-1]) == (0, 1)
    assert [words.text for words in chart.figure.layout.annotations] == ["20"]


def test_months_without_a_value_have_no_point() -> None:
    members = [share(0.03, 0.02, 0.04), value("revisit_rate_30d", None)]
    chart = two_groups(members, members, EN, names=("Members", "Others"), title="Uptake")
    assert [len(points.x) for points in chart.figure.data] == [1, 1]
    assert chart.figure.data[0].x != chart.figure.data[1].x


def test_returning_visitors_are_the_foot_of_the_bar_and_a_part_of_a_month_is_hatched() -> None:
    def count(key: str, number: float, days: int) -> Value:
        return value("returning_visitor_share", number)._replace(key=key, is_kpi=False, days_with_data=days)

    new, back = count("new_visitors", 70.0, 31), count("returning_visitors", 30.0, 9)
    chart = visitors([new], [back], EN, data_end=None, title="Visitors")
    foot, top = chart.figure.data
    assert (list(foot.y), list(top.y)) == ([30.0], [70.0])
    assert list(foot.marker.pattern.shape) == ["/"]
    assert "New visitors: 70" in chart.alt
