"""The order of platforms by a KPI or by the goals that they keep, and how far each has moved."""

from kpi.answers.ranking import GOALS, ranking
from kpi.answers.value import Missing, Value
from tests.kpi.showing.values import value

RATE = "engagement_rate_views"
WAIT = "reply_time_median"
PLATFORMS = ("x", "web", "tiktok", "blog")


def rated(key: str, **of_platforms: float) -> dict[str, dict[str, Value]]:
    return {key: {platform: value(key, number) for platform, number in of_platforms.items()}}


def test_equal_platforms_share_a_place_and_the_place_before_counts_the_same_platforms() -> None:
    now, before = rated(RATE, x=0.5, web=0.9, tiktok=0.5), rated(RATE, x=0.8, web=0.7, blog=1.0)
    found = ranking(now, before, RATE, PLATFORMS)
    assert [(one.platform, one.place, one.before, one.moved) for one in found] == [
        ("web", 1, 2, 1),
        ("x", 2, 1, -1),
        ("tiktok", 2, None, None),
    ]
    assert [round(one.share, 3) for one in found] == [1.0, 0.556, 0.556]


def test_where_less_is_better_the_shortest_wait_comes_first() -> None:
    found = ranking(rated(WAIT, x=600.0, web=60.0), rated(WAIT, x=60.0, web=600.0), WAIT, PLATFORMS)
    assert [(one.platform, one.moved, one.share) for one in found] == [("web", 1, 0.1), ("x", -1, 1.0)]


def test_goals_are_ranked_by_the_share_that_is_kept() -> None:
    now = {
        RATE: {"x": value(RATE, 0.5, target=0.4), "web": value(RATE, 0.5, target=0.4)},
        WAIT: {
            "x": value(WAIT, 60.0, target=30),
            "blog": value(WAIT, None, target=30, missing=Missing.NO_CASES),
        },
    }
    found = ranking(now, {}, GOALS, PLATFORMS)
    assert [(one.platform, one.met, one.judged, one.score) for one in found] == [
        ("web", 1, 1, 1.0),
        ("x", 1, 2, 0.5),
    ]


def test_without_any_value_nobody_is_ranked() -> None:
    assert ranking({RATE: {"x": value(RATE, None)}}, {}, RATE, PLATFORMS) == []
    assert ranking({}, {}, GOALS, PLATFORMS) == []
