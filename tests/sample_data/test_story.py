"""The sample bank's charts tell the story that docs/sample-bank.md promises."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from statistics import median

import pytest
from sqlalchemy import Connection, select

from kpi.answers.coverage import covered_days
from kpi.answers.question import By, Question
from kpi.answers.value import Missing, Status, Value
from kpi.answers.values import answer
from kpi.periods import Grain, Period, date_of
from kpi.store.engine import Store
from kpi.store.institutions import institution_named
from kpi.store.schema import Channel, Turn
from pages.shared.presets import PRESETS, first_shown
from sample_data.bank import BANK, CAMPAIGN, FIRST, LAST, OUTAGE

EVERYTHING = Period.of(FIRST, LAST)
OCTOBER = Period.of(date(2026, 10, 1), date(2026, 10, 31))


@pytest.fixture
def connection(sample_store: Store) -> Iterator[Connection]:
    with sample_store.reading() as opened:
        yield opened


def values(
    connection: Connection,
    kpi: str,
    period: Period = EVERYTHING,
    platform: str | None = None,
    grain: Grain = Grain.TOTAL,
) -> list[Value]:
    institution = institution_named(connection, BANK.name).id
    by = By.TOTAL if platform is None else By.PLATFORM
    platforms = () if platform is None else (platform,)
    return list(answer(connection, Question(institution, period, platforms, kpis=(kpi,), by=by, grain=grain)))


def value(
    connection: Connection, kpi: str, period: Period = EVERYTHING, platform: str | None = None
) -> float:
    (one,) = values(connection, kpi, period, platform)
    assert one.value is not None
    return one.value


def month(year: int, number: int) -> Period:
    whole = Period.of(date(year, number, 1), date(year, number, 28))
    return next(p for p in EVERYTHING.cut(Grain.MONTH) if p.start == whole.start)


def waits(connection: Connection, platform: str) -> list[tuple[date, int]]:
    """(day, seconds) of every answered turn."""
    turns = Turn.__table__  # type: ignore[attr-defined]
    channels = Channel.__table__  # type: ignore[attr-defined]
    rows = connection.execute(
        select(turns.c.day, turns.c.wait)
        .join(channels, channels.c.id == turns.c.channel_id)
        .where(channels.c.platform == platform, turns.c.wait.is_not(None))
    )
    return [(date_of(day), wait) for day, wait in rows]


def test_what_a_page_shows_first_is_october(connection: Connection) -> None:
    covered = covered_days(connection, institution_named(connection, BANK.name).id)

    assert covered == EVERYTHING
    assert PRESETS[first_shown(covered)].whole(covered.end - 1) == OCTOBER


def test_the_revisits_of_october_rest_on_its_first_three_weeks(connection: Connection) -> None:
    facebook, community = (
        values(connection, "revisit_rate_30d", OCTOBER, platform)[0] for platform in ("facebook", "community")
    )

    assert (facebook.n or 0) > 250
    assert 0.015 < (facebook.value or 0) < 0.025
    assert (community.n or 0) > 150
    assert 0.4 < (community.value or 0) < 0.7


def test_hardly_anybody_comes_back_to_facebook_after_a_like(connection: Connection) -> None:
    assert 0.01 < value(connection, "revisit_rate_30d", platform="facebook") < 0.03


def test_half_of_the_community_comes_back(connection: Connection) -> None:
    assert 0.2 < value(connection, "revisit_rate_30d", platform="community") < 0.7


@pytest.mark.parametrize("platform", ["facebook", "x", "instagram", "community"])
def test_whoever_writes_at_the_weekend_waits(connection: Connection, platform: str) -> None:
    all_waits = waits(connection, platform)

    on_weekdays = median(wait for day, wait in all_waits if day.weekday() < 5)
    at_weekends = median(wait for day, wait in all_waits if day.weekday() >= 5)

    assert at_weekends >= 2 * on_weekdays


@pytest.mark.parametrize("platform", ["facebook", "x", "instagram", "community"])
def test_waits_of_neighbouring_months_are_alike_unless_something_happened(
    connection: Connection, platform: str
) -> None:
    months = values(connection, "reply_time_median", EVERYTHING, platform, Grain.MONTH)
    known = {v.period.first: v.value for v in months if v.value is not None}
    outage, more_people = date(2026, 3, 1), date(2026, 5, 1)
    changes = {
        after: known[after] / known[before]
        for before, after in pairwise(known)
        if outage not in (before, after) and (platform, after) != ("x", more_people)
    }

    assert {month: change for month, change in changes.items() if not 1 / 1.7 < change < 1.7} == {}


@pytest.mark.parametrize("platform", ["facebook", "x"])
def test_the_outage_piles_messages_up(connection: Connection, platform: str) -> None:
    march = values(connection, "backlog", month(2026, 3), platform, Grain.DAY)
    backlog = {v.period.first: v.value or 0.0 for v in march}

    before, peak, after = backlog[date(2026, 3, 9)], max(backlog.values()), backlog[date(2026, 3, 31)]

    assert backlog[OUTAGE[1]] > 0.9 * peak
    assert peak > 4 * before
    assert after < peak / 4


def test_nobody_answered_in_time_during_the_outage(connection: Connection) -> None:
    outage = Period.of(*OUTAGE)

    assert value(connection, "answered_within_24h", outage, "x") < 0.5
    assert value(connection, "reply_time_median", outage, "x") > 24 * 3600


def test_x_answers_faster_with_more_people(connection: Connection) -> None:
    before, after = month(2026, 2), month(2026, 6)

    assert value(connection, "answered_within_1h", after, "x") > 1.5 * value(
        connection, "answered_within_1h", before, "x"
    )
    assert value(connection, "reply_time_median", after, "x") < 0.5 * value(
        connection, "reply_time_median", before, "x"
    )


@pytest.mark.parametrize("platform", ["instagram", "tiktok"])
def test_the_campaign_shows(connection: Connection, platform: str) -> None:
    campaign = Period.of(*CAMPAIGN)
    before = Period(campaign.start - campaign.days, campaign.start)

    def engagements(period: Period) -> float:
        return value(connection, "engagements", period, platform)

    assert engagements(campaign) > 2 * engagements(before)
    assert value(connection, "engagement_rate_views", campaign, platform) > value(
        connection, "engagement_rate_views", before, platform
    )


def test_instagram_more_than_doubles_and_linkedin_is_steady(connection: Connection) -> None:
    first_month, last_month = month(2024, 11), OCTOBER

    def times(platform: str) -> float:
        return value(connection, "followers", last_month, platform) / value(
            connection, "followers", first_month, platform
        )

    assert times("instagram") > 2
    assert 1 < times("linkedin") < 1.3


def test_engagement_stands_in_the_order_that_published_figures_have(connection: Connection) -> None:
    by_views = {
        platform: value(connection, "engagement_rate_views", platform=platform)
        for platform in ("facebook", "x", "instagram", "linkedin", "tiktok", "community")
    }

    assert 0.005 < by_views["x"] < by_views["facebook"] < 0.02
    assert by_views["facebook"] < by_views["tiktok"] < by_views["linkedin"] < 0.05
    assert by_views["linkedin"] < by_views["community"]


def test_days_that_nobody_kept_are_missing_and_not_zero(connection: Connection) -> None:
    gap = Period.of(date(2026, 7, 20), date(2026, 8, 2))

    (one,) = values(connection, "returning_visitor_share", gap, "youtube")

    assert one.value is None
    assert one.missing is Missing.NOT_COLLECTED


def test_the_community_is_not_there_before_it_opens(connection: Connection) -> None:
    (one,) = values(connection, "engagements", month(2025, 1), "community")

    assert one.value is None


def statuses(connection: Connection, period: Period) -> Counter[Status]:
    institution = institution_named(connection, BANK.name).id
    everything = [
        v for by in (By.TOTAL, By.PLATFORM) for v in answer(connection, Question(institution, period, by=by))
    ]
    return Counter(v.status for v in everything if v.status is not None)


def test_october_has_goals_met_close_and_missed(connection: Connection) -> None:
    found = statuses(connection, OCTOBER)

    assert 0.4 < found[Status.MET] / found.total() < 0.65
    assert found[Status.CLOSE] >= 5
    assert found[Status.MISSED] >= 3


def test_the_outage_month_missed_more_goals_than_any_other(connection: Connection) -> None:
    missed = {p.first: statuses(connection, p)[Status.MISSED] for p in EVERYTHING.cut(Grain.MONTH)}

    assert max(missed, key=lambda first: missed[first]) == date(2026, 3, 1)


def test_facebook_answers_too_slowly_for_its_goal(connection: Connection) -> None:
    months = values(connection, "reply_time_median", EVERYTHING, "facebook", Grain.MONTH)

    assert {v.status for v in months[-7:-1]} == {Status.MISSED}
    assert months[-1].status is Status.AT_RISK, "November still runs"
    assert Status.MET in {v.status for v in months[:6]}
