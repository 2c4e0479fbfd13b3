"""Every KPI of the catalogue once, on a channel small enough to count by hand."""

import pytest

from kpi.answers.value import Value
from kpi.catalogue.kpis import KPIS, Percentile
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, day

HOUR = 3600

# One Facebook page in October 2026, data up to the end of 20 November (messages) and 5 November (visits):
# - 1 October: 2 posts, 100 followers. 3 October: 1 post, 120 followers. 30 September: 80 followers.
# - Turns opened on 1 October: one answered after 600 s, one after 7,800 s, one never (2:00:00 in the morning,
#   Madrid). On 3 October: one answered after 1,200 s, the second turn of the first conversation.
# - Visitors: 10 likers on 1 October (2 back on the next day, 3 within 7 days, 4 within 30), 5 on 20 October (0, 1
#   and 1), and 20 first visitors on 1 October (1, 3 and 6). No 90 days have passed.
# - Of October as a whole: 400 customers are members, of whom 16 took up a product; of 5,000 others 100 did.
EXPECTED = {
    "engagements": 20 + 8 + 4 + 1 + 10 + 2 + 1 + 0,
    "engagement_rate_views": 33 / 1000,  # only the posts of 1 October report views
    "engagement_rate_reach": 13 / 500,  # only the post of 3 October reports reach
    "engagement_rate_followers": (33 / 100 + 12 / 120) / 3,  # as printed below: 2 posts and 1 post
    "engagements_per_post": 46 / 3,
    "applause_rate": 30 / 3,
    "conversation_rate": 10 / 3,
    "amplification_rate": 5 / 3,
    "click_through_rate": 25 / 1000,
    "followers": 120,
    "follower_growth": (120 - 80) / 80,
    "reply_time_median": 1200,
    "reply_time_p90": 1200 + 0.8 * (7800 - 1200),  # place 0.9 × 2 = 1.8 among 600, 1200, 7800
    "reply_time_mean": 9600 / 3,
    "reply_time_median_business": 600,
    "reply_time_p90_business": 600 + 0.8 * (1800 - 600),
    "reply_time_mean_business": 2700 / 3,
    "first_response_median": (600 + 7800) / 2,
    "first_response_p90": 600 + 0.9 * (7800 - 600),
    "first_response_mean": 8400 / 2,
    "first_response_median_business": (300 + 1800) / 2,
    "first_response_p90_business": 300 + 0.9 * (1800 - 300),
    "first_response_mean_business": 2100 / 2,
    "answered_within_1h": 2 / 4,
    "answered_within_24h": 3 / 4,
    "answered_within_goal": 2 / 4,  # 600 and 1200 seconds, of a promise of 1500
    "response_rate": 3 / 4,
    "backlog": 1,
    "backlog_oldest": 30 * 24 * HOUR + 25 * HOUR - 2 * HOUR,  # 31 days, one of them with 25 hours
    "revisit_rate_1d": 2 / 15,
    "revisit_rate_7d": 4 / 15,
    "revisit_rate_30d": 4 / 10,  # the 30 days after 20 October have not passed on 5 November
    "revisit_rate_90d": None,  # and 90 have passed since neither
    "revisit_rate_likers_1d": 2 / 15,
    "revisit_rate_likers_7d": 4 / 15,
    "revisit_rate_likers_30d": 4 / 10,
    "revisit_rate_likers_90d": None,
    "revisit_rate_first_visitors_1d": 1 / 20,
    "revisit_rate_first_visitors_7d": 3 / 20,
    "revisit_rate_first_visitors_30d": 6 / 20,
    "revisit_rate_first_visitors_90d": None,
    "returning_visitor_share": 30 / (70 + 30),
    "product_uptake_members": 16 / 400,
    "product_uptake_non_members": 100 / 5000,
    "product_uptake_lift": (16 / 400) / (100 / 5000) - 1,
}
OTHERS = {"non_member_customers": 5000, "non_member_takers": 100}


@pytest.fixture
def values(store: Store) -> dict[str, Value]:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel(
            "facebook", "caja", message_cutoff=(day("2026-11-21")) * 86400, visit_cutoff=day("2026-11-05")
        )
        first_of_october(bank, page)
        third_of_october(bank, page)
        bank.span(page, "2026-10-01", "2026-10-31", member_customers=400, member_takers=16, **OTHERS)
        bank.goal("reply_time_median", 1500)
        bank.daily(page, "2026-09-30", followers=80)
        bank.daily(page, "2026-10-20", **cohort(5, 0, 1, 1))
        return {value.key: value for value in bank.ask()}


