"""Percentiles from histograms are numpy's within 1 %, however the waits lie and however the histograms are cut."""

from bisect import bisect_left

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.answers.question import By
from kpi.answers.waits import percentiles, totals
from kpi.periods import Grain
from kpi.rollup.blobs import Counts
from kpi.rollup.buckets import EDGES
from kpi.store.engine import Store
from tests.kpi.answers.bank import Bank, day
from tests.support.examples import examples

YEAR = 366 * 86_400
MOST = 200 * YEAR
waits = st.one_of(
    st.integers(0, 60),
    st.integers(0, 7_200),
    st.integers(0, YEAR),
    st.integers(0, MOST),
    st.sampled_from(EDGES),
)
lists = st.one_of(
    st.lists(waits, min_size=1, max_size=12),
    st.lists(waits, min_size=1, max_size=300),
    st.tuples(waits, st.integers(1, 99), waits, st.integers(1, 99)).map(
        lambda t: [t[0]] * t[1] + [t[2]] * t[3]
    ),
    st.lists(st.integers(1, 2**33 - 1).map(lambda n: n.bit_length() ** 3), min_size=1, max_size=50),
)
shares = st.integers(0, 100).map(lambda hundredths: hundredths / 100)


def histograms(*groups: list[int]) -> tuple[Counts, np.ndarray]:
    """Each group of waits as a histogram of its own, and how many waits each holds."""
    owner = np.array([place for place, group in enumerate(groups) for _ in group], dtype=np.int64)
    key = np.array([bisect_left(EDGES, wait) for group in groups for wait in group], dtype=np.int64)
    counts = Counts(owner, key, np.ones_like(key)).added()
    return counts, totals(counts, len(groups))


@settings(max_examples=examples(300))
@given(lists, shares)
def test_a_percentile_is_within_1_percent_of_numpys(some: list[int], share: float) -> None:
    counts, turns = histograms(some)
    exact = float(np.percentile(some, share * 100))
    assert abs(percentiles(counts, turns, [share])[0][0] - exact) <= 0.01 * exact


@given(st.lists(st.integers(0, 49), min_size=1, max_size=50), shares)
def test_waits_below_50_seconds_are_exact(some: list[int], share: float) -> None:
    counts, turns = histograms(some)
    assert percentiles(counts, turns, [share])[0][0] == pytest.approx(
        np.percentile(some, share * 100), abs=1e-9
    )


@given(st.lists(lists, min_size=1, max_size=4), shares)
def test_each_cell_has_its_own_percentile(groups: list[list[int]], share: float) -> None:
    counts, turns = histograms(*groups)
    alone = [percentiles(*histograms(group), [share])[0][0] for group in groups]
    assert percentiles(counts, turns, [share])[0].tolist() == alone


@given(lists)
def test_percentiles_never_fall(some: list[int]) -> None:
    counts, turns = histograms(some)
    found = [row[0] for row in percentiles(counts, turns, [share / 100 for share in range(0, 101, 10)])]
    assert found == sorted(found)


def test_without_waits_there_is_nothing() -> None:
    counts, turns = histograms([], [5], [])
    assert percentiles(counts, turns, [0.5])[0].tolist() == [0, 5, 0]


@pytest.mark.both_stores
def test_months_days_and_channels_together_hold_each_wait_once(store: Store) -> None:
    placed = [
        ("facebook", "2026-08-31", 100), ("facebook", "2026-09-01", 2_000), ("facebook", "2026-09-30", 40),
        ("x", "2026-09-15", 90_000), ("x", "2026-10-01", 7), ("x", "2026-10-09", 12),
    ]  # fmt: skip
    with store.writing() as connection:
        bank = Bank.open(connection)
        channels = {name: bank.channel(name) for name in ("facebook", "x")}
        for number, (name, when, wait) in enumerate(placed):
            opened = day(when) * 86_400 + 43_200
            answer = {"answered_at": opened + wait, "reply_day": day(when), "wait": wait}
            bank.turn(channels[name], number, opened_at=opened, day=day(when), **answer)
            bank.daily(channels[name], when, turns_opened=1)
        for by, grain in ((By.TOTAL, Grain.TOTAL), (By.PLATFORM, Grain.MONTH), (By.CHANNEL, Grain.WEEK)):
            for value in bank.ask(
                "reply_time_p90", first="2026-08-31", last="2026-10-05", by=by, grain=grain
            ):
                inside = [
                    wait
                    for name, when, wait in placed
                    if value.period.start <= day(when) < value.period.end and value.platform in (None, name)
                ]
                assert (value.n or 0) == len(inside)
                if inside:
                    assert value.value == pytest.approx(np.percentile(inside, 90), rel=0.01)
