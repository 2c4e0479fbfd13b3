"""What this page alone asks of kpi, remembered until the institution's data change (see `pages.shared.data`)."""

from kpi.answers.best_times import BestTimes, best_times
from kpi.answers.post_groups import Cut, PostGroup, all_posts, post_groups
from kpi.answers.posts import PostChoice, PostPage, Sort, posts
from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.catalogue.kpis import BASKET
from pages.shared.data import Key, ask, key_of
from pages.shared.remember import remembered
from pages.shared.state import Choice
from pages.shared.store import open_shared_store

TILES = ("engagement_rate_views", "engagements_per_post", "click_through_rate")
APART = ("link_clicks", "video_views")
"""Measures that are not in the basket, and are shown apart from it."""


def tile_values(choice: Choice, *, before: bool = False) -> dict[str, Value]:
    question = Question(
        choice.institution.id,
        choice.before if before else choice.period,
        choice.platforms,
        (*TILES, "engagements"),
    )
    return {value.key: value for value in ask(choice, question)}


def basket(choice: Choice) -> dict[str, dict[str, Value]]:
    """The parts of the basket and what is counted apart, by platform; platforms without posts are left out."""
    question = Question(
        choice.institution.id,
        choice.period,
        choice.platforms,
        measures=(*BASKET, *APART, "posts"),
        by=By.PLATFORM,
    )
    found: dict[str, dict[str, Value]] = {}
    for value in ask(choice, question):
        found.setdefault(value.platform or "", {})[value.key] = value
    return {platform: row for platform, row in found.items() if row["posts"].value}


def groups_of(choice: Choice, wanted: PostChoice, cut: Cut) -> tuple[PostGroup, ...]:
    return _groups(key_of(choice), wanted, cut)


@remembered(128)
def _groups(key: Key, wanted: PostChoice, cut: Cut) -> tuple[PostGroup, ...]:  # noqa: ARG001  (keys the cache)
    with open_shared_store().reading() as connection:
        return tuple(post_groups(connection, wanted, cut))


def page_of(choice: Choice, wanted: PostChoice, sort: Sort, first: int, most: int) -> PostPage:
    return _page(key_of(choice), wanted, sort, first, most)


@remembered(128)
def _page(key: Key, wanted: PostChoice, sort: Sort, first: int, most: int) -> PostPage:  # noqa: ARG001
    with open_shared_store().reading() as connection:
        return posts(connection, wanted, sort, first=first, most=most)


def made_of(choice: Choice, wanted: PostChoice) -> Value:
    """The value of the choice's KPI over its posts."""
    return _made_of(key_of(choice), wanted)


@remembered(128)
def _made_of(key: Key, wanted: PostChoice) -> Value:  # noqa: ARG001  (keys the cache)
    with open_shared_store().reading() as connection:
        return all_posts(connection, wanted, wanted.kpi)


def times_of(choice: Choice, wanted: PostChoice) -> BestTimes:
    return _times(key_of(choice), wanted)


@remembered(64)
def _times(key: Key, wanted: PostChoice) -> BestTimes:  # noqa: ARG001  (keys the cache)
    with open_shared_store().reading() as connection:
        return best_times(connection, wanted)