def first_of_october(bank: Bank, page: int) -> None:
    posts = {"posts": 2, "reactions": 20, "comments": 8, "shares": 4, "saves": 1}
    views = {"posts_with_views": 2, "post_views": 1000, "engagements_with_views": 33}
    clicks = {"posts_with_clicks": 2, "views_with_clicks": 1000, "clicks_with_views": 25}
    followers = {"posts_with_followers": 2, "engagements_with_followers": 33, "followers_of_posts": 100}
    turns = {"turns_opened": 3, "turns_answered": 2, "turns_closed": 2, "turn_wait_seconds": 8400}
    within = {"answered_1h": 1, "answered_24h": 2, "answered_7d": 2, "due_1h": 3, "due_24h": 3, "due_7d": 3}
    first = {"first_turns_opened": 3, "first_turns_answered": 2, "first_wait_seconds": 8400}
    served = {"business_turns_answered": 2, "business_wait_seconds": 2100}
    served |= {"first_business_turns_answered": 2, "first_business_wait_seconds": 2100}
    people = cohort(10, 2, 3, 4) | {"new_visitors": 70, "returning_visitors": 30}
    people |= returned("first_visitors", "first_visitors_", 20, 1, 3, 6)
    rows = posts | views | clicks | followers | turns | within | first | served | people
    bank.daily(page, "2026-10-01", followers=100, **rows)
    midnight = day("2026-10-01") * 86400 - 2 * HOUR  # in Madrid
    for conversation, wait, served_for in ((1, 600, 300), (2, 7800, 1800)):
        answered = {"answered_at": midnight + wait, "reply_day": day("2026-10-01"), "wait": wait}
        answered |= {"business_wait": served_for}
        bank.turn(page, conversation, opened_at=midnight, day=day("2026-10-01"), **answered)
    bank.turn(page, 3, opened_at=midnight + 2 * HOUR, day=day("2026-10-01"))


def cohort(size: int, *within: int) -> dict[str, int]:
    """Where there are Likes, the cohort is the likers."""
    return returned("cohort", "", size, *within) | returned("likers", "likers_", size, *within)


def returned(who: str, prefix: str, size: int, *within: int) -> dict[str, int]:
    names = [f"{prefix}returned_{days}d" for days in (1, 7, 30, 90)]
    return {who: size} | dict(zip(names, [*within, within[-1]], strict=True))


def third_of_october(bank: Bank, page: int) -> None:
    posts = {"posts": 1, "reactions": 10, "comments": 2, "shares": 1, "saves": 0, "posts_with_views": 0}
    reach = {"posts_with_reach": 1, "post_reach": 500, "engagements_with_reach": 13}
    followers = {"posts_with_followers": 1, "engagements_with_followers": 12, "followers_of_posts": 120}
    turns = {"turns_opened": 1, "turns_answered": 1, "turns_closed": 1, "turn_wait_seconds": 1200}
    within = {"answered_1h": 1, "answered_24h": 1, "answered_7d": 1, "due_1h": 1, "due_24h": 1, "due_7d": 1}
    served = {"business_turns_answered": 1, "business_wait_seconds": 600}
    bank.daily(page, "2026-10-03", followers=120, **(posts | reach | followers | turns | within | served))
    opened = day("2026-10-03") * 86400
    answered = {
        "answered_at": opened + 1200,
        "reply_day": day("2026-10-03"),
        "wait": 1200,
        "business_wait": 600,
    }
    bank.turn(page, 1, turn_no=1, first_turn=0, opened_at=opened, day=day("2026-10-03"), **answered)


def test_every_kpi_has_an_example() -> None:
    assert set(EXPECTED) == set(KPIS)


@pytest.mark.both_stores
def test_the_values_are_those_counted_by_hand(values: dict[str, Value]) -> None:
    found = {key: value.value for key, value in values.items()}
    from_histograms = {key for key, kpi in KPIS.items() if isinstance(kpi.formula, Percentile)}
    for key, expected in EXPECTED.items():
        allowed = 0.01 if key in from_histograms else 1e-9
        close = None if expected is None else pytest.approx(expected, rel=allowed)
        assert found[key] == close, key


def test_what_a_value_was_divided_from_travels_with_it(values: dict[str, Value]) -> None:
    revisits = values["revisit_rate_30d"]
    assert (revisits.numerator, revisits.denominator, revisits.n) == (4, 10, 10)
    rate = values["applause_rate"]
    assert (rate.numerator, rate.denominator, rate.n, rate.days_with_data) == (30, 3, 3, 2)
    assert values["reply_time_median"].n == 3
    assert values["follower_growth"].numerator == 40
    assert values["returning_visitor_share"].n == 100


def test_shares_of_few_cases_carry_their_interval(values: dict[str, Value]) -> None:
    revisits = values["revisit_rate_30d"]  # 4 of 10: Wilson's bounds, from his formula by hand
    assert (revisits.low, revisits.high) == pytest.approx((0.168180, 0.687326), abs=1e-6)
    assert values["answered_within_1h"].low is not None
    assert values["engagement_rate_views"].low is None
