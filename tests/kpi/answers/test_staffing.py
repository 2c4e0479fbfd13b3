"""Agents for a promise: Erlang C against published examples and by hand, and the typical week that it is asked for."""

from dataclasses import replace
from math import exp, factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.answers.erlang import agents_needed, share_in_time, waiting_share
from kpi.answers.staffing import HANDLING, ImpossiblePlan, Plan, promised, staffing
from kpi.catalogue.kpis import Clock
from kpi.store.engine import Store
from tests.kpi.answers.care_bank import DAY, HOUR, MINUTE, CareBank

OCTOBER = ("2026-10-05", "2026-10-18")  # two whole weeks


@given(load=st.floats(0.01, 60), more=st.integers(1, 20))
def test_the_share_that_waits_is_erlang_s_formula(load: float, more: int) -> None:
    """C = (Aⁿ/n!)·n/(n−A) ÷ (Σₖ Aᵏ/k! + the same), from k = 0 to n − 1, as the textbooks write it."""
    agents = int(load) + more
    last = load**agents / factorial(agents) * agents / (agents - load)
    expected = last / (sum(load**busy / factorial(busy) for busy in range(agents)) + last)
    assert waiting_share(load, agents) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(
    ("load", "agents", "limit", "handling", "waiting", "in_time"),
    [
        # M. Tanner, "The Erlang-C formula" (mitan.co.uk): 360 calls of 4 minutes in half an hour, within 15 s
        (48, 55, 15, 240, 0.239, 0.846),
        # Call Centre Helper, "Erlang C formula: a worked example": 200 calls of 3 minutes an hour, within 20 s
        (10, 14, 20, 180, 0.174, 0.888),
    ],
)
def test_published_examples_say_the_same(
    load: float, agents: int, limit: float, handling: float, waiting: float, in_time: float
) -> None:
    assert waiting_share(load, agents) == pytest.approx(waiting, abs=0.0005)
    assert share_in_time(load, agents, limit, handling) == pytest.approx(in_time, abs=0.0005)


def test_the_fewest_agents_who_keep_the_promise() -> None:
    assert agents_needed(0.5, HOUR, 6 * MINUTE, 0.8) == 1  # half an agent's work, and an hour's time
    assert (
        agents_needed(10, 20, 180, 0.8) == 14
    )  # a call centre's: 200 calls an hour of 3 minutes, 80 % in 20 s
    assert agents_needed(0, HOUR, MINUTE, 0.99) == 0
    for load in (0.3, 1.0, 2.5, 17.0):
        agents = agents_needed(load, HOUR, 30 * MINUTE, 0.9)
        assert share_in_time(load, agents, HOUR, 30 * MINUTE) >= 0.9
        assert share_in_time(load, agents - 1, HOUR, 30 * MINUTE) < 0.9
    assert (share_in_time(2, 2, HOUR, MINUTE), waiting_share(2, 2)) == (0, 1)
    assert share_in_time(0.5, 1, 60, 60) == pytest.approx(1 - 0.5 * exp(-0.5))  # M/M/1


@pytest.mark.both_stores
def test_what_comes_while_the_desk_is_closed_waits_for_the_next_open_hour(store: Store) -> None:
    with store.writing() as connection:
        care = CareBank.open(connection)
        page = care.bank.channel("facebook")
        care.served("09:00", "10:30")
        for _ in range(6):
            care.question(page, "2026-10-09 12:30", HOUR)  # a Friday, after hours
        care.question(page, "2026-10-12 09:15", HOUR)  # the Monday after
        care.question(page, "2026-10-13 10:15", HOUR)
        care.question(page, "2026-10-05 00:10", HOUR)
        care.question(page, "2026-10-18 23:50", HOUR)
        care.roll_up()
        found = staffing(connection, care.asks_of(*OCTOBER), Plan(20 * MINUTE, HOUR, 0.8))
    assert (found.follows_hours, found.days) == (True, 14)
    assert [(one.weekday, one.hour) for one in found.hours if one.is_open] == [
        (weekday, hour) for weekday in range(5) for hour in (9, 10)
    ]
    busy = {(one.weekday, one.hour): one.arrivals for one in found.hours if one.arrivals}
    # Two Mondays: six of the Friday night, one of Monday itself, one of Monday and one of Sunday night.
    assert busy == {(0, 9): 4.5, (1, 10): 0.5}
    assert (found.busiest.weekday, found.busiest.hour, found.busiest.agents) == (0, 9, 2)
    assert found.busiest.in_time == pytest.approx(share_in_time(1.5, 2, HOUR, 20 * MINUTE))
    assert found.agent_hours == 3
    assert found.while_closed == pytest.approx(8 / 10)
    assert not found.is_beside_the_goal  # nobody promised anything by the calendar
    promise = replace(found, plan=replace(found.plan, promised_by=Clock.CALENDAR))
    assert promise.is_beside_the_goal
    assert not replace(promise, while_closed=0.0).is_beside_the_goal
    closed = found.hours[0]
    assert (closed.agents, closed.in_time) == (0, None)


