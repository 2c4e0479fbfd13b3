"""Posts one by one, in groups and by hour: what they add up to is the KPI."""

from typing import Any

import pytest
from sqlalchemy import Connection

from kpi.answers.best_times import best_times
from kpi.answers.post_groups import OF_GROUPS, Cut, all_posts, post_groups
from kpi.answers.posts import COUNTED_BY, NOTHING, Post, PostChoice, Sort, posts
from kpi.answers.question import Question
from kpi.answers.value import Missing
from kpi.rollup.run import rebuild
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, day, period

OCTOBER = period("2026-10-01", "2026-10-31")
MADRID_TEN = day("2026-10-05") * 86_400 + 8 * 3_600  # a Monday, ten o'clock in Madrid's summer


def put(bank: Bank, channel: int, post_id: str, when: str = "2026-10-05", **columns: Any) -> None:
    texts = {"format": "", "title": "", "permalink": "", "campaign": "", "purpose": ""}
    bank.row("post", channel_id=channel, post_id=post_id, day=day(when), **(texts | columns))


def some_posts(bank: Bank) -> None:
    """Facebook: a seen photo, a seen video, a photo that reports only reach. X: impressions of former years."""
    facebook, x = bank.channel("facebook", "caja"), bank.channel("x", "caja")
    put(bank, facebook, "a", format="photo", views=100, reactions=5, comments=1, purpose="education")
    put(bank, facebook, "b", format="video", views=300, reactions=30, campaign="Otoño", link_clicks=6)
    put(bank, facebook, "c", format="photo", reach=50, reactions=4, shares=1, when="2026-10-20")
    put(bank, facebook, "old", format="photo", views=9, reactions=9, when="2026-09-30")
    put(bank, x, "d", impressions=200, reactions=2)


def everything(bank: Bank, **chosen: Any) -> PostChoice:
    platforms = chosen.pop("platforms", ())
    return PostChoice(Question(bank.id, OCTOBER, platforms), **chosen)


def ids(found: tuple[Post, ...]) -> list[str]:
    return [post.post_id for post in found]


@pytest.mark.both_stores
def test_posts_are_sorted_with_those_that_report_nothing_last(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        some_posts(bank)
        by_views = posts(connection, everything(bank), Sort.VIEWS)
        by_rate = posts(connection, everything(bank), Sort.RATE)
        by_reach = posts(connection, everything(bank), Sort.REACH)
    assert (ids(by_views.posts), by_views.count) == (["b", "d", "a", "c"], 4)
    assert ids(by_rate.posts) == ["b", "a", "d", "c"]
    assert ids(by_reach.posts)[0] == "c"
    assert [post.rate for post in by_rate.posts] == [0.1, 0.06, 0.01, None]


def test_a_page_is_a_part_of_them(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        some_posts(bank)
        second = posts(connection, everything(bank), Sort.VIEWS, first=2, most=2)
    assert (ids(second.posts), second.count) == (["a", "c"], 4)


def test_they_are_narrowed_by_what_they_say_and_by_what_they_do_not(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        some_posts(bank)

        def chosen(**said: Any) -> list[str]:
            return sorted(ids(posts(connection, everything(bank, **said)).posts))

        assert chosen(format="photo") == ["a", "c"]
        assert chosen(format=NOTHING) == ["d"]
        assert chosen(purpose="education") == ["a"]
        assert chosen(campaign="Otoño", format="photo") == []
        assert chosen(platforms=("x",)) == ["d"]


@pytest.mark.both_stores
@pytest.mark.parametrize("platforms", [(), ("facebook",), ("x",)], ids=["all", "facebook", "x"])
def test_the_posts_behind_a_kpi_make_its_numerator_and_denominator(
    store: Store, platforms: tuple[str, ...]
) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        some_posts(bank)
        rebuild(connection)
        bank.not_rolled_up.clear()
        for kpi in COUNTED_BY:
            value = bank.one(kpi, platforms=platforms)
            made = all_posts(connection, everything(bank, kpi=kpi, platforms=platforms), kpi)
            assert made[7:11] == value[7:11], kpi  # value, numerator, denominator, n
            assert made.missing == value.missing, kpi


def test_the_rows_of_a_rate_by_views_are_those_that_report_views(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        some_posts(bank)
        choice = everything(bank, kpi="engagement_rate_views", platforms=("facebook",))
        found = posts(connection, choice).posts
        value = all_posts(connection, choice, choice.kpi)
    assert sorted(ids(found)) == ["a", "b"]
    assert sum(post.engagements or 0 for post in found) == value.numerator == 36
    assert sum(post.views or 0 for post in found) == value.denominator == 400


def test_impressions_and_views_on_one_platform_have_no_rate_together(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        facebook = bank.channel("facebook")
        put(bank, facebook, "then", impressions=100, reactions=1)
        put(bank, facebook, "now", views=100, reactions=1)
        value = all_posts(connection, everything(bank, kpi="engagement_rate_views"), "engagement_rate_views")
    assert (value.value, value.missing) == (None, Missing.TWO_DEFINITIONS)


@pytest.mark.both_stores
def test_a_groups_rate_is_a_sum_over_a_sum(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        some_posts(bank)
        photo, video, unsaid = sorted(
            by_format(connection, bank), key=lambda group: ("photo", "video", "").index(group.key)
        )
    assert (photo.posts, photo.views, set(photo.kpis)) == (2, 100, set(OF_GROUPS))
    assert photo.kpis["engagement_rate_views"].value == 6 / 100  # of the one that reports views
    assert photo.kpis["engagement_rate_reach"].value == 5 / 50
    assert photo.kpis["engagements_per_post"].value == 11 / 2
    assert (photo.kpis["click_through_rate"].value, photo.kpis["click_through_rate"].missing) == (
        None,
        Missing.NOT_COLLECTED,
    )
    assert video.kpis["click_through_rate"].value == 6 / 300
    assert unsaid.kpis["engagement_rate_views"].value == 2 / 200


def test_groups_of_platforms_are_judged_platform_by_platform(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        some_posts(bank)
        groups = post_groups(connection, everything(bank), Cut.PLATFORM)
    assert [(group.key, group.posts) for group in groups] == [("facebook", 3), ("x", 1)]
    assert [group.kpis["engagement_rate_views"].value for group in groups] == [36 / 400, 2 / 200]


def by_format(connection: Connection, bank: Bank) -> list[Any]:
    return post_groups(connection, everything(bank), Cut.FORMAT)


def test_the_best_hour_is_that_of_the_highest_median_on_the_banks_clock(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        channel = bank.channel("facebook")
        for number, reactions in enumerate((1, 2, 90)):
            put(
                bank,
                channel,
                f"ten{number}",
                views=100,
                reactions=reactions,
                published_at=MADRID_TEN + number,
            )
        for number in range(3):
            at = MADRID_TEN + 3_600
            put(bank, channel, f"eleven{number}", views=100, reactions=5, published_at=at)
        put(bank, channel, "alone", views=100, reactions=99, published_at=MADRID_TEN + 7_200)
        put(bank, channel, "unknown", views=100, reactions=99)
        found = best_times(connection, everything(bank))
    assert [(hour.weekday, hour.hour, hour.posts, hour.rate) for hour in found.best] == [
        (0, 11, 3, 0.05),
        (0, 10, 3, 0.02),
    ]
    assert (found.rate, found.without_hour) == (0.05, 1)
    (alone,) = [hour for hour in found.hours if hour.hour == 12 and hour.posts]
    assert alone.rate is None  # one post says nothing
