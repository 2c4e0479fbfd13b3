"""The share of turns answered within what was promised for their platform and month."""

from typing import Any

import pytest

from kpi.answers.question import By
from kpi.answers.value import Missing
from kpi.periods import Grain
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, day

HOUR = 3_600
NOON = 12 * HOUR
KPI = "answered_within_goal"


def turns(bank: Bank, channel: int, when: str, *waits: int | None) -> None:
    """Turns opened at noon (UTC) of a day and answered after these waits; None is still open."""
    opened = day(when) * 86_400 + NOON
    for number, wait in enumerate(waits):
        answer: dict[str, Any] = {}
        if wait is not None:
            at = opened + wait
            answer = {"answered_at": at, "reply_day": at // 86_400, "wait": wait}
        bank.turn(channel, day(when) * 100 + number, opened_at=opened, day=day(when), **answer)
    answered = sum(wait is not None for wait in waits)
    bank.daily(channel, when, turns_opened=len(waits), turns_answered=answered)


def fractions(values: list[Any]) -> list[tuple[float | None, float | None]]:
    return [(value.numerator, value.denominator) for value in values]


@pytest.mark.both_stores
def test_each_platform_keeps_its_own_promise_and_the_total_adds_them(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        cutoff = day("2026-11-20") * 86_400
        for platform, target in (("x", 1 * HOUR), ("facebook", 4 * HOUR)):
            turns(
                bank, bank.channel(platform, "caja", message_cutoff=cutoff), "2026-10-05", HOUR // 2, 2 * HOUR
            )
            bank.goal("reply_time_median", target, platform=platform)
        per_platform = bank.ask(KPI, by=By.PLATFORM)
        total = bank.one(KPI)
    assert [(value.platform, value.value) for value in per_platform] == [("facebook", 1), ("x", 0.5)]
    assert (total.numerator, total.denominator, total.n, total.value) == (3, 4, 4, 0.75)
    assert total.low is not None
    assert total.high is not None
    assert total.low < 0.75 < total.high


def test_the_promise_for_most_comes_before_the_one_for_half(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        turns(bank, bank.channel("x", "caja"), "2026-10-05", HOUR // 2, 2 * HOUR, 6 * HOUR)
        bank.goal("reply_time_mean", 8 * HOUR)
        assert bank.one(KPI).value == 1
        bank.goal("reply_time_median", 1 * HOUR)
        assert bank.one(KPI).value == pytest.approx(1 / 3)
        bank.goal("reply_time_p90", 3 * HOUR)
        assert bank.one(KPI).value == pytest.approx(2 / 3)
        bank.goal("reply_time_median", 1 * HOUR, platform="x")
        assert bank.one(KPI).value == pytest.approx(1 / 3)


def test_an_open_turn_counts_against_the_promise_once_it_is_late(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        cutoff = day("2026-10-05") * 86_400 + NOON + 2 * HOUR
        turns(bank, bank.channel("x", "caja", message_cutoff=cutoff), "2026-10-05", HOUR // 2, None)
        bank.goal("reply_time_median", 2 * HOUR)
        assert fractions(bank.ask(KPI)) == [(1, 1)]
        bank.goal("reply_time_p90", 2 * HOUR - 1)
        assert fractions(bank.ask(KPI)) == [(1, 2)]


@pytest.mark.parametrize("limit", [5 * 60, HOUR, 90 * 60, 2 * HOUR, 4 * HOUR, 24 * HOUR, 7 * 24 * HOUR])
def test_a_round_promise_is_exact_to_the_second(store: Store, limit: int) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        turns(bank, bank.channel("x", "caja"), "2026-10-05", limit - 1, limit, limit + 1)
        bank.goal("reply_time_median", limit)
        assert fractions(bank.ask(KPI)) == [(2, 3)]


@pytest.mark.parametrize("limit", [4_321, 54_321])
def test_any_other_promise_is_exact_but_for_waits_within_1_percent_of_it(store: Store, limit: int) -> None:
    waits = [round(limit * share) for share in (0.5, 0.989, 1.011, 2)]
    with store.writing() as connection:
        bank = Bank.open(connection)
        turns(bank, bank.channel("x", "caja"), "2026-10-05", *waits)
        bank.goal("reply_time_median", limit)
        assert fractions(bank.ask(KPI)) == [(2, 4)]


def test_every_month_has_its_own_promise_also_within_a_week(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("x", "caja")
        for when in ("2026-09-30", "2026-10-01", "2026-10-06"):
            turns(bank, page, when, 2 * HOUR)
        bank.goal("reply_time_median", 1 * HOUR, month="2026-09-01")
        bank.goal("reply_time_median", 3 * HOUR, month="2026-10-01")
        weeks = bank.ask(KPI, first="2026-09-28", last="2026-10-11", grain=Grain.WEEK)
        whole = bank.one(KPI, first="2026-09-01", last="2026-10-31")
    assert fractions(weeks) == [(1, 2), (1, 1)]
    assert (whole.numerator, whole.denominator) == (2, 3)


def test_why_there_is_no_share(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        page = bank.channel("x", "caja")
        turns(bank, page, "2026-10-05", HOUR)
        turns(bank, page, "2026-11-05", HOUR)
        assert bank.one(KPI).missing is Missing.NO_GOAL
        bank.goal("reply_time_median", HOUR)
        (october, november, december) = bank.ask(KPI, last="2026-12-31", grain=Grain.MONTH)
        quiet = bank.one(KPI, first="2026-10-06", last="2026-10-07")
    assert (october.value, november.missing, december.missing) == (1, Missing.NO_GOAL, Missing.NOT_COLLECTED)
    assert quiet.missing is Missing.NO_CASES