def test_without_service_hours_the_desk_is_open_round_the_clock(store: Store) -> None:
    with store.writing() as connection:
        care = CareBank.open(connection)
        page = care.bank.channel("facebook")
        care.question(page, "2026-10-05 03:30", MINUTE)
        care.question(page, "2026-10-12 03:10", MINUTE)
        care.roll_up()
        found = staffing(connection, care.asks_of("2026-10-01", "2026-10-31"), Plan())
    assert not found.follows_hours
    assert all(one.is_open for one in found.hours)
    assert found.hours[3].arrivals == 1  # both on a Monday, and of October the data know two
    assert found.days == 8


def test_a_holiday_closes_no_weekday(sample_store: Store) -> None:
    """In October 2026 a Monday is a public holiday; the sample bank's desk is open on Mondays all the same."""
    with sample_store.reading() as connection:
        care = CareBank.of(connection)
        found = staffing(connection, care.asks_of("2026-10-01", "2026-10-31", "facebook"), Plan())
    is_open = [(one.weekday, one.hour) for one in found.hours if one.is_open]
    assert is_open == [(weekday, hour) for weekday in range(5) for hour in range(8, 20)]


@pytest.mark.parametrize("plan", [Plan(share=1.0), Plan(share=0), Plan(handling=0), Plan(limit=-1)])
def test_a_plan_that_nobody_can_keep_is_refused(store: Store, plan: Plan) -> None:
    with store.writing() as connection, pytest.raises(ImpossiblePlan):
        staffing(connection, CareBank.open(connection).asks_of(*OCTOBER), plan)


def test_a_whole_day_can_be_planned_for() -> None:
    """The longest that the page offers, and what a goal of answers within 24 hours asks for."""
    Plan(limit=24 * 3_600).check()
    with pytest.raises(ImpossiblePlan):
        Plan(limit=24 * 3_600 + 1).check()


def test_the_plan_begins_with_what_the_goals_promise(store: Store) -> None:
    with store.writing() as connection:
        care = CareBank.open(connection)
        page = care.bank.channel("facebook")
        care.question(page, "2026-10-05 10:00", HOUR)
        care.roll_up()
        month = care.asks_of("2026-10-01", "2026-10-31")
        keys = (
            "reply_time_median_business",
            "reply_time_median",
            "reply_time_p90",
            "answered_within_1h",
            "answered_within_24h",
        )
        plans = [promised(care.values(month, *keys))]
        for kpi, target in (
            ("reply_time_median", 900),
            ("reply_time_p90", 2 * HOUR),
            ("answered_within_24h", 0.9),
            ("answered_within_1h", 0.6),
            ("reply_time_median_business", 1800),
        ):
            care.bank.goal(kpi, target)
            plans.append(promised(care.values(month, *keys)))
    assert plans == [
        Plan(),
        Plan(HANDLING, 900, 0.5, Clock.CALENDAR),
        Plan(HANDLING, 2 * HOUR, 0.9, Clock.CALENDAR),
        Plan(HANDLING, DAY, 0.9, Clock.CALENDAR),
        Plan(HANDLING, HOUR, 0.6, Clock.CALENDAR),
        Plan(HANDLING, 1800, 0.5, Clock.BUSINESS),  # the plan's own clock
    ]
