"""Every KPI of care, loyalty and content against plain loops over the facts, however the period is cut."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.answers.question import By, Question
from kpi.answers.value import Value
from kpi.answers.values import answer
from kpi.periods import Grain, Period
from kpi.rollup.run import rebuild
from kpi.store.engine import Store
from tests.kpi.answers.values_oracle import Cell, values_of
from tests.kpi.rollup.strategies import worlds
from tests.kpi.rollup.world import CHANNELS, World, change, found_bank
from tests.support.examples import examples

PERIODS = (Period(20_500, 20_760), Period(20_501, 20_532), Period(20_540, 20_610), Period(20_740, 20_765))
WITHIN_1_PERCENT = ("_median", "_p90")

# Where impressions stand for views, a definition changes: that has tests of its own.
worlds_of_views = worlds.map(
    lambda world: replace(world, posts=tuple(replace(post, impressions=None) for post in world.posts))
)


@pytest.mark.both_stores
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(12))
@given(
    world=worlds_of_views,
    period=st.sampled_from(PERIODS),
    grain=st.sampled_from(list(Grain)),
    by=st.sampled_from((By.TOTAL, By.CHANNEL)),
)
def test_values_are_the_oracles(bank: Store, world: World, period: Period, grain: Grain, by: By) -> None:
    with bank.reading() as connection:
        change(connection, World(), world)
        rebuild(connection)
        found = list(answer(connection, Question(1, period, by=by, grain=grain)))
    assert {value.period for value in found} == set(period.cut(grain))
    for value in found:
        channels = CHANNELS if value.channel is None else (int(value.channel),)
        expected = values_of(world, Cell(frozenset(channels), value.period.start, value.period.end - 1))
        if value.key in expected:
            check(value, expected[value.key])


def check(value: Value, expected: float | None) -> None:
    error = 0.01 if value.key.endswith(WITHIN_1_PERCENT) else 1e-12
    said = f"{value.key} of {value.channel or 'all'}, {value.period.first} to {value.period.last}"
    assert value.value == (None if expected is None else pytest.approx(expected, rel=error)), said


@pytest.fixture
def bank(store: Store) -> Store:
    found_bank(store)
    return store
