"""Measures of posts, and followers on the day of a post, by example."""

from kpi.rollup.run import increment, rebuild
from kpi.store.engine import Store
from tests.kpi.rollup.oracle import Measures, Post, Total
from tests.kpi.rollup.world import World, change, stored_measures

MAY_1 = 20_574
BY_FOLLOWERS = ("posts_with_followers", "engagements_with_followers", "followers_of_posts")


def measured(store: Store, world: World) -> Measures:
    with store.reading() as connection:
        change(connection, World(), world)
        rebuild(connection)
        return stored_measures(connection)


def by_followers(row: dict[str, int]) -> tuple[int | None, ...]:
    return tuple(row.get(name) for name in BY_FOLLOWERS)


def test_what_no_post_reports_is_missing_and_what_one_reports_is_its_sum(bank: Store) -> None:
    posts = (Post(1, "a", MAY_1, views=100, reactions=3, shares=1), Post(1, "b", MAY_1, reactions=4))
    assert measured(bank, World(posts=posts))[1, MAY_1] == {
        "posts": 2, "post_views": 100, "reactions": 7, "shares": 1,
        "posts_with_views": 1, "engagements_with_views": 4, "posts_with_reach": 0, "posts_with_clicks": 0,
        "posts_with_impressions": 0,
    }  # fmt: skip


def test_impressions_stand_for_views_where_there_are_none_and_are_counted_apart(bank: Store) -> None:
    posts = (
        Post(1, "a", MAY_1, impressions=300, reactions=3),
        Post(1, "b", MAY_1, views=100, impressions=70, reactions=4),
    )
    row = measured(bank, World(posts=posts))[1, MAY_1]
    assert (row["post_views"], row["posts_with_views"], row["engagements_with_views"]) == (400, 2, 7)
    assert row["posts_with_impressions"] == 1


def test_clicks_and_views_count_together_only_where_a_post_reports_both(bank: Store) -> None:
    posts = (
        Post(1, "a", MAY_1, views=100, link_clicks=5),
        Post(1, "b", MAY_1, views=900),
        Post(1, "c", MAY_1, link_clicks=7),
    )
    row = measured(bank, World(posts=posts))[1, MAY_1]
    assert (row["posts_with_clicks"], row["views_with_clicks"], row["clicks_with_views"]) == (1, 100, 5)


def test_the_last_known_followers_on_the_day_or_before(bank: Store) -> None:
    posts = tuple(Post(1, str(day), MAY_1 + day, reactions=2) for day in range(4))
    totals = (
        Total(1, MAY_1 + 1, followers=50),
        Total(1, MAY_1 + 3, followers=60),
        Total(2, MAY_1, followers=9),
    )
    rows = measured(bank, World(posts=posts, totals=totals))
    assert [by_followers(rows[1, MAY_1 + day]) for day in range(4)] == [
        (None, None, None),
        (1, 2, 50),
        (1, 2, 50),
        (1, 2, 60),
    ]


def test_without_followers_or_without_engagements_there_is_no_rate_by_followers(bank: Store) -> None:
    posts = (Post(1, "a", MAY_1, reactions=2), Post(2, "b", MAY_1, views=3))
    totals = (Total(1, MAY_1, followers=0), Total(2, MAY_1, followers=70))
    rows = measured(bank, World(posts=posts, totals=totals))
    assert by_followers(rows[1, MAY_1]) == by_followers(rows[2, MAY_1]) == (None, None, None)


def test_followers_that_come_later_reach_the_posts_of_that_day_and_after(bank: Store) -> None:
    posts = World(posts=tuple(Post(1, str(day), MAY_1 + day, reactions=2) for day in range(3)))
    known = World(posts=posts.posts, totals=(Total(1, MAY_1 + 1, followers=50),))
    with bank.reading() as connection:
        increment(connection, change(connection, World(), posts))
        increment(connection, change(connection, posts, known))
        rows = stored_measures(connection)
        assert [rows[1, MAY_1 + day].get("followers_of_posts") for day in range(3)] == [None, 50, 50]
        increment(connection, change(connection, known, posts))
        rows = stored_measures(connection)
        assert [rows[1, MAY_1 + day].get("followers_of_posts") for day in range(3)] == [None, None, None]


def test_a_row_that_loses_its_last_fact_goes_and_another_kind_of_fact_keeps_it(bank: Store) -> None:
    both = World(posts=(Post(1, "a", MAY_1),), totals=(Total(1, MAY_1, page_views=3),))
    total_only = World(totals=both.totals)
    with bank.reading() as connection:
        increment(connection, change(connection, World(), both))
        increment(connection, change(connection, both, total_only))
        assert stored_measures(connection) == {(1, MAY_1): {"page_views": 3}}
        increment(connection, change(connection, total_only, World()))
        assert stored_measures(connection) == {}
