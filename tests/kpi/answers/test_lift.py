"""How much larger one share is than another: members' product uptake beside non-members'."""

import pytest

from kpi.answers.lift import lift_bounds
from kpi.answers.value import Missing
from kpi.periods import Grain
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank

MONTH = ("2026-10-01", "2026-10-31")


def test_the_interval_is_that_of_the_logarithm_of_the_ratio() -> None:
    low, high = lift_bounds(16, 400, 100, 5000)  # ln 2 ± 1.959964 × √(1/16 − 1/400 + 1/100 − 1/5000)
    assert (float(low), float(high)) == pytest.approx((0.191640, 2.356718), abs=1e-6)


def test_the_numerator_is_what_the_cases_are_above_those_expected(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        uptake(bank, members=400, takers=16, others=5000, other_takers=100)
        lift = bank.one("product_uptake_lift")
    assert (lift.numerator, lift.denominator, lift.n) == pytest.approx((16 - 8, 8, 5400))
    assert lift.value == pytest.approx(1.0)


def test_without_takers_on_one_side_there_is_no_interval_or_no_value(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        uptake(bank, members=400, takers=0, others=5000, other_takers=100)
        nobody = bank.one("product_uptake_lift")
    assert (nobody.value, nobody.low, nobody.missing) == (-1.0, None, None)
    with store.writing() as connection:
        bank = Bank.open(connection, "Otra Caja")
        uptake(bank, members=400, takers=16, others=5000, other_takers=0)
        nothing_to_compare = bank.one("product_uptake_lift")
        never_told = bank.one("product_uptake_lift", first="2026-09-01", last="2026-09-30")
    assert (nothing_to_compare.value, nothing_to_compare.missing) == (None, Missing.NO_CASES)
    assert never_told.missing is Missing.NOT_COLLECTED


def test_months_are_added_before_they_are_divided(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        uptake(bank, members=400, takers=16, others=5000, other_takers=100)
        september = {"member_customers": 300, "member_takers": 3, "non_member_customers": 5100}
        bank.span(bank.channel("web"), "2026-09-01", "2026-09-30", **september, non_member_takers=102)
        both = bank.one("product_uptake_members", first="2026-09-01")
        monthly = bank.ask("product_uptake_members", first="2026-09-01", grain=Grain.MONTH)
    assert (both.numerator, both.denominator, both.days_with_data) == (19, 700, 61)
    assert [value.value for value in monthly] == [3 / 300, 16 / 400]


def test_days_of_other_totals_do_not_count_as_known(store: Store) -> None:
    with store.writing() as connection:
        bank = Bank.open(connection)
        community = uptake(bank, members=400, takers=16, others=5000, other_takers=100)
        bank.daily(community, "2026-10-01", new_visitors=7, returning_visitors=3)
        visitors, members = bank.ask("returning_visitor_share", "product_uptake_members")
    assert (visitors.days_with_data, members.days_with_data) == (1, 31)


def uptake(bank: Bank, members: int, takers: int, others: int, other_takers: int) -> int:
    channel = bank.channel("community")
    totals = {"non_member_customers": others, "non_member_takers": other_takers}
    bank.span(channel, MONTH[0], MONTH[1], member_customers=members, member_takers=takers, **totals)
    return channel
