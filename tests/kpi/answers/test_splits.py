"""A KPI's change split by platform, weekday and format, from rows made by hand."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import insert

from kpi.answers.question import Question
from kpi.answers.splits import Dimension, Split, split
from kpi.store.engine import Store
from kpi.store.schema import metadata
from kpi.words import Message
from tests.kpi.answers.bank import Bank, day, period

OCTOBER, SEPTEMBER = period("2026-10-01", "2026-10-31"), period("2026-09-01", "2026-09-30")


@dataclass(frozen=True)
class Two:
    """A bank with a Facebook page and an X account, and a short way to ask."""

    bank: Bank
    facebook: int
    x: int

    def split(self, kpi: str, dimension: Dimension, *platforms: str) -> Split | Message:
        self.bank.roll_up()
        question = Question(self.bank.id, OCTOBER, platforms)
        return split(self.bank.connection, question, kpi, SEPTEMBER, dimension)

    def amounts(self, kpi: str, dimension: Dimension, *platforms: str) -> dict[str, float]:
        found = self.split(kpi, dimension, *platforms)
        assert isinstance(found, Split), str(found)
        assert found.change == pytest.approx(sum(one.amount for one in found.contributions))
        return {one.part: one.amount for one in found.contributions}


@pytest.fixture
def two(store: Store) -> Iterator[Two]:
    with store.writing() as connection:
        bank = Bank.open(connection)
        yield Two(bank, bank.channel("facebook", "caja"), bank.channel("x", "caja"))


def test_platforms_add_up_to_the_change_of_a_sum(two: Two) -> None:
    two.bank.daily(two.facebook, "2026-09-10", posts=1, reactions=100)
    two.bank.daily(two.x, "2026-09-10", posts=1, reactions=40)
    two.bank.daily(two.facebook, "2026-10-10", posts=1, reactions=70)
    two.bank.daily(two.x, "2026-10-10", posts=1, reactions=50)
    assert two.amounts("engagements", Dimension.PLATFORM) == {"facebook": -30, "x": 10}
    assert two.amounts("engagements", Dimension.PLATFORM, "x") == {"x": 10}


def test_weekdays_add_up_to_the_change_of_a_ratio(two: Two) -> None:
    """Weekends used to be answered as well as other days, and are not any more."""
    monday = {"turns_opened": 10, "turns_answered": 9, "answered_24h": 9, "due_24h": 10}
    for when in ("2026-09-07", "2026-09-12", "2026-10-05"):  # a Monday, a Saturday, a Monday
        two.bank.daily(two.facebook, when, **monday)
    two.bank.daily(two.facebook, "2026-10-10", **(monday | {"turns_answered": 3, "answered_24h": 3}))
    amounts = two.amounts("answered_within_24h", Dimension.WEEKDAY)
    assert amounts == {"5": pytest.approx(-0.3), "0": 0}


def post(two: Two, number: int, when: str, form: str, **counters: int) -> None:
    row = {"channel_id": two.facebook, "post_id": str(number), "day": day(when), "format": form, **counters}
    texts = {"title": "", "permalink": ""}
    two.bank.connection.execute(insert(metadata.tables["post"]).values(**row, **texts))


def test_formats_are_counted_from_the_posts(two: Two) -> None:
    post(two, 1, "2026-09-03", "photo", reactions=10, views=100)
    post(two, 2, "2026-10-03", "photo", reactions=10, views=100)
    post(two, 3, "2026-10-04", "video", reactions=90, views=100)
    assert two.amounts("engagements", Dimension.FORMAT) == {"photo": 0, "video": 90}
    amounts = two.amounts("engagement_rate_views", Dimension.FORMAT)
    assert sum(amounts.values()) == pytest.approx(100 / 200 - 10 / 100)
    assert amounts["video"] > amounts["photo"]


@pytest.mark.parametrize("kpi", ["reply_time_median", "followers", "follower_growth", "backlog"])
def test_what_is_not_made_of_parts_is_not_split(two: Two, kpi: str) -> None:
    assert isinstance(two.split(kpi, Dimension.PLATFORM), Message)


def test_a_period_without_a_figure_leaves_nothing_to_split(two: Two) -> None:
    two.bank.daily(two.facebook, "2026-10-10", posts=1, reactions=70)
    assert isinstance(two.split("engagements", Dimension.PLATFORM), Message)


def test_answers_have_no_format(two: Two) -> None:
    assert isinstance(two.split("answered_within_24h", Dimension.FORMAT), Message)
