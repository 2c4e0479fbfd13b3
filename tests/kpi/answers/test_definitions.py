"""Impressions and views are two series: a rate is of one or of the other, and never of both."""

from collections.abc import Iterator

import pytest

from kpi.answers.comparison import compare
from kpi.answers.question import By
from kpi.answers.value import Missing
from kpi.periods import Grain
from kpi.showing.charts.breaks import breaks
from kpi.showing.charts.trend import trend
from kpi.showing.language import Language
from kpi.store.engine import Store
from kpi.words import Message
from tests.kpi.answers.bank import Bank

RATE = "engagement_rate_views"
FIRST, LAST = "2025-10-01", "2025-11-30"


@pytest.fixture
def bank(store: Store) -> Iterator[Bank]:
    """A Facebook page that counted impressions in October and views in November, and X, which never changed."""
    with store.writing() as connection:
        bank = Bank.open(connection)
        page, x = bank.channel("facebook"), bank.channel("x")
        rate = {"posts": 1, "posts_with_views": 1, "engagements_with_views": 10}
        bank.daily(page, "2025-10-10", **rate, post_views=1000, posts_with_impressions=1)
        bank.daily(page, "2025-11-20", **rate, post_views=500, posts_with_impressions=0)
        bank.daily(x, "2025-10-10", **rate, post_views=100, posts_with_impressions=0)
        yield bank


def test_months_have_values_and_say_which_definition_they_are_of(bank: Bank) -> None:
    october, november = bank.ask(RATE, platforms=("facebook",), grain=Grain.MONTH, first=FIRST, last=LAST)
    assert (october.value, october.definition) == (0.01, "impressions")
    assert (november.value, november.definition) == (0.02, "views")


def test_a_period_with_both_has_no_value_and_says_why(bank: Bank) -> None:
    facebook, x = bank.ask(RATE, by=By.PLATFORM, first=FIRST, last=LAST)
    assert (facebook.value, facebook.missing) == (None, Missing.TWO_DEFINITIONS)
    assert (x.value, x.definition) == (0.1, "views")


def test_the_total_over_platforms_adds_what_each_calls_a_view(bank: Bank) -> None:
    assert bank.one(RATE, first=FIRST, last=LAST).value == pytest.approx(30 / 1600)


def test_the_two_are_not_compared(bank: Bank) -> None:
    october, november = bank.ask(RATE, platforms=("facebook",), grain=Grain.MONTH, first=FIRST, last=LAST)
    said = compare(november, october)
    assert isinstance(said, Message)
    assert "impressions" in str(said)


def test_the_line_is_broken_where_the_definition_changes(bank: Bank) -> None:
    months = bank.ask(RATE, platforms=("facebook",), grain=Grain.MONTH, first=FIRST, last=LAST)
    assert breaks(months) == [1]
    chart = trend(months, Language("es"))
    assert list(chart.figure.to_dict()["data"][1]["y"]) == [0.01, None, 0.02]
    assert any("antes impresiones" in note.text for note in chart.figure.layout.annotations)
    assert breaks(bank.ask(RATE, platforms=("x",), grain=Grain.MONTH, first=FIRST, last=LAST)) == []
