"""Several institutions are asked the same at once: each answers as if it were alone."""

import pytest

from kpi.answers.question import By, Question
from kpi.answers.values import answer, answers
from kpi.errors import UnknownInstitution
from kpi.periods import Grain
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, day, period
from tests.kpi.answers.test_promise import HOUR, turns

SUMMER = period("2026-06-15", "2026-10-31")


def bank_of(bank: Bank, platforms: tuple[str, ...], size: int) -> Bank:
    """Channels, turns, cohorts, followers and goals, larger by `size`."""
    cutoff = day("2026-10-20")
    for platform in platforms:
        channel = bank.channel(platform, "caja", message_cutoff=cutoff * 86_400, visit_cutoff=cutoff)
        turns(bank, channel, "2026-10-05", HOUR // 2, size * HOUR, None)
        for number in range(30):
            visited = {"cohort": size + number, "returned_7d": size, "returned_30d": size + number // 2}
            bank.daily(channel, day("2026-09-01") + number, followers=size * (100 + number), **visited)
    bank.span(channel, "2026-07-01", "2026-07-31", page_views=1_000 * size)
    bank.goal("reply_time_median", size * HOUR)
    bank.goal("followers", 150, platform=platforms[0])
    bank.roll_up()
    return bank


@pytest.fixture
def banks(store: Store) -> list[int]:
    with store.writing() as connection:
        return [
            bank_of(Bank.open(connection, "One"), ("x", "facebook"), 1).id,
            Bank.open(connection, "Without channels").id,
            bank_of(Bank.open(connection, "Two"), ("web", "x", "community"), 2).id,
        ]


@pytest.mark.both_stores
@pytest.mark.parametrize("by", By)
@pytest.mark.parametrize("grain", [Grain.TOTAL, Grain.WEEK, Grain.MONTH])
def test_each_answers_as_if_alone(store: Store, banks: list[int], by: By, grain: Grain) -> None:
    question = Question(banks[0], SUMMER, by=by, grain=grain)
    with store.reading() as connection:
        together = answers(connection, question, banks)
        alone = [answer(connection, Question(bank, SUMMER, by=by, grain=grain)) for bank in banks]
    assert together == alone
    assert {value.institution for value in together[2]} == {"Two"}
    for kpi in ("revisit_rate_30d", "answered_within_goal"):
        assert any(value.value for value in together[2].of(kpi))


def test_they_stand_in_the_order_in_which_they_are_named(store: Store, banks: list[int]) -> None:
    question = Question(banks[0], SUMMER, kpis=("followers",))
    with store.reading() as connection:
        found = answers(connection, question, banks[::-1])
    assert [each[0].institution for each in found] == ["Two", "Without channels", "One"]


def test_one_that_does_not_exist_is_named(store: Store, banks: list[int]) -> None:
    with store.reading() as connection, pytest.raises(UnknownInstitution, match="99"):
        answers(connection, Question(banks[0], SUMMER), [banks[0], 99])
